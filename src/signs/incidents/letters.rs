//! The mail that tells an end.

use super::queries::{Follower, Over};
use crate::config::Config;
use crate::i18n::Lang;
use crate::mail::{Letter, Mail};
use crate::web::paths;

pub fn over(config: &Config, incident: &Over, to: &Follower) -> Mail {
    let default = Lang::from_code(config.get("default_language")).unwrap_or_default();
    let lang = to.lang.as_deref().and_then(Lang::from_code).unwrap_or(default);
    let title = if lang == Lang::Fr { &incident.title_fr } else { &incident.title_en };
    let letter = Letter {
        subject: lang.signs_mail_subject(title),
        opening: vec![lang.signs_mail_over(title), lang.signs_mail_still().into()],
        button: Some((lang.signs_mail_button().into(), format!("{}{}", config.base_url(), paths::QuestionShort { id: to.question_id }))),
        why: lang.signs_mail_why(config.get("brand.name")),
        ..Letter::default()
    };
    Mail { account: Some(to.id), to: to.email.clone(), kind: "incident", lang, letter }
}
