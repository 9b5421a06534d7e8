//! Nominations: somebody proposes somebody else, who agrees first; people they helped testify; a manager answers, with a
//! reason, within a number of days.
//!
//! What must stay true: one open nomination a nominee; nobody testifies for somebody who nominated them or testified for
//! them; so many testimonials a member a month, counted under the lock of their row.

pub mod actions;
pub mod queries;
pub mod routes;
pub mod views;
