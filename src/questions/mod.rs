//! Questions and answers: asking, publishing, and everything one can say in a thread.
//!
//! What must stay true: nothing personal that was found is public before its author decided; counters, search
//! documents and the posts they count change in one transaction; a form sent twice makes one post.

pub mod publish;
