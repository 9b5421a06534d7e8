//! `/ambassadors`: what the programme is, what it asks for, who they are, and the leaderboards. For everyone.

pub mod routes;
mod views;
