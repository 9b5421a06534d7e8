//! Imported people found again: a member says "this is me", and is given what stands under that name.
//!
//! What must stay true: a placeholder is given to one member at most; everything that moves is written down row by row,
//! so that a manager can undo it for thirty days; facts the two gave each other are withdrawn by the move, since nobody
//! counts for themselves, and come back with an undo.

mod actions;
pub mod command;
pub mod moves;
mod offers;
mod queries;
pub mod request;
pub mod staff;
mod views;

pub use actions::{approve, catch_up, reject, revert};
pub use offers::offered;

use crate::clock::{DAY, Millis};

/// How long a move can be undone.
pub const UNDO: Millis = 30 * DAY;
