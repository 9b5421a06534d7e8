//! Two-step log-in: after the password, a code of six digits from an app, or a recovery code that works once.
//!
//! What must stay true:
//! - Until the second step is done a browser is nobody's: its session holds who waits, never who is signed in.
//! - A code is taken once, on whichever process: the half minute it belongs to is moved forward under the account's lock,
//!   and no code of it or before it counts again. A recovery code is used by one UPDATE.
//! - Six tries a minute, then slower and slower, never shut out: a recovery code works at once, an administrator helps.
//! - A secret being set up is in the data of one session: no other one of the account sees or confirms it.
//! - The secret is stored sealed (`seal`), recovery codes as hashes; both are shown once. A lost key shuts the apps' codes
//!   out, never recovery codes; `entraide check` and the log of `serve` name it.
//! - Each change ends the other sessions, is in the audit record, and is told by mail.
//! - Where the team must have it, someone of the team without it reaches nothing but its page.

pub mod actions;
pub mod admin;
mod codes;
pub mod entry;
pub mod queries;
pub mod routes;
mod seal;
pub mod views;
