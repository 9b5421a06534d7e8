//! A member asks somebody who is likely to know to look at a question that nobody has answered.
//!
//! What must stay true: one invitation a question and member, whoever sends it; only people who solved something of the
//! same kind are offered, never placeholders, staff, or who asked; whoever does not want such mails gets none.

mod actions;
mod letters;
pub mod queries;
pub mod routes;
pub mod views;
