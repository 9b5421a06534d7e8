//! The mail that says that a briefing is there. Its title stays where it is safe.

use entity::BriefingId;

use crate::accounts::people::Person;
use crate::clock::Millis;
use crate::config::Config;
use crate::mail::{Letter, Mail};
use crate::ui::when;
use crate::web::paths;

pub fn waits(config: &Config, to: &Person, id: BriefingId, public_at: Millis, now: Millis) -> Option<Mail> {
    let email = to.address(config)?;
    let lang = to.lang(config);
    let brand = config.get("brand.name");
    let until = (public_at > now).then(|| lang.briefings_mail_until(when::full(lang, config.get("timezone"), public_at)));
    let letter = Letter {
        subject: lang.briefings_mail_subject(brand),
        opening: vec![lang.briefings_mail_opening(brand)],
        button: Some((lang.briefings_mail_button().into(), format!("{}{}", config.base_url(), paths::AmbassadorBriefing { id }))),
        closing: until.into_iter().collect(),
        why: lang.briefings_mail_why(brand),
        ..Letter::default()
    };
    Some(Mail { account: Some(to.id), to: email.to_owned(), kind: "briefing", lang, letter })
}
