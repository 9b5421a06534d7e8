//! How a text will look: the same renderer, the same masking. With a script, a part of the page; without, a page with the
//! preview above the form it came from, everything typed kept.
//!
//! What must stay true: nothing is stored, and nothing is shown that publishing would not show.

pub mod routes;
mod views;
