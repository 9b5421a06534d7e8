//! The integration tests: one crate, one process. Everything goes through the real router, on a copy of a migrated
//! database; every test runs on SQLite and on PostgreSQL ([`both!`]).
//!
//! `routes/` has one file a feature, `crossing/` what holds for every route, `tidy` what the compiler cannot hold.

#[macro_use]
mod support;

mod crossing;
mod backups;
mod edge;
mod face;
mod import;
mod process;
mod reputation;
mod routes;
mod stories;
mod supply;
mod tidy;
