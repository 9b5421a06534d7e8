//! Briefings: news that ambassadors read before everyone, and ask about before everyone.
//!
//! What must stay true: until its minute a briefing is nowhere but on the pages of this folder, for ambassadors and the
//! team; who is an ambassador is asked at every request; the minute is a condition of each query (`public_at <= now`),
//! so that no job has to be on time and no copy outlives it; what was promised is never moved later once it has passed.

pub mod actions;
mod forms;
mod letters;
pub mod public;
pub mod queries;
pub mod reader;
pub mod staff;
mod views;
