//! `/staff/categories`: what questions are filed under, and for whose eyes.
//!
//! What must stay true: a category that holds questions never changes its audience, so that nothing said for everyone
//! disappears and nothing said in private comes out.

mod actions;
mod queries;
pub mod routes;
mod views;
