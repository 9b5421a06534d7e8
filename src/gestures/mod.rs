//! Gestures of goodwill: proposed from a thread, given within an allowance or with a manager's approval, told in private.
//!
//! What must stay true: a month never costs more than its budget, and nobody gives more without approval than their
//! allowance, however many act at once; what is above the ceiling waits for a manager who did not propose it; a gesture
//! is given once, and told to the customer in the exchange that nobody else reads; no page but the team's knows of it.

pub mod actions;
mod forms;
pub mod jobs;
mod letters;
pub mod queries;
pub mod routes;
mod views;

pub use forms::Kind;
