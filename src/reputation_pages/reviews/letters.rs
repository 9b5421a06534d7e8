//! The answer, as a mail.

use crate::accounts::letters::To;
use crate::config::Config;
use crate::mail::{Letter, Mail, inert_text};
use crate::web::paths;

pub fn answered(config: &Config, to: &To<'_>, username: &str, line: &str, upheld: bool, answer: &str) -> Mail {
    let lang = to.lang;
    let brand = config.get("brand.name");
    let outcome = if upheld { lang.reviews_upheld() } else { lang.reviews_declined() };
    let letter = Letter {
        subject: lang.reviews_mail_subject(brand),
        opening: vec![lang.reviews_mail_opening(line), lang.reviews_answered(outcome), inert_text(answer)],
        button: Some((lang.reviews_mail_button().into(), format!("{}{}", config.base_url(), paths::UserReputation { username }))),
        why: lang.reviews_mail_why(brand),
        ..Letter::default()
    };
    Mail { account: to.account, to: to.email.to_owned(), kind: "review", lang, letter }
}
