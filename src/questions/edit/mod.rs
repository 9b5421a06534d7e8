//! Changing what was said: the edit form, every version of a post with what changed, and edits that wait for a reviewer.
//!
//! What must stay true: a version is never lost, the one before the first edit included; nobody overwrites a text they
//! have not seen (the form names the version it began with, and the write holds to it); a change that is not one saves
//! nothing; what others suggest is public only once somebody else has agreed; no version is shown to whoever may not see
//! the post.

pub mod actions;
pub mod comment;
pub mod forms;
pub mod history;
pub mod queries;
pub mod routes;
pub mod suggestions;
pub mod tags;
pub mod views;

/// A post's words as they are edited and compared: always Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Questions.
    pub title: Option<String>,
    pub body: String,
    /// Those that are shown, in their order; questions.
    pub tags: Vec<String>,
}

/// Draws a page whose differences may take a while to work out, beside the async threads.
async fn drawn(draw: impl FnOnce() -> maud::Markup + Send + 'static) -> crate::error::Result<maud::Markup> {
    Ok(tokio::task::spawn_blocking(draw).await.map_err(anyhow::Error::new)?)
}
