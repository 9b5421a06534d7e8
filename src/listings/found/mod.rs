//! The search page, and suggestions for the browser's own search field.

pub mod routes;
pub mod views;
