//! Who is looking at a thread now, and who is answering it. A page that is open says so each half minute; a page that
//! is closed is forgotten a minute later. It holds nothing for anybody.

pub mod actions;
pub mod queries;
pub mod routes;

pub use queries::{Here, at};

use crate::clock::{MINUTE, Millis};

/// How long one is there after having said so.
pub const LASTS: Millis = MINUTE;
