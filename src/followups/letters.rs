//! The mail that asks how it went: each answer is one click, which leads to a page with its button.

use entity::{FollowUpAnswer, FollowUpKind};

use crate::accounts::people::Person;
use crate::config::Config;
use crate::mail::{Letter, Mail, inert};
use crate::web::paths;

pub fn ask(config: &Config, to: &Person, kind: FollowUpKind, title: &str, token: &str) -> Option<Mail> {
    let email = to.address(config)?;
    let lang = to.lang(config);
    let title = inert(title);
    let (subject, opening) = match kind {
        FollowUpKind::Still => (lang.followups_mail_still_subject(&title), lang.followups_mail_still(&title)),
        FollowUpKind::Verified => (lang.followups_mail_verified_subject(&title), lang.followups_mail_verified(&title, crate::ui::chrome::Brand::new(config.get("brand.name"), config.get("brand.team")).team)),
        FollowUpKind::Week | FollowUpKind::Month | FollowUpKind::ComeBack => (lang.followups_mail_week_subject(&title), lang.followups_mail_week(&title)),
    };
    let at = |answer: FollowUpAnswer| format!("{}{}", config.base_url(), paths::with_query(paths::FollowUp { token }, &[("answer", answer.word())]));
    let solved = (lang.followups_solved().to_owned(), at(FollowUpAnswer::Solved));
    let not = (if kind == FollowUpKind::Still { lang.followups_still_stuck() } else { lang.followups_not_solved() }.to_owned(), at(FollowUpAnswer::NotSolved));
    let elsewhere = (lang.followups_elsewhere().to_owned(), at(FollowUpAnswer::Elsewhere));
    let letter = Letter {
        subject,
        opening: vec![opening, lang.followups_mail_click().into()],
        choices: if kind == FollowUpKind::Still { vec![not, elsewhere] } else { vec![solved, not, elsewhere] },
        closing: vec![if kind == FollowUpKind::Verified { lang.followups_mail_silence() } else { lang.followups_mail_team() }.into()],
        why: lang.followups_mail_why(config.get("brand.name")),
        ..Letter::default()
    };
    Some(Mail { account: Some(to.id), to: email.to_owned(), kind: "follow_up", lang, letter })
}
