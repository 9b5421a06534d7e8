//! Signing up. Where mail is sent, the answer is the same whether or not the address has an account: an account is made
//! either way, and what differs is the letter. One that is never confirmed goes after a week and frees its name.

pub mod actions;
mod forms;
pub(in crate::accounts) mod origin;
pub mod routes;
pub mod views;
