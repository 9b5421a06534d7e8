//! Weak signals: a rise that nobody asked for, seen before it is a wave. Either one question that several people had
//! within two hours, or several questions of a day that share a word which is rare otherwise.
//!
//! What must stay true: a signal is shown with its list; threads of an open one are in the feed, those of one that ended
//! are not there for it; a signal that nothing adds to ends after a day.

pub mod jobs;
pub mod queries;
pub mod rising;
pub mod routes;
pub mod views;
