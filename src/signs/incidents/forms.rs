//! The form of an incident.

use entity::PostId;
use serde::Deserialize;

use crate::clock::Millis;
use crate::i18n::Lang;
use crate::rules::text::{Caption, Passage, optional};
use crate::ui::form::Errors;
use crate::ui::when;
use crate::web::paths;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub title_en: String,
    pub title_fr: String,
    pub text_en: String,
    pub text_fr: String,
    /// Slugs.
    pub categories: Vec<String>,
    /// Names, separated by commas.
    pub tags: String,
    pub begins: String,
    pub ends: String,
    /// A thread's number or address.
    pub canonical: String,
}

/// An incident whose fields hold.
#[derive(Clone, Debug)]
pub struct Parsed {
    pub title_en: String,
    pub title_fr: String,
    pub text_en: String,
    pub text_fr: String,
    pub categories: Vec<String>,
    pub tags: Vec<String>,
    pub begins_at: Millis,
    pub ends_at: Option<Millis>,
    pub canonical: Option<PostId>,
}

impl Raw {
    pub fn parse(&self, lang: Lang, zone: &str, now: Millis, errors: &mut Errors) -> Option<Parsed> {
        let mut caption = |field: &'static str, raw: &str| Caption::parse(raw).map(Caption::into_string).map_err(|e| errors.add(field, e.message(lang))).ok();
        let (title_en, title_fr) = (caption("title_en", &self.title_en), caption("title_fr", &self.title_fr));
        let mut passage = |field: &'static str, raw: &str| optional(raw, Passage::parse).map(|p| p.map(Passage::into_string).unwrap_or_default()).map_err(|e| errors.add(field, e.message(lang))).ok();
        let (text_en, text_fr) = (passage("text_en", &self.text_en), passage("text_fr", &self.text_fr));
        let begins_at = if self.begins.trim().is_empty() { Some(now) } else { when::from_field(zone, self.begins.trim()) };
        if begins_at.is_none() {
            errors.add("begins", lang.signs_error_moment());
        }
        let ends_at = if self.ends.trim().is_empty() { Some(None) } else { when::from_field(zone, self.ends.trim()).map(Some) };
        match (begins_at, ends_at) {
            (_, None) => errors.add("ends", lang.signs_error_moment()),
            (Some(begin), Some(Some(end))) if end <= begin => errors.add("ends", lang.signs_error_order()),
            _ => {}
        }
        let canonical = self.canonical.trim();
        let canonical = if canonical.is_empty() { Some(None) } else { number(canonical).map(Some) };
        if canonical.is_none() {
            errors.add("canonical", lang.signs_error_thread());
        }
        let tags = self.tags.split(',').map(|t| t.trim().to_lowercase()).filter(|t| !t.is_empty()).collect();
        if !errors.is_empty() {
            return None;
        }
        Some(Parsed { title_en: title_en?, title_fr: title_fr?, text_en: text_en?, text_fr: text_fr?, categories: self.categories.clone(), tags, begins_at: begins_at?, ends_at: ends_at?, canonical: canonical? })
    }
}

/// The number of a thread, alone or in its address.
pub fn number(text: &str) -> Option<PostId> {
    let tail = text.rsplit_once(&format!("{}/", paths::Questions)).map_or(text, |(_, tail)| tail);
    let digits: String = tail.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok().filter(|id: &PostId| id.0 > 0)
}
