//! Pinned threads: three a category at a time, each with an end.

pub mod actions;
mod queries;
pub mod routes;
mod views;
