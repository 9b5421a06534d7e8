//! What members say about posts: "this helped me", "did not work for me", "I have this problem too", "this solved
//! it", "this is correct".
//!
//! What must stay true: a fact is a row with who and when; taking it back marks the row, giving it again takes the mark
//! off and keeps the first time. A live fact exists once for a member and a post (a unique index), so that a double
//! click changes nothing. The counters change with it, in its transaction, under the lock of the question.

pub mod actions;
pub mod clarity;
pub mod forms;
pub mod routes;
pub mod said_for;
pub mod scene;
