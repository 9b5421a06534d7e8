//! `/staff/programme`: where managers run the programme: candidates with their numbers, offers to confirm, seats, terms,
//! nominations, appeals; and what became of everyone.

pub mod answers;
mod queries;
pub mod routes;
mod views;
