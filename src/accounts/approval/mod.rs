//! Accounts that wait for somebody of the team (L-07): beyond a number that nobody confirmed, those made at one address
//! are not turned away, they wait. Places known to be many people's (a school, an office) are left out of it.
//!
//! What must stay true: whether one waits depends on the address alone, never on whose mail address was typed; until it is
//! decided no mail leaves and nothing is published; whoever is refused leaves no trace but the line in the record.

pub mod actions;
pub mod queries;
pub mod ranges;
pub mod routes;
mod views;
