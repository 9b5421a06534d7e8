//! The forms of gestures.

use entity::GestureKindId;
use serde::Deserialize;

use crate::i18n::Lang;
use crate::rules::text::{Caption, Passage, Reason};
use crate::ui::form::Errors;

/// The largest number anybody means.
const MOST: i64 = 1_000_000;

fn number(raw: &str, least: i64) -> Option<i64> {
    raw.trim().parse::<i64>().ok().filter(|n| (least..=MOST).contains(n))
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawGesture {
    pub kind: String,
    pub amount: String,
    /// To the customer.
    pub words: String,
    /// For the team.
    pub reason: String,
    pub form_key: String,
}

pub struct Gesture {
    pub kind: GestureKindId,
    /// None: the kind's own value.
    pub amount: Option<i64>,
    pub words: String,
    pub reason: String,
}

impl RawGesture {
    pub fn parse(&self, lang: Lang, errors: &mut Errors) -> Option<Gesture> {
        let kind = self.kind.parse().ok();
        if kind.is_none() {
            errors.add("kind", lang.gestures_error_kind());
        }
        let amount = if self.amount.trim().is_empty() { Some(None) } else { number(&self.amount, 1).map(Some) };
        if amount.is_none() {
            errors.add("amount", lang.gestures_error_amount());
        }
        let words = Passage::parse(&self.words).map(Passage::into_string).map_err(|e| errors.add("words", e.message(lang))).ok();
        let reason = Reason::parse(&self.reason).map(Reason::into_string).map_err(|e| errors.add("reason", e.message(lang))).ok();
        if !errors.is_empty() {
            return None;
        }
        Some(Gesture { kind: kind?, amount: amount?, words: words?, reason: reason? })
    }
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawKind {
    pub name_en: String,
    pub name_fr: String,
    /// Empty: whoever proposes it says how much.
    pub value: String,
    pub ceiling: String,
}

/// A kind whose fields hold.
pub struct Kind {
    pub name_en: String,
    pub name_fr: String,
    pub value: Option<i64>,
    pub ceiling: i64,
}

impl RawKind {
    pub fn parse(&self, lang: Lang, errors: &mut Errors) -> Option<Kind> {
        let mut name = |field: &'static str, raw: &str| Caption::parse(raw).map(Caption::into_string).map_err(|e| errors.add(field, e.message(lang))).ok();
        let (name_en, name_fr) = (name("name_en", &self.name_en), name("name_fr", &self.name_fr));
        let value = if self.value.trim().is_empty() { Some(None) } else { number(&self.value, 1).map(Some) };
        if value.is_none() {
            errors.add("value", lang.gestures_error_amount());
        }
        let ceiling = number(&self.ceiling, 0);
        if ceiling.is_none() {
            errors.add("ceiling", lang.gestures_error_number());
        }
        if !errors.is_empty() {
            return None;
        }
        Some(Kind { name_en: name_en?, name_fr: name_fr?, value: value?, ceiling: ceiling? })
    }
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawRule {
    pub allowance: String,
    pub budget: String,
    pub hours: String,
}

/// Allowance, budget, minutes for an approval.
impl RawRule {
    pub fn parse(&self, lang: Lang, errors: &mut Errors) -> Option<(i64, i64, i64)> {
        let mut field = |name: &'static str, raw: &str, least: i64| {
            let n = number(raw, least);
            if n.is_none() {
                errors.add(name, lang.gestures_error_number());
            }
            n
        };
        let (allowance, budget, hours) = (field("allowance", &self.allowance, 0), field("budget", &self.budget, 0), field("hours", &self.hours, 1));
        Some((allowance?, budget?, hours? * 60))
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RawDecision {
    /// `approve`, `refuse`, `withdraw`.
    pub decision: String,
    pub note: String,
}
