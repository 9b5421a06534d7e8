//! The mail that asks an asker how it went.

use super::queries::Waiting;
use crate::accounts::people::Person;
use crate::config::Config;
use crate::mail::{Letter, Mail, inert};
use crate::web::paths;

/// Polite, once, and saying that it is the only one.
pub fn reminder(config: &Config, to: &Person, helper: &str, waiting: &Waiting) -> Option<Mail> {
    let lang = to.lang(config);
    let brand = config.get("brand.name");
    let title = inert(&waiting.title);
    let thread = paths::answer(waiting.question, &waiting.slug, waiting.answer);
    let letter = Letter {
        subject: lang.tools_mail_subject(&title),
        opening: vec![lang.tools_mail_opening(inert(helper), &title), lang.tools_mail_ask().into()],
        button: Some((lang.tools_mail_button().into(), format!("{}{thread}", config.base_url()))),
        closing: vec![lang.tools_mail_once().into()],
        why: lang.tools_mail_why(brand),
        ..Letter::default()
    };
    Some(Mail { account: Some(to.id), to: to.address(config)?.to_owned(), kind: "reminder", lang, letter })
}
