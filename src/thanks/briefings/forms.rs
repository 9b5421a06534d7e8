//! The form of a briefing: a title and a text in one language or both, and the minute of the reveal.

use serde::Deserialize;

use crate::clock::Millis;
use crate::i18n::Lang;
use crate::rules::text::{Body, Caption, TextError, optional};
use crate::ui::form::Errors;
use crate::ui::when;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub title_en: String,
    pub body_en: String,
    pub title_fr: String,
    pub body_fr: String,
    /// A slug, or nothing.
    pub category: String,
    /// `2026-11-24T10:30`, in the community's zone.
    pub public_at: String,
}

/// A text in a language, as typed and checked.
#[derive(Clone, Debug)]
pub struct Written {
    pub lang: Lang,
    pub title: String,
    pub body: String,
}

/// A form whose fields hold.
pub struct Parsed {
    pub texts: Vec<Written>,
    pub category: Option<String>,
    pub public_at: Millis,
}

impl Raw {
    pub fn parse(&self, lang: Lang, zone: &str, errors: &mut Errors) -> Option<Parsed> {
        let mut texts = Vec::new();
        for (of, title_field, title, body_field, body) in [
            (Lang::En, "title_en", &self.title_en, "body_en", &self.body_en),
            (Lang::Fr, "title_fr", &self.title_fr, "body_fr", &self.body_fr),
        ] {
            let title = optional(title, Caption::parse).map_err(|e| errors.add(title_field, e.message(lang)));
            let body = optional(body, Body::parse).map_err(|e| errors.add(body_field, e.message(lang)));
            match (title, body) {
                (Ok(Some(title)), Ok(Some(body))) => texts.push(Written { lang: of, title: title.into_string(), body: body.into_string() }),
                (Ok(Some(_)), Ok(None)) => errors.add(body_field, TextError::Missing.message(lang)),
                (Ok(None), Ok(Some(_))) => errors.add(title_field, TextError::Missing.message(lang)),
                _ => {}
            }
        }
        if texts.is_empty() && errors.is_empty() {
            errors.add("title_en", lang.briefings_error_empty());
        }
        let public_at = when::from_field(zone, self.public_at.trim());
        if public_at.is_none() {
            errors.add("public_at", lang.briefings_error_minute());
        }
        let category = Some(self.category.trim().to_owned()).filter(|c| !c.is_empty());
        if errors.is_empty() { Some(Parsed { texts, category, public_at: public_at? }) } else { None }
    }
}

/// A question beneath a briefing, or the answer to one.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct RawRemark {
    pub body: String,
    /// The question that is answered.
    pub parent: String,
}
