//! Announcements: a dated notice above lists, put up by managers.

pub mod routes;
mod views;
