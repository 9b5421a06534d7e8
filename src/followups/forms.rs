//! What the asker's forms say.

use entity::{Expectation, FollowUpAnswer, PostId};
use serde::Deserialize;

use crate::rules::text::{Reason, TextError, optional};

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    /// `solved`, `not_solved`, `elsewhere`.
    pub answer: String,
    /// Which answer solved it.
    pub post: String,
    /// How it was solved elsewhere, or what is still missing.
    pub note: String,
    /// The first tap.
    pub expected: String,
    /// The second; `nothing`: none of them.
    pub received: String,
}

/// One of the three steps.
pub enum Said {
    Answer(FollowUpAnswer),
    Expected(Expectation),
    Received(Option<Expectation>),
}

impl Raw {
    pub fn said(&self) -> Option<Said> {
        if !self.expected.is_empty() {
            return Expectation::from_word(&self.expected).map(Said::Expected);
        }
        if self.received == "nothing" {
            return Some(Said::Received(None));
        }
        if !self.received.is_empty() {
            return Expectation::from_word(&self.received).map(|e| Said::Received(Some(e)));
        }
        FollowUpAnswer::from_word(&self.answer).filter(|a| *a != FollowUpAnswer::Silent).map(Said::Answer)
    }

    pub fn post(&self) -> Option<PostId> {
        self.post.parse().ok()
    }

    pub fn note(&self) -> Result<Option<Reason>, TextError> {
        optional(&self.note, |raw| Reason::parse(&raw.replace(['\r', '\n'], " ")))
    }
}
