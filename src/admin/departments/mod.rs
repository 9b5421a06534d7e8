//! Who inside the brand can settle what: departments, their people, and which questions go where.
//!
//! What must stay true: one department is the default one and is never closed; only people of the team belong to one;
//! what is open stays with the department it was given to.

mod actions;
mod queries;
pub mod routes;
mod views;
