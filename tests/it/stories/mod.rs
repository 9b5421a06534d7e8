//! Long stories, played through the pages with a hand-wound clock.

mod rise;
mod unhappy;
mod silence;
mod hidden;
