//! People: all of them, and what one of them did. Someone who left has no page; an imported person has one, where they
//! can say "this is me".

pub mod queries;
pub mod routes;
pub mod views;
