//! What the brand owes a thread: an escalation is taken, handed on, promised, settled in a way that everyone can see.
//!
//! What must stay true: one person at a time has a thread, and whoever comes second is told who; it ends by an outcome the
//! public can see, or by nothing; every act is one transaction under the lock of the question, is checked there against
//! what the row says now, leaves a line in the journal with what was before, and has the thread settled anew. Notes
//! and the exchange in private are for those they are for: no customer and no ambassador meets a word of them.

pub mod actions;
mod forms;
pub mod jobs;
mod letters;
pub mod limits;
pub mod queries;
pub mod routes;
mod views;
mod words;
