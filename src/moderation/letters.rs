//! What members hear beyond a statement: what was held is published, two accounts became one.

use entity::AccountId;
use sea_orm::DatabaseTransaction;

use super::deeds::Case;
use crate::clock::Millis;
use crate::config::Config;
use crate::error::Result;
use crate::mail::{self, Letter, Mail, inert};
use crate::screening::letters::{Person, person};
use crate::web::paths;

pub async fn released(tx: &DatabaseTransaction, config: &Config, case: &Case, now: Millis) -> Result<()> {
    let Some(to) = person(tx, case.author()).await? else { return Ok(()) };
    let lang = to.lang(config);
    let brand = config.get("brand.name");
    let letter = Letter {
        subject: lang.mail_moderation_released_subject(brand),
        opening: vec![lang.mail_moderation_released().into()],
        button: Some((lang.mail_moderation_released_button().into(), format!("{}{}", config.base_url(), paths::Post { id: case.scene.id }))),
        why: lang.mail_account_why(brand),
        ..Letter::default()
    };
    Ok(mail::queue(tx, config, Mail { account: Some(to.id), to: to.email, kind: "moderation", lang, letter }, now).await?)
}

/// To one of two addresses: the accounts `old` and `kept` are one from now on. `account`: whose address it still is.
pub async fn merged(tx: &DatabaseTransaction, config: &Config, to: Person, account: Option<AccountId>, old: &str, kept: &str, now: Millis) -> Result<()> {
    let lang = to.lang(config);
    let subject = lang.mail_moderation_merged_subject(config.get("brand.name"));
    said(tx, config, to, account, subject, lang.mail_moderation_merged(inert(old), inert(kept)), now).await
}

/// To each of the two: they are two again.
pub async fn parted(tx: &DatabaseTransaction, config: &Config, to: Person, old: &str, kept: &str, now: Millis) -> Result<()> {
    let (lang, account) = (to.lang(config), Some(to.id));
    let subject = lang.mail_moderation_parted_subject(config.get("brand.name"));
    said(tx, config, to, account, subject, lang.mail_moderation_parted(inert(old), inert(kept)), now).await
}

/// One thing about their account.
async fn said(tx: &DatabaseTransaction, config: &Config, to: Person, account: Option<AccountId>, subject: String, what: String, now: Millis) -> Result<()> {
    let lang = to.lang(config);
    let letter = Letter { subject, opening: vec![what], why: lang.mail_account_why(config.get("brand.name")), ..Letter::default() };
    Ok(mail::queue(tx, config, Mail { account, to: to.email, kind: "moderation", lang, letter }, now).await?)
}
