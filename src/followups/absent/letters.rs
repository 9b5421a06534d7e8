//! The mail to an asker for whom others spoke: each answer is one click, which leads to a page with its button.

use entity::FollowUpAnswer;

use super::queries::SaidFor;
use crate::accounts::people::Person;
use crate::config::Config;
use crate::mail::{Letter, Mail, inert};
use crate::web::paths;

pub fn said_for(config: &Config, to: &Person, title: &str, said: &SaidFor, token: &str) -> Option<Mail> {
    let email = to.address(config)?;
    let lang = to.lang(config);
    let title = inert(title);
    let at = |answer: FollowUpAnswer| format!("{}{}", config.base_url(), paths::with_query(paths::FollowUp { token }, &[("answer", answer.word())]));
    let letter = Letter {
        subject: lang.absent_mail_subject(&title),
        opening: vec![lang.absent_mail_opening(&title, inert(&said.first), inert(&said.second)), lang.followups_mail_click().into()],
        choices: vec![
            (lang.absent_agree().into(), at(FollowUpAnswer::Solved)),
            (lang.absent_take_back().into(), at(FollowUpAnswer::NotSolved)),
            (lang.followups_elsewhere().into(), at(FollowUpAnswer::Elsewhere)),
        ],
        closing: vec![lang.absent_mail_silence().into()],
        why: lang.followups_mail_why(config.get("brand.name")),
        ..Letter::default()
    };
    Some(Mail { account: Some(to.id), to: email.to_owned(), kind: "absent", lang, letter })
}
