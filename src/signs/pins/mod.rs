//! Pinned threads: three a category at a time, each with an end.

pub mod actions;
pub mod routes;
mod views;
