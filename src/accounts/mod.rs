//! People: how they come in, prove who they are, change what is theirs, and leave.
//!
//! What must stay true:
//! - Whether an address has an account is never told to anyone but its owner: by no status, body, or measurable time.
//! - An address is unique among those that were proved. Until then an account keeps it in `email` alone and
//!   `email_folded` is empty, so nobody can sit on another's address. Where no mail is sent, it is taken as proved.
//! - Every change of password ends all other sessions and every mailed proof; every change of address or password is
//!   told to the old address.
//! - Whoever has two-step log-in on is let in by no other way than `two_factor::entry` (its module says how).
//! - Nothing slow happens inside a transaction: passwords are hashed before.

mod address;
pub mod admin;
pub mod approval;
pub mod browsers;
pub mod claims;
pub mod confirm;
pub mod cookies;
pub mod drafts;
pub mod jobs;
mod keyring;
pub mod letters;
pub mod login;
pub mod passwords;
pub mod people;
pub mod reset;
pub mod settings;
pub mod signed_in;
pub mod signup;
pub mod throttle;
pub mod tokens;
pub mod two_factor;

pub use address::sweep as sweep_addresses;

use crate::config::Config;

/// Words that nobody but the brand may call themselves by, or build a password on.
pub fn brand_words(config: &Config) -> Vec<&str> {
    let (name, team) = (config.get("brand.name"), config.get("brand.team"));
    [name, team].into_iter().filter(|w| !w.is_empty()).collect()
}
