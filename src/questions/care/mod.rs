//! The care of threads: closing, marking duplicates, deleting and restoring, taking a name off, redacting, and what was
//! told in private.
//!
//! What must stay true: a thread is never silently gone: closing and removal have a public reason, a question that
//! others answered keeps their work; redaction takes words out of every row in one transaction and logs who, never
//! what; each opening of private details by staff is written down.

pub mod actions;
pub mod forms;
pub mod private;
pub mod redact;
pub mod redaction;
pub mod routes;
pub mod views;
