//! Incidents: what many meet at once, with the threads that it answers.

pub mod actions;
mod forms;
mod letters;
pub mod queries;
pub mod routes;
mod views;

pub use forms::Parsed;
