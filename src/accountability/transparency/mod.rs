//! `/transparency`: what the team did, for everybody. Counts of rows, no names.

pub mod queries;
pub mod routes;
pub mod views;
