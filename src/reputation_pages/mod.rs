//! Reputation that a member can read: every line of their ledger in plain words, what is unlocked and what is next, the
//! numbers of the game, and a way to ask for a second look.
//!
//! What must stay true: the owner and staff see every line, zero ones and losses too; others see gains of what is
//! public, never a hidden thread's name, never who voted; pages add up, since each sum is one of the same lines.

pub mod calendar;
pub mod in_force;
pub mod ledger;
pub mod privileges;
pub mod reviews;
pub mod statements;
