//! Moderation: one queue of what was reported, held back, first or contested; decisions with reasons; appeals.
//!
//! What must stay true: nobody sees or decides what concerns themselves, in the queries and in the actions; one person
//! decides on an item, once; whoever a decision is against is told what, why and how to appeal, and can do so once; an
//! appeal is decided by somebody who took no part; what is undone or overturned is as if it had never been, points and
//! standing included. Reporters are known to the team alone.

mod actions;
pub mod appeals;
mod deeds;
mod firsts;
mod forms;
mod letters;
pub mod merge;
mod merges;
pub mod members;
pub mod notices;
pub mod first_posts;
pub mod notice_routes;
pub mod own;
pub mod queries;
mod reverse;
pub mod routes;
pub mod staff;
mod taking_out;
mod views;
pub mod words;

pub use deeds::{Case, Verdict, decide};
