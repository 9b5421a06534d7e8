//! What the mails of this folder say.

use entity::AccountId;

use crate::clock::Millis;
use crate::config::Config;
use crate::i18n::Lang;
use crate::mail::{Letter, Mail, inert, inert_text};
use crate::web::paths;

/// Whom a mail goes to.
pub struct To<'a> {
    pub account: Option<AccountId>,
    pub email: &'a str,
    pub lang: Lang,
}

impl To<'_> {
    fn mail(&self, kind: &'static str, letter: Letter) -> Mail {
        Mail { account: self.account, to: self.email.to_owned(), kind, lang: self.lang, letter }
    }
}

fn full(config: &Config, path: impl std::fmt::Display) -> String {
    format!("{}{path}", config.base_url())
}

/// A code for the tab that waits and a link for any browser. `question` is what confirming publishes.
pub fn confirm(config: &Config, to: &To<'_>, code: &str, token: &str, question: Option<&str>) -> Mail {
    let lang = to.lang;
    let brand = config.get("brand.name");
    let mut opening = vec![lang.mail_confirm_opening(brand)];
    opening.extend(question.map(|title| lang.mail_confirm_question(inert(title))));
    opening.push(lang.mail_confirm_code().into());
    let letter = Letter {
        subject: lang.mail_confirm_subject(brand),
        opening,
        code: Some(code.to_owned()),
        button: Some((lang.mail_confirm_button().into(), full(config, paths::ConfirmToken { token }))),
        closing: vec![lang.mail_confirm_ignore().into()],
        why: lang.mail_confirm_why(brand),
        ..Letter::default()
    };
    to.mail("confirm", letter)
}

/// Someone signed up with an address that has an account.
pub fn known(config: &Config, to: &To<'_>, username: &str) -> Mail {
    let lang = to.lang;
    let brand = config.get("brand.name");
    let letter = Letter {
        subject: lang.mail_known_subject(brand),
        opening: vec![lang.mail_known_opening(inert(username))],
        button: Some((lang.mail_known_button().into(), full(config, paths::Login))),
        closing: vec![lang.mail_known_reset(full(config, paths::Forgot)), lang.mail_known_ignore().into()],
        why: lang.mail_account_why(brand),
        ..Letter::default()
    };
    to.mail("known", letter)
}

/// A way to choose a new password.
pub fn reset(config: &Config, to: &To<'_>, username: &str, token: &str) -> Mail {
    let lang = to.lang;
    let brand = config.get("brand.name");
    let letter = Letter {
        subject: lang.mail_reset_subject(brand),
        opening: vec![lang.mail_reset_opening(inert(username))],
        button: Some((lang.mail_reset_button().into(), full(config, paths::Reset { token }))),
        closing: vec![lang.mail_reset_ignore().into()],
        why: lang.mail_account_why(brand),
        ..Letter::default()
    };
    to.mail("reset", letter)
}

/// To a new address: prove it.
pub fn change_email(config: &Config, to: &To<'_>, username: &str, token: &str) -> Mail {
    let lang = to.lang;
    let brand = config.get("brand.name");
    let letter = Letter {
        subject: lang.mail_change_subject(brand),
        opening: vec![lang.mail_change_opening(inert(username))],
        button: Some((lang.mail_change_button().into(), full(config, paths::ConfirmToken { token }))),
        closing: vec![lang.mail_confirm_ignore().into()],
        why: lang.mail_confirm_why(brand),
        ..Letter::default()
    };
    to.mail("change_email", letter)
}

/// What happened to an account, told to the address it has or had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    PasswordChanged,
    EmailAsked,
    EmailChanged,
    Exported,
    Deleted,
    TwoStepOn,
    TwoStepOff,
    TwoStepReset,
    RecoveryMade,
    RecoveryUsed,
    CodesTried,
}

