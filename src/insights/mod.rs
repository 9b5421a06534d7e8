//! What the team's work comes to, for the team: `/staff/insights`, the lists behind each number, weak signals.
//!
//! What must stay true: a number is the length of its list, because both are made from the same rows ([`figures`]); a
//! period costs what was asked in it, by an index; nothing here is written but signals, by their job.

pub mod chart;
pub mod figures;
pub mod forms;
pub mod lists;
pub mod queries;
pub mod routes;
pub mod signals;
pub mod views;
