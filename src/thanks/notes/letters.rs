//! The mail that brings a note.

use crate::accounts::people::Person;
use crate::config::Config;
use crate::mail::{Letter, Mail, inert, inert_text};
use crate::web::paths;

pub fn note(config: &Config, to: &Person, from: &str, body: &str) -> Option<Mail> {
    let email = to.address(config)?;
    let lang = to.lang(config);
    let team = crate::ui::chrome::Brand::new(config.get("brand.name"), config.get("brand.team")).team;
    let mut opening = vec![lang.thanks_mail_opening(inert(from), &team)];
    opening.extend(body.split("\n\n").map(str::trim).filter(|p| !p.is_empty()).map(inert_text));
    let letter = Letter {
        subject: lang.thanks_mail_subject(&team),
        opening,
        button: Some((lang.thanks_mail_button().into(), format!("{}{}", config.base_url(), paths::User { username: &to.username }))),
        closing: vec![lang.thanks_mail_choice().into()],
        why: lang.thanks_mail_why(config.get("brand.name")),
        ..Letter::default()
    };
    Some(Mail { account: Some(to.id), to: email.to_owned(), kind: "thanks", lang, letter })
}
