//! Votes were taken away, or given back: what, why, and how to ask for a review.

use super::queries::Person;
use crate::config::Config;
use crate::i18n::Lang;
use crate::mail::{Letter, Mail, inert_text};
use crate::web::paths;

/// `count`: facts given by or to this person. `lines`: their own ledger says so, and a review is asked for there.
/// `undone`: they count again.
pub fn decided(config: &Config, person: &Person, count: i64, lines: bool, undone: bool, reason: &str) -> Mail {
    let lang = person.lang.as_deref().and_then(Lang::from_code).or(Lang::from_code(config.get("default_language"))).unwrap_or_default();
    let brand = config.get("brand.name");
    let (subject, opening) = match undone {
        false => (lang.mail_fair_reversed_subject(brand), lang.mail_fair_reversed_opening(count)),
        true => (lang.mail_fair_undone_subject(brand), lang.mail_fair_undone_opening(count)),
    };
    let contacts = config.get("brand.contacts");
    let closing = match (undone, lines) {
        (true, _) => Vec::new(),
        (false, true) => vec![lang.mail_fair_review().into()],
        (false, false) if contacts.is_empty() => vec![lang.mail_fair_ask(format!("{}{}", config.base_url(), paths::Ask))],
        (false, false) => vec![lang.mail_fair_write(contacts)],
    };
    let letter = Letter {
        subject,
        opening: vec![opening, lang.mail_fair_reason(inert_text(reason))],
        button: Some((lang.mail_fair_button().into(), format!("{}{}", config.base_url(), paths::UserReputation { username: &person.username }))),
        closing,
        why: lang.mail_fair_why(brand),
        ..Letter::default()
    };
    Mail { account: Some(person.id), to: person.email.clone(), kind: "fair_play", lang, letter }
}
