//! `/privileges`: what reputation unlocks, what is next and how to get there; `/rules/{id}`: the numbers behind it.

pub mod routes;
pub mod views;
