//! "Ask for a review": a member doubts a line of their ledger, the team looks and answers with a reason.
//!
//! What must stay true: one undecided request a line; nobody decides their own; the answer is mailed and stands beside
//! the line. A review corrects nothing itself: the team corrects the fact, and the ledger follows.

pub mod actions;
mod letters;
pub mod queries;
pub mod routes;
pub mod views;
