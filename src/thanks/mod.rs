//! How the brand thanks those who help: what they may claim, what they hear first, what is said to them.

pub mod briefings;
pub mod notes;
pub mod perks;
