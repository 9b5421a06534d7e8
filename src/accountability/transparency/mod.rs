//! `/transparency`: what the team did, for everybody. Counts of rows, no names.

pub mod queries;
mod remembered;
pub mod routes;
pub mod views;

pub use remembered::Remembered;
