//! What staff decide.

use serde::Deserialize;

use super::queries::Fact;
use crate::i18n::Lang;
use crate::rules::fair_play::{Key, Kind};
use crate::rules::text::Reason;
use crate::ui::form::Errors;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub decision: String,
    pub reason: String,
    /// `vote-12`, `acceptance-7`…
    pub fact: Vec<String>,
}

/// What was meant.
pub enum Decision {
    Reverse { facts: Vec<Key>, reason: String },
    Dismiss { reason: String },
    Undo { reason: String },
}

/// The name of a fact in the form.
pub fn name(kind: &str, id: i64) -> String {
    format!("{kind}-{id}")
}

impl Raw {
    /// A decision about a case with this evidence; none for a word that is no decision.
    pub fn parse(&self, evidence: &[Fact], lang: Lang) -> Option<Result<Decision, Errors>> {
        let mut errors = Errors::new();
        let facts: Vec<Key> = evidence.iter().filter(|f| self.fact.contains(&name(&f.kind, f.fact_id))).filter_map(|f| Some((Kind::from_word(&f.kind)?, f.fact_id))).collect();
        if self.decision == "reverse" && facts.is_empty() {
            errors.add("fact", lang.fair_choose());
        }
        let reason = Reason::parse(&self.reason).map_err(|e| errors.add("reason", e.message(lang))).map(Reason::into_string).unwrap_or_default();
        let decision = match self.decision.as_str() {
            "reverse" => Decision::Reverse { facts, reason },
            "dismiss" => Decision::Dismiss { reason },
            "undo" => Decision::Undo { reason },
            _ => return None,
        };
        Some(if errors.is_empty() { Ok(decision) } else { Err(errors) })
    }
}
