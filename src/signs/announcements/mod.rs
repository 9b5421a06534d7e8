//! Announcements: a dated notice above lists, put up by managers.

pub mod actions;
mod queries;
pub mod routes;
mod views;
