//! `/staff/audit`: who did what, found by person, act, thing and days.
//!
//! Managers see everything. Staff see what they did themselves, and what anybody did to threads: how people sign in, what
//! was decided about a member, and who looked into a case is not theirs to read.

pub mod forms;
pub mod queries;
pub mod routes;
mod said;
pub mod views;
