//! The month as a mail: what came in, what went, what the balance is now.
//!
//! What must stay true: at most one mail a member and month, on several processes too; only to those who had a line in
//! the month, have a proved address and did not say no.

pub mod jobs;
mod letters;
