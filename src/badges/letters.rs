//! A badge was taken back: the member reads why.

use super::queries::{Held, Owner};
use crate::config::Config;
use crate::i18n::Lang;
use crate::mail::{Letter, Mail, inert_text};
use crate::rules::badges::Badge;
use crate::ui::medal;
use crate::web::paths;

/// None for someone without a confirmed address.
pub fn revoked(config: &Config, owner: &Owner, award: &Held, reason: &str) -> Option<Mail> {
    let lang = owner.lang.as_deref().and_then(Lang::from_code).or(Lang::from_code(config.get("default_language"))).unwrap_or_default();
    let brand = config.get("brand.name");
    let name = medal::name(lang, Badge::from_word(&award.badge)?);
    let letter = Letter {
        subject: lang.mail_badge_revoked_subject(brand),
        opening: vec![lang.mail_badge_revoked_opening(name), lang.mail_badge_revoked_reason(inert_text(reason))],
        button: Some((lang.mail_badge_revoked_button().into(), format!("{}{}", config.base_url(), paths::UserBadges { username: &owner.username }))),
        why: lang.mail_badge_revoked_why(brand),
        ..Letter::default()
    };
    Some(Mail { account: Some(owner.id), to: owner.email.clone()?, kind: "badge", lang, letter })
}
