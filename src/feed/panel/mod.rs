//! What one wants to know of a thread before answering it: who asks and what else they asked, what is like it, what was
//! escalated before, who is looking. Stands beside the feed and beside the thread; alone, it is a page.

pub mod queries;
pub mod routes;
pub(super) mod views;
