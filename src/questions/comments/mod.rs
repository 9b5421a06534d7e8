//! Short remarks on a post.
//!
//! What must stay true: like a post's, a comment's text is masked and rendered before the transaction; the post's
//! counter changes with it; one form makes one comment.

pub mod actions;
pub mod routes;
