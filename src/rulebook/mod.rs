//! The rules as data: a manager reads every number, tries others on the real history, and applies them.
//!
//! What must stay true: an applied set is a version that is never changed; what was earned stays as it was earned; of two
//! who apply at once, the second is told.

mod fields;
mod forms;
mod labels;
mod queries;
pub mod routes;
mod views;
