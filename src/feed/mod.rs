//! The staff feed: one list of what the brand owes a look, in the order of urgency, and what one does to its rows.
//!
//! What must stay true:
//! - The feed is `feed_row` and nothing else: a page costs what the list holds, never what the community ever asked.
//! - A tab's number and its list come from the same condition ([`filter`]); a view is its address.
//! - What is done here is done by `escalations::actions`, under the same locks as on the thread's own page. A press can
//!   be undone for as long as the rules say by whoever pressed, unless somebody did something since ([`acts::undo`]).
//! - Nothing here is for customers: every route is the team's, no page of it is kept by a cache.
//! - Everything works with forms alone; the script presses the same buttons.

pub mod filter;
pub mod rows;
pub mod live;
pub mod presence;
pub mod acts;
pub mod panel;
pub mod routes;
mod views;
mod words;

/// From here on a thread cannot wait: its deadline is over, or worse.
pub const URGENT: i64 = 80;
