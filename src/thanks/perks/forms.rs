//! The forms of the catalogue.

use entity::Rank;
use serde::Deserialize;

use crate::i18n::Lang;
use crate::rules::text::{Caption, Passage, optional};
use crate::ui::form::Errors;

/// The largest number anybody means.
const MOST: i64 = 1_000_000;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub title_en: String,
    pub title_fr: String,
    pub text_en: String,
    pub text_fr: String,
    pub value: String,
    /// Empty: no end.
    pub stock: String,
    pub per_member: String,
    pub rank: String,
}

/// A perk whose fields hold.
pub struct Parsed {
    pub title_en: String,
    pub title_fr: String,
    pub text_en: String,
    pub text_fr: String,
    pub value: i64,
    pub stock: Option<i64>,
    pub per_member: i64,
    pub rank: Rank,
}

impl Raw {
    pub fn parse(&self, lang: Lang, errors: &mut Errors) -> Option<Parsed> {
        let mut caption = |field: &'static str, raw: &str| Caption::parse(raw).map(Caption::into_string).map_err(|e| errors.add(field, e.message(lang))).ok();
        let (title_en, title_fr) = (caption("title_en", &self.title_en), caption("title_fr", &self.title_fr));
        let mut passage = |field: &'static str, raw: &str| optional(raw, Passage::parse).map(|p| p.map(Passage::into_string).unwrap_or_default()).map_err(|e| errors.add(field, e.message(lang))).ok();
        let (text_en, text_fr) = (passage("text_en", &self.text_en), passage("text_fr", &self.text_fr));
        let mut number = |field: &'static str, raw: &str, least: i64| {
            let n = raw.trim().parse::<i64>().ok().filter(|n| (least..=MOST).contains(n));
            if n.is_none() {
                errors.add(field, lang.perks_error_number(least));
            }
            n
        };
        let value = number("value", &self.value, 0);
        let stock = if self.stock.trim().is_empty() { Some(None) } else { number("stock", &self.stock, 0).map(Some) };
        let per_member = number("per_member", &self.per_member, 1);
        let rank = if self.rank == Rank::Expert.word() { Rank::Expert } else { Rank::Ambassador };
        if !errors.is_empty() {
            return None;
        }
        Some(Parsed { title_en: title_en?, title_fr: title_fr?, text_en: text_en?, text_fr: text_fr?, value: value?, stock: stock?, per_member: per_member?, rank })
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RawCodes {
    /// One a line.
    pub codes: String,
}

impl RawCodes {
    /// Each once, without what is no code.
    pub fn lines(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for line in self.codes.lines().map(str::trim).filter(|l| !l.is_empty() && l.chars().count() <= 200 && !l.contains('\0')) {
            if !all.iter().any(|c| c == line) {
                all.push(line.to_owned());
            }
        }
        all
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RawClaim {
    pub adult: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RawDecision {
    /// `fulfil`, `decline`, `done`.
    pub decision: String,
    pub reason: String,
    pub code: String,
}
