//! What the window says of each member, the ranks that follow, and what people are told of it.

pub mod letters;
pub mod seats;
