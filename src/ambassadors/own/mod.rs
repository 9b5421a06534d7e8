//! `/ambassadors/me`: where one stands, number by number; the offer; the term; what one's help did; what waits for one.

pub mod appeal;
pub mod routes;
mod views;
