//! Daily tools of those who help much, beside the thread itself: which of their answers wait for a word of the asker.

pub mod waiting;
