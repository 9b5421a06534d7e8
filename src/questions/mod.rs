//! Questions and answers: asking, publishing, and everything one can say in a thread.
//!
//! What must stay true: nothing personal that was found is public before its author decided; counters, search
//! documents and the posts they count change in one transaction; a form sent twice makes one post.

use serde::Deserialize;

pub mod answering;
pub mod answers;
pub mod ask;
pub mod care;
pub mod circle;
pub mod comments;
pub mod drafts;
pub mod edit;
pub mod facts;
pub mod flags;
pub mod form_keys;
pub mod jobs;
pub mod limits;
pub mod masking_review;
pub mod photos;
pub mod preview;
pub mod publish;
pub mod refresh;
pub mod replies;
pub mod shaping;
pub mod similar;
pub mod thread;

/// Names a form, so that sending it twice makes one post.
pub fn new_form_key() -> String {
    let bytes: [u8; 16] = rand::random();
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// A form's key as it may be stored: browsers send what they like.
pub fn clean_form_key(raw: &str) -> String {
    raw.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(64).collect()
}

/// A form's fields as they came, for pages that carry any form along.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Fields(pub Vec<(String, String)>);

impl Fields {
    /// The first value of a field; empty without one.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(k, _)| k == name).map_or("", |(_, v)| v)
    }

    /// Every value of a field that may come several times.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(k, _)| k == name).map(|(_, v)| v.clone()).collect()
    }
}
