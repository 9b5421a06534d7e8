//! What the team owes an asker who received less than they expected: each with an owner, done with a note.
//!
//! What must stay true: a follow-up makes one task at most; a task is somebody's as long as anybody works here; it is
//! done once, with a note of what was done; customers see none of it.

pub mod actions;
pub mod queries;
pub mod routes;
mod views;
