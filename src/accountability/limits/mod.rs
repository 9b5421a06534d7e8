//! `/staff/limits`: what is counted, who met a limit, and a way to let somebody go on. No address is shown or kept.

pub mod queries;
pub mod routes;
mod views;
