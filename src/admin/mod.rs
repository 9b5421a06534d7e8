//! The administration's pages. Every one asks for a password given within the last hour.

pub mod categories;
pub mod deadlines;
pub mod departments;
mod queries;
pub mod routes;
mod views;
