//! The administration's pages. Every one asks for a password given within the last hour.

pub mod categories;
mod queries;
pub mod routes;
mod views;
