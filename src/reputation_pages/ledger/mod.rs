//! `/users/{name}/reputation`: the lines of one member's ledger, the month as a statement, the day's limit as a gauge.
//!
//! What must stay true: an owner and the staff see every line; others see what was won by posts that everyone can read,
//! and which still counts. Whoever acted is named to the staff alone. A month adds up: its opening balance and its lines
//! are its closing balance, which opens the next.

mod actions;
pub mod csv;
pub mod lines;
pub mod queries;
pub mod routes;
pub mod views;
