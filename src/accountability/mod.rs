//! Answering for what is done: the audit record for the team, and what everybody may know of it.
//!
//! What must stay true: a figure on a public page is a count of rows, by the query that stands beside its name; nothing
//! there names a person. The record is read, never written from here.

pub mod limits;
pub mod record;
pub mod transparency;
