//! Fair play: votes that look arranged become a case with its evidence, which a person decides.
//!
//! What must stay true: nothing is taken from anybody without a person. One open case holds one set of members; who is
//! in a case neither sees nor judges it. A reversal is one batch in one transaction: the facts are withdrawn and marked
//! with the case, counters and ledgers are brought in step, so that everyone stands as if those votes had never been;
//! it can be undone for thirty days. A fact that somebody judged is looked at no more, so that the same set does not come
//! back for the same facts.

mod actions;
mod forms;
pub mod jobs;
mod letters;
pub mod queries;
pub mod reverse;
pub mod routes;
mod views;

use crate::clock::{DAY, Millis};

/// How long a reversal can be undone.
pub const UNDO: Millis = 30 * DAY;
