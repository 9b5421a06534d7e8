//! What members are told of: in the app at once, by mail when they want it, in a digest for the rest.
//!
//! What must stay true:
//! - A notification is written in the transaction of what it tells of, in a few statements however many it concerns.
//! - What belongs together and was not read yet is one notification, however often it happens; its parts say who and what.
//! - Whether somebody may see a part is asked when it is shown and again when a mail leaves ([`sight`]): what was hidden,
//!   redacted or left meanwhile is told to nobody.
//! - Nobody is told of what they did themselves, of a thread or a person they muted, or of a thread that is not for them.
//! - Nobody gets more than [`mails::AT_MOST`] such mails a day; what is over goes into one more, the next morning.

pub mod choices;
pub mod events;
pub mod kinds;
pub mod mails;
pub mod messages;
pub mod queries;
pub mod reading;
pub mod routes;
pub mod sight;
pub mod unsubscribe;
mod views;
pub mod visits;
pub mod watch;

pub use kinds::{How, Kind};
