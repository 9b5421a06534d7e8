//! "My answers waiting for the asker", and the one reminder a thread can have.
//!
//! What must stay true: an asker is reminded of a thread once, ever, whoever presses the button; never of an imported
//! thread that is not live, never within two days of the answer, never without a confirmed address.

mod actions;
mod letters;
mod queries;
pub mod routes;
mod views;

use crate::clock::{DAY, Millis};

/// How long an asker is left in peace.
pub const PATIENCE: Millis = 2 * DAY;
