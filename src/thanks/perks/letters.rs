//! The mails of a claim. None holds a code: it is shown once, on the page.

use crate::accounts::people::Person;
use crate::config::Config;
use crate::mail::{Letter, Mail, inert, inert_text};
use crate::web::paths;

/// What happened to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    Claimed,
    Ready,
    Declined(&'a str),
    Done,
}

/// `title` in the member's language.
pub fn step(config: &Config, to: &Person, title: &str, step: Step<'_>) -> Option<Mail> {
    let email = to.address(config)?;
    let lang = to.lang(config);
    let brand = config.get("brand.name");
    let title = inert(title);
    let (subject, opening) = match step {
        Step::Claimed => (lang.perks_mail_claimed_subject(&title), vec![lang.perks_mail_claimed(&title)]),
        Step::Ready => (lang.perks_mail_ready_subject(&title), vec![lang.perks_mail_ready(&title)]),
        Step::Declined(reason) => (lang.perks_mail_declined_subject(&title), vec![lang.perks_mail_declined(&title), lang.perks_mail_reason(inert_text(reason))]),
        Step::Done => (lang.perks_mail_done_subject(&title), vec![lang.perks_mail_done(&title)]),
    };
    let letter = Letter {
        subject,
        opening,
        button: Some((lang.perks_mail_button().into(), format!("{}{}", config.base_url(), paths::Perks))),
        why: lang.perks_mail_why(brand),
        ..Letter::default()
    };
    Some(Mail { account: Some(to.id), to: email.to_owned(), kind: "perk", lang, letter })
}
