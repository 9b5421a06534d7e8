//! What the mail says.

use entity::PostId;

use crate::accounts::letters::To;
use crate::config::Config;
use crate::mail::{Letter, Mail, inert};
use crate::web::paths;

pub fn invited(config: &Config, to: &To<'_>, by: &str, question: PostId, title: &str) -> Mail {
    let lang = to.lang;
    let brand = config.get("brand.name");
    let full = |path: String| format!("{}{path}", config.base_url());
    let letter = Letter {
        subject: lang.invitations_mail_subject(brand),
        opening: vec![lang.invitations_mail_opening(inert(by)), inert(title).to_string()],
        button: Some((lang.invitations_mail_button().into(), full(paths::QuestionShort { id: question }.to_string()))),
        closing: vec![lang.invitations_mail_free().into(), lang.invitations_mail_stop(full(paths::SettingsMails.to_string()))],
        why: lang.invitations_mail_why(brand),
        about: Some(question),
        ..Letter::default()
    };
    Mail { account: to.account, to: to.email.to_owned(), kind: "invitation", lang, letter }
}
