//! What such mails say: first the words themselves, so that a mail is of use without a click.

use entity::PostId;
use sea_orm::{DatabaseTransaction, DbErr};

use super::gather::{NAMED, Thing};
use super::reader::Reader;
use crate::config::Config;
use crate::i18n::Lang;
use crate::mail::{Letter, List, Mail, Part, Said, inert};
use crate::markdown;
use crate::notifications::kinds::Kind;
use crate::notifications::{queries, unsubscribe};
use crate::rules::badges::Badge;
use crate::ui::medal;
use crate::web::paths;

/// Characters of one text; the rest is read on the site.
const LONGEST: usize = 3_000;
/// Texts of one mail.
const TEXTS: usize = 10;

pub fn full(config: &Config, path: impl std::fmt::Display) -> String {
    format!("{}{path}", config.base_url())
}

/// The mail about one thread, one topic, one badge.
pub async fn of_thread(tx: &DatabaseTransaction, config: &Config, to: &Reader, group: &[Thing]) -> Result<Option<Mail>, DbErr> {
    let Some(first) = group.iter().min_by_key(|t| t.kind()) else { return Ok(None) };
    let lang = to.lang(config);
    let kind = first.kind();
    let mut letter = match kind {
        Kind::Topic => topic(tx, config, lang, group).await?,
        Kind::Badge => badge(config, lang, to, first),
        _ => thread(config, lang, group, first),
    };
    letter.why = why(lang, config, kind, first);
    letter.list = Some(List {
        unsubscribe: unsubscribe::address(tx, config, to.id, kind.word()).await?,
        thread: first.question_id.filter(|_| kind != Kind::Topic),
        reply_to: None,
        parts: group.iter().filter_map(|t| Some(Part { post: t.post()?, comment: t.comment(), actor: t.actor() })).collect(),
    });
    Ok(Some(Mail { account: Some(to.id), to: to.email.clone(), kind: kind.word(), lang, letter }))
}

fn why(lang: Lang, config: &Config, kind: Kind, first: &Thing) -> String {
    let brand = inert(config.get("brand.name"));
    match kind {
        Kind::Mention => lang.notifications_mail_why_named(brand),
        Kind::Answer | Kind::Comment if !first.asked => lang.notifications_mail_why_follow(brand),
        Kind::Topic => lang.notifications_mail_why_topic(brand),
        _ => lang.notifications_mail_why_yours(brand),
    }
}

/// Answers and comments word for word, what was said of the reader's own posts in a line each.
fn thread(config: &Config, lang: Lang, group: &[Thing], first: &Thing) -> Letter {
    let title = inert(first.title.as_deref().unwrap_or_default());
    let texts: Vec<&Thing> = group.iter().filter(|t| matches!(t.kind(), Kind::Mention | Kind::Answer | Kind::Comment)).collect();
    let mut opening: Vec<String> = facts(lang, group);
    if texts.len() > TEXTS {
        opening.push(lang.notifications_mail_more((texts.len() - TEXTS) as i64));
    }
    opening.push(lang.notifications_mail_in(&title));
    let leads = first.post().or(first.question_id).unwrap_or(PostId(0));
    Letter {
        subject: subject(lang, first, &texts, &title),
        said: texts.iter().take(TEXTS).map(|t| said(lang, config, t)).collect(),
        opening,
        button: Some((if texts.is_empty() { lang.notifications_mail_see() } else { lang.notifications_mail_answer() }.into(), full(config, paths::Post { id: leads }))),
        ..Letter::default()
    }
}

/// The state first, then the question.
fn subject(lang: Lang, first: &Thing, texts: &[&Thing], title: &str) -> String {
    let several = texts.len() as i64;
    match first.kind() {
        Kind::Mention => lang.notifications_subject_mention(who(lang, first), title),
        Kind::Accepted => lang.notifications_subject_accepted(title),
        Kind::Verified => lang.notifications_subject_verified(title),
        Kind::Helped => lang.notifications_subject_helped(title),
        Kind::Edit => lang.notifications_subject_edit(title),
        _ if several > 1 => lang.notifications_subject_replies(several, title),
        Kind::Comment => lang.notifications_subject_comment(title),
        _ if first.asked => lang.notifications_subject_answer_yours(title),
        _ => lang.notifications_subject_answer(title),
    }
}

fn who(lang: Lang, thing: &Thing) -> String {
    thing.actor.as_deref().map_or_else(|| lang.ui_former_member().to_owned(), inert)
}

fn said(lang: Lang, config: &Config, thing: &Thing) -> Said {
    let plain = markdown::plain(thing.html.as_deref().unwrap_or_default());
    let mut words: String = plain.chars().take(LONGEST).collect();
    if words.len() < plain.len() {
        words.push('…');
    }
    let name = if thing.official { lang.notifications_mail_for_brand(who(lang, thing), inert(config.get("brand.name"))) } else { who(lang, thing) };
    let by = if thing.comment_id > 0 { lang.notifications_mail_by_comment(name) } else { lang.notifications_mail_by_answer(name) };
    Said { words, by }
}

/// What was said of posts of the reader's, a line a kind.
pub fn facts(lang: Lang, group: &[Thing]) -> Vec<String> {
    let count = |kind: Kind| group.iter().filter(|t| t.kind() == kind).count() as i64;
    let first = |kind: Kind| group.iter().find(|t| t.kind() == kind);
    let mut lines = Vec::new();
    if let Some(t) = first(Kind::Accepted) {
        lines.push(lang.notifications_line_accepted(who(lang, t)));
    }
    if first(Kind::Verified).is_some() {
        lines.push(lang.notifications_line_verified().to_owned());
    }
    if count(Kind::Helped) > 0 {
        lines.push(lang.notifications_line_helped(count(Kind::Helped)));
    }
    if let Some(t) = first(Kind::Edit) {
        lines.push(lang.notifications_line_edit(who(lang, t)));
    }
    lines
}

/// What is new of a topic: titles, each with its address.
async fn topic(tx: &DatabaseTransaction, config: &Config, lang: Lang, group: &[Thing]) -> Result<Letter, DbErr> {
    let subject = group.first().map(|t| t.subject.as_str()).unwrap_or_default();
    let names = queries::topics(tx, lang, std::iter::once(subject)).await?;
    let name = inert(names.get(subject).map(String::as_str).unwrap_or_default());
    let mut lines: Vec<(String, String)> = Vec::new();
    for thing in group.iter().rev() {
        let (Some(question), Some(title), Some(slug)) = (thing.question_id, &thing.title, &thing.slug) else { continue };
        let address = full(config, paths::Question { id: question, slug });
        if lines.len() < TEXTS && !lines.iter().any(|(_, a)| *a == address) {
            lines.push((inert(title), address));
        }
    }
    let mut opening = vec![lang.notifications_line_topic(group.len() as i64, &name)];
    if group.len() > NAMED {
        opening.push(lang.notifications_mail_more((group.len() - NAMED) as i64));
    }
    Ok(Letter { subject: lang.notifications_subject_topic(group.len() as i64, &name), opening, lines, ..Letter::default() })
}

fn badge(config: &Config, lang: Lang, to: &Reader, first: &Thing) -> Letter {
    let name = Badge::from_word(&first.words).map_or(first.words.as_str(), |b| medal::name(lang, b));
    Letter {
        subject: lang.notifications_subject_badge(name),
        opening: vec![lang.notifications_line_badge(name)],
        button: Some((lang.notifications_mail_see().into(), full(config, paths::UserBadges { username: &to.username }))),
        ..Letter::default()
    }
}
