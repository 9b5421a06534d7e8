//! What moderators, members and anyone else fill in.

use entity::{DecisionAct, FlagReason};
use serde::Deserialize;

use super::deeds::Verdict;
use crate::i18n::Lang;
use crate::rules::moderation::LONGEST;
use crate::rules::text::Reason;
use crate::ui::form::Errors;

/// A decision about a text or a member.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub act: String,
    pub reason: String,
    pub fact: String,
    pub abuse: String,
    pub days: String,
    /// Of an appeal or a notice.
    pub answer: String,
    /// Which view one came from.
    pub view: String,
}

impl Raw {
    /// What was meant; none for a word that is no decision.
    pub fn parse(&self, lang: Lang) -> Option<Result<Verdict, Errors>> {
        let act = DecisionAct::from_word(&self.act)?;
        let mut errors = Errors::new();
        let needs = !matches!(act, DecisionAct::Keep | DecisionAct::Release | DecisionAct::Lift);
        let reason = FlagReason::from_word(&self.reason);
        if needs && reason.is_none() {
            errors.add("reason", lang.moderation_error_reason());
        }
        let fact = match Reason::parse(&self.fact) {
            Ok(fact) => fact.into_string(),
            Err(_) if !needs => String::new(),
            Err(e) => {
                errors.add("fact", e.message(lang));
                String::new()
            }
        };
        let timed = matches!(act, DecisionAct::Silence | DecisionAct::Suspend);
        let days = self.days.trim().parse::<i64>().ok().filter(|d| (1..=LONGEST).contains(d));
        if timed && days.is_none() {
            errors.add("days", lang.moderation_error_days(LONGEST));
        }
        let verdict = Verdict { act, reason, fact, abuse: act == DecisionAct::Remove && self.abuse == "1", days: days.filter(|_| timed) };
        Some(if errors.is_empty() { Ok(verdict) } else { Err(errors) })
    }
}

/// A few words.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Words {
    pub words: String,
}

impl Words {
    pub fn parse(&self, lang: Lang) -> Result<String, Errors> {
        Reason::parse(&self.words).map(Reason::into_string).map_err(|e| Errors::one("words", e.message(lang)))
    }
}

/// Two accounts become one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Merge {
    pub into: String,
    pub fact: String,
    /// Instead: parts what was made one before, by the number of its claim.
    pub part: String,
}

/// A report by someone without an account.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Notice {
    pub url: String,
    pub reason: String,
    pub explanation: String,
    pub name: String,
    pub email: String,
    pub good_faith: String,
}

/// A word to watch.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Watch {
    pub word: String,
    pub act: String,
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_against_somebody_needs_a_reason_and_a_fact() {
        let raw = |act: &str| Raw { act: act.into(), ..Raw::default() };
        assert!(raw("burn").parse(Lang::En).is_none());
        assert!(raw("keep").parse(Lang::En).is_some_and(|v| v.is_ok()));
        let errors = raw("suspend").parse(Lang::En).expect("a decision").expect_err("incomplete");
        assert!(errors.of("reason").is_some() && errors.of("fact").is_some() && errors.of("days").is_some());
        let full = Raw { reason: "spam".into(), fact: "Sold pills".into(), abuse: "1".into(), ..raw("remove") };
        let verdict = full.parse(Lang::En).expect("a decision").expect("complete");
        assert!(verdict.abuse && verdict.days.is_none());
    }
}
