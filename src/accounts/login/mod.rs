//! Logging in and out.

mod actions;
pub mod routes;
pub mod views;
