//! What the window says of each member, the ranks that follow, and what people are told of it.
//!
//! What must stay true:
//! - Whoever changes an answer, an acceptance, a verification, a rating, a sanction or a reputation marks the members it
//!   concerns in the same transaction ([`actions`]); a job counts those again, and those whose time has come, each in a
//!   short transaction of its own. What it costs follows what changed.
//! - Counting one member gives what counting everybody gives: both read [`facts`] and count by `rules::standing`.
//! - [`ranks::record`] alone changes `account.rank`, and writes down when, by which rules, with which numbers, who decided.
//! - An answer counts while everyone may see it, or while it is hidden and somebody decides; what became of its question
//!   changes nothing. People who were imported hold no rank until somebody claims them.

pub use crate::reputation::marks as actions;
pub mod command;
pub mod dry_run;
pub mod facts;
pub mod jobs;
pub mod letters;
pub mod queries;
pub mod ranks;
pub mod reasons;
pub mod sanctions;
pub mod seats;
mod steps;
