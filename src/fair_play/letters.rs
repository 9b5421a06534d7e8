//! Votes were taken away, or given back: what, why, and how to ask for a review.

use super::queries::Person;
use crate::config::Config;
use crate::i18n::Lang;
use crate::mail::{Letter, Mail, inert};
use crate::web::paths;

/// `count`: facts given by or to this person. `undone`: they count again.
pub fn decided(config: &Config, person: &Person, count: i64, undone: bool, reason: &str) -> Mail {
    let lang = person.lang.as_deref().and_then(Lang::from_code).or(Lang::from_code(config.get("default_language"))).unwrap_or_default();
    let brand = config.get("brand.name");
    let (subject, opening) = match undone {
        false => (lang.mail_fair_reversed_subject(brand), lang.mail_fair_reversed_opening(count)),
        true => (lang.mail_fair_undone_subject(brand), lang.mail_fair_undone_opening(count)),
    };
    let letter = Letter {
        subject,
        opening: vec![opening, lang.mail_fair_reason(inert(reason))],
        button: Some((lang.mail_fair_button().into(), format!("{}{}", config.base_url(), paths::UserReputation { username: &person.username }))),
        closing: if undone { Vec::new() } else { vec![lang.mail_fair_review().into()] },
        why: lang.mail_fair_why(brand),
        ..Letter::default()
    };
    Mail { account: Some(person.id), to: person.email.clone(), kind: "fair_play", lang, letter }
}
