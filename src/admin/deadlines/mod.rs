//! What is promised in each category, when the brand works, and the words that have no window.
//!
//! What must stay true: what is stored can be read (a calendar is parsed before it is kept); a change settles every
//! thread in which somebody waits, and moves no moment that was promised later.

mod actions;
mod calendars;
mod queries;
pub mod routes;
mod views;
mod words;

pub use calendars::{page as calendar, save as save_calendar};
pub use words::{page as alert_words, save as save_alert_words};
