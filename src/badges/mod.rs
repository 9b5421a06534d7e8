//! Badges: permanent honours, given by the rules of `rules::badges` or, with a reason, by a manager.
//!
//! What must stay true: an award exists once for a member, a badge and a cause (a unique index); a revoked one stays as a
//! row, so that no rule gives it again. The rules only ever add: an honour earned stays when a fact behind it is taken
//! back. The one exception is fair play: what rested on annulled votes goes with them ([`actions::strictly`]) and comes
//! back if that is undone. Placeholders of imported people and staff hold none; whoever claims an imported name earns
//! what its history earns, under its own dates.

pub mod actions;
mod forms;
mod gather;
pub mod jobs;
mod letters;
pub mod queries;
mod remembered;
pub mod routes;
mod views;

pub use remembered::Remembered;
