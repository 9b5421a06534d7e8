//! What the brand promises each thread, and whether it is kept: clocks, the feed, escalations as a record.
//!
//! What must stay true:
//! - [`settle`] alone writes `thread_clock`, `feed_row`, `feed_reason` and `feed_exit`, from the facts of the thread by
//!   `rules::escalation`. Whoever changes a thread calls it at the end of the same transaction, under the question's lock;
//!   whoever changes many marks them ([`mark`]), and the job settles those. [`verify`] says the same of all rows.
//! - [`record`] alone writes `escalation` and `escalation_event`. One is open at a time, and none ends without an outcome
//!   that everyone can see; where that is taken away, another follows it.
//! - A tick costs what is due: threads whose moment has come, found by an index.
//! - Imported history has no clock until a living member posts in it; what is for ambassadors and the team is never in
//!   the feed.

pub mod calendars;
pub mod departments;
mod facts;
pub mod jobs;
mod kinds;
mod letters;
pub mod outlook;
pub mod promises;
pub mod queries;
pub mod record;
mod scheme;
mod settle;
pub mod verify;
pub mod words;
mod write;

pub use scheme::{Scheme, Terms, current};
pub use settle::{enliven, mark, mark_all, mark_open, settle, settle_all, settle_by, settle_edited, settle_said};