/// Told to the old address (S-09), so that a change by someone else does not stay unseen.
pub fn notice(config: &Config, to: &To<'_>, what: Notice, username: &str, at: Millis) -> Mail {
    let lang = to.lang;
    let brand = config.get("brand.name");
    let when = when(config, at);
    let name = inert(username);
    let (subject, opening) = match what {
        Notice::PasswordChanged => (lang.mail_password_subject(brand), lang.mail_password_opening(name, when)),
        Notice::EmailAsked => (lang.mail_asked_subject(brand), lang.mail_asked_opening(name, when)),
        Notice::EmailChanged => (lang.mail_changed_subject(brand), lang.mail_changed_opening(name, when)),
        Notice::Exported => (lang.mail_exported_subject(brand), lang.mail_exported_opening(name, when)),
        Notice::TwoStepOn => (lang.mail_two_step_on_subject(brand), lang.mail_two_step_on_opening(name, when)),
        Notice::TwoStepOff => (lang.mail_two_step_off_subject(brand), lang.mail_two_step_off_opening(name, when)),
        Notice::TwoStepReset => (lang.mail_two_step_reset_subject(brand), lang.mail_two_step_reset_opening(name, when)),
        Notice::RecoveryMade => (lang.mail_recovery_made_subject(brand), lang.mail_recovery_made_opening(name, when)),
        Notice::RecoveryUsed => (lang.mail_recovery_used_subject(brand), lang.mail_recovery_used_opening(name, when)),
        Notice::CodesTried => (lang.mail_codes_tried_subject(brand), lang.mail_codes_tried_opening(name, when)),
        Notice::Deleted => (lang.mail_deleted_subject(brand), lang.mail_deleted_opening(name, when)),
    };
    let (button, closing) = match what {
        Notice::Deleted => (None, vec![lang.mail_deleted_stays().into()]),
        _ => (Some((lang.mail_notice_button().into(), full(config, paths::Forgot))), vec![lang.mail_notice_not_you().into()]),
    };
    to.mail("notice", Letter { subject, opening: vec![opening], button, closing, why: lang.mail_account_why(brand), ..Letter::default() })
}

/// A log-in in a browser that was not known.
pub fn new_browser(config: &Config, to: &To<'_>, username: &str, browser: &str, at: Millis) -> Mail {
    let lang = to.lang;
    let brand = config.get("brand.name");
    let letter = Letter {
        subject: lang.mail_new_browser_subject(brand),
        opening: vec![lang.mail_new_browser_opening(inert(username), inert(browser), when(config, at))],
        button: Some((lang.mail_notice_button().into(), full(config, paths::Forgot))),
        closing: vec![lang.mail_notice_not_you().into()],
        why: lang.mail_account_why(brand),
        ..Letter::default()
    };
    to.mail("new_browser", letter)
}

/// What became of "this is me".
pub fn claim(config: &Config, to: &To<'_>, decision: &str, person: &str, reason: &str) -> Mail {
    let lang = to.lang;
    let brand = config.get("brand.name");
    let person = inert(person);
    let (subject, opening) = match decision {
        "approve" => (lang.mail_claim_approved_subject(brand), lang.mail_claim_approved_opening(person)),
        "revert" => (lang.mail_claim_reverted_subject(brand), lang.mail_claim_reverted_opening(person)),
        _ => (lang.mail_claim_rejected_subject(brand), lang.mail_claim_rejected_opening(person)),
    };
    let letter = Letter {
        subject,
        opening: vec![opening, lang.mail_claim_reason(inert_text(reason))],
        button: Some((lang.mail_claim_button().into(), full(config, paths::Settings))),
        why: lang.mail_account_why(brand),
        ..Letter::default()
    };
    to.mail("claim", letter)
}

/// `2026-11-22 14:05 (Europe/Paris)`: read the same way in every language.
fn when(config: &Config, at: Millis) -> String {
    let zone = config.get("timezone");
    let local = jiff::Timestamp::from_millisecond(at).ok().and_then(|t| t.in_tz(zone).ok());
    local.map(|t| format!("{} ({zone})", t.strftime("%Y-%m-%d %H:%M"))).unwrap_or_default()
}
