//! Reads of the queue and of what stands behind an item. Each takes who reads: what concerns them is not there.

mod appeals;
mod decisions;
mod items;
mod members;

pub use appeals::{AGAINST, CONCERNS, able, took_part};
pub use decisions::{Decision, decision, decisions_about, decisions_on, undoable};
pub use items::{Body, Key, Line, PAGE, Report, body, counts, list, one, open_about, reports};
pub use members::{Member, Note, Wrote, member, member_called, notes, wrote};
