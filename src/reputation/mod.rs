//! The ledger of reputation: what each fact is worth to a member, how it got there, and whether it adds up.
//!
//! What must stay true:
//! - `credit` says what every fact is worth now, stage by stage; `ledger_entry` is only ever added to, and says how that
//!   came about; `account.reputation` is the sum of a member's entries. All three change in the transaction of the cause.
//! - A balance depends on the facts that stand: doing and undoing, in any order, in parallel, leads to the same sum.
//! - Whoever changes a fact, the state of a post, or who wrote it, calls [`actions`] in the same transaction, under the
//!   lock of the question. Locks go in one order: questions, then members, each by ascending number.
//! - Two things are written once and kept, because no fact says them later: whether the member earned when the fact came
//!   (staff do not), and that a held vote was released.
//! - The acceptances of a question are changed by members who are locked together; each knows the places of all.

pub mod actions;
mod book;
pub mod command;
pub mod dry_run;
mod facts;
pub mod jobs;
pub mod marks;
pub mod opening;
pub mod verify;
pub mod versions;
mod words;
