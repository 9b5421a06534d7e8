//! What solved it, said for an asker who is away: by one, then by another, of those who have the reputation for it or are
//! of the team.
//!
//! What must stay true: only where the asker let the question how it went pass, and nothing is owed; never by whoever asked
//! or answered there, and by two different people; it is an acceptance like any other, written by the same path, which
//! counts for a rank once the asker agrees or the brand confirms it; the asker is told and takes it back with one click,
//! and what they took back is not proposed again.

pub mod actions;
mod letters;
pub mod queries;
pub mod routes;
mod views;
