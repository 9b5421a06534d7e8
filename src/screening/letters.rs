//! What people are told of decisions: what happened, which rule, how to appeal and until when.

use entity::{AccountId, DecisionAct, DecisionId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use super::decisions::New;
use crate::clock::Millis;
use crate::config::Config;
use crate::i18n::Lang;
use crate::mail::{self, Letter, Mail, inert_text};
use crate::rules::moderation::APPEAL_WITHIN;
use crate::ui::{reasons, when};
use crate::web::paths;
use crate::{db, values};

/// Whom to tell.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Person {
    pub id: AccountId,
    pub email: String,
    pub lang: Option<String>,
}

impl Person {
    pub fn lang(&self, config: &Config) -> Lang {
        self.lang.as_deref().and_then(Lang::from_code).or(Lang::from_code(config.get("default_language"))).unwrap_or_default()
    }
}

/// A living account whose address was proved.
pub async fn person(db: &impl ConnectionTrait, id: AccountId) -> Result<Option<Person>, DbErr> {
    let text = "SELECT id, email, lang FROM account WHERE id = $1 AND email IS NOT NULL AND email_verified_at IS NOT NULL AND deleted_at IS NULL AND placeholder = FALSE";
    db::row(db, text, values![id.0]).await
}

/// What was done, as a sentence.
pub fn done(lang: Lang, act: DecisionAct) -> &'static str {
    match act {
        DecisionAct::Keep => lang.moderation_did_keep(),
        DecisionAct::Release => lang.moderation_did_release(),
        DecisionAct::EditOut => lang.moderation_did_edit_out(),
        DecisionAct::Hide => lang.moderation_did_hide(),
        DecisionAct::Remove => lang.moderation_did_remove(),
        DecisionAct::Restore => lang.moderation_did_restore(),
        DecisionAct::Warn => lang.moderation_did_warn(),
        DecisionAct::Silence => lang.moderation_did_silence(),
        DecisionAct::Suspend => lang.moderation_did_suspend(),
        DecisionAct::Lift => lang.moderation_did_lift(),
        DecisionAct::Lock => lang.moderation_did_lock(),
        DecisionAct::Merge => lang.moderation_did_merge(),
    }
}

/// The statement of reasons.
pub async fn statement(tx: &DatabaseTransaction, config: &Config, member: AccountId, id: DecisionId, new: &New<'_>, now: Millis) -> Result<(), DbErr> {
    let Some(to) = person(tx, member).await? else { return Ok(()) };
    let lang = to.lang(config);
    let (brand, zone) = (config.get("brand.name"), config.get("timezone"));
    let mut opening = vec![done(lang, new.act).to_owned()];
    if let Some(until) = new.ends {
        opening.push(lang.moderation_until(when::full(lang, zone, until)));
    }
    opening.push(lang.mail_moderation_fact(inert_text(new.fact)));
    if !new.reason.is_empty() {
        opening.push(lang.mail_moderation_rule(inert_text(&reasons::shown(lang, new.reason))));
    }
    if new.abuse {
        opening.push(lang.moderation_abuse_points().into());
    }
    let letter = Letter {
        subject: lang.mail_moderation_subject(brand),
        opening,
        button: Some((lang.mail_moderation_button().into(), format!("{}{}", config.base_url(), paths::OwnDecision { id }))),
        closing: vec![lang.mail_moderation_appeal(when::date(lang, zone, now + APPEAL_WITHIN)), lang.moderation_person_decided().into()],
        why: lang.mail_account_why(brand),
        ..Letter::default()
    };
    mail::queue(tx, config, Mail { account: Some(to.id), to: to.email, kind: "moderation", lang, letter }, now).await
}

/// Something more to say about a decision: it was withdrawn, an appeal was decided.
pub async fn further(tx: &DatabaseTransaction, config: &Config, member: AccountId, id: DecisionId, said: impl Fn(Lang) -> Vec<String>, now: Millis) -> Result<(), DbErr> {
    let Some(to) = person(tx, member).await? else { return Ok(()) };
    let lang = to.lang(config);
    let brand = config.get("brand.name");
    let letter = Letter {
        subject: lang.mail_moderation_further_subject(brand),
        opening: said(lang),
        button: Some((lang.mail_moderation_button().into(), format!("{}{}", config.base_url(), paths::OwnDecision { id }))),
        why: lang.mail_account_why(brand),
        ..Letter::default()
    };
    mail::queue(tx, config, Mail { account: Some(to.id), to: to.email, kind: "moderation", lang, letter }, now).await
}

/// To whoever needs no account: receipt of a notice, and what was decided.
pub async fn to_anyone(tx: &DatabaseTransaction, config: &Config, email: &str, lang: Lang, reference: &str, subject: String, opening: Vec<String>, now: Millis) -> Result<(), DbErr> {
    let letter = Letter {
        subject,
        opening,
        button: Some((lang.mail_report_button().into(), format!("{}{}", config.base_url(), paths::NoticeOf { token: reference }))),
        why: lang.mail_report_why(config.get("brand.name")),
        ..Letter::default()
    };
    mail::queue(tx, config, Mail { account: None, to: email.to_owned(), kind: "notice", lang, letter }, now).await
}
