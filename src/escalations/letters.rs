//! Mails to those it concerns. None holds a word of the team's or of the exchange in private.

use entity::{AccountId, DepartmentId, EscalationOutcome, PostId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use super::actions::{Promising, Thread};
use crate::clock::Millis;
use crate::config::Config;
use crate::deadlines::departments;
use crate::i18n::Lang;
use crate::mail::{self, Letter, Mail, inert_text};
use crate::ui::when;
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
    fn lang(&self, config: &Config) -> Lang {
        self.lang.as_deref().and_then(Lang::from_code).or(Lang::from_code(config.get("default_language"))).unwrap_or_default()
    }
}

const REACHED: &str = "email IS NOT NULL AND email_verified_at IS NOT NULL AND deleted_at IS NULL AND placeholder = FALSE";

/// Somebody who can be mailed.
pub async fn person(db: &impl ConnectionTrait, id: AccountId) -> Result<Option<Person>, DbErr> {
    db::row(db, &format!("SELECT id, email, lang FROM account WHERE id = $1 AND {REACHED}"), values![id.0]).await
}

/// What a mail says.
struct Words {
    kind: &'static str,
    subject: String,
    opening: Vec<String>,
    button: &'static str,
    to: String,
}

async fn send(tx: &DatabaseTransaction, config: &Config, person: &Person, lang: Lang, words: Words, now: Millis) -> Result<(), DbErr> {
    let brand = config.get("brand.name");
    let letter = Letter {
        subject: words.subject,
        opening: words.opening,
        button: Some((words.button.into(), format!("{}{}", config.base_url(), words.to))),
        why: lang.mail_esc_why(brand),
        ..Letter::default()
    };
    mail::queue(tx, config, Mail { account: Some(person.id), to: person.email.clone(), kind: words.kind, lang, letter }, now).await
}

/// What the team is called: by the brand's name, unless it has one of its own.
fn team(config: &Config) -> &str {
    match config.get("brand.team") {
        "" => config.get("brand.name"),
        team => team,
    }
}

fn thread(question: PostId) -> String {
    paths::QuestionShort { id: question }.to_string()
}

/// The asker reads what was promised, and for when.
pub async fn promised(tx: &DatabaseTransaction, config: &Config, about: &Thread, what: Promising<'_>, now: Millis) -> Result<(), DbErr> {
    let Some(person) = person(tx, about.asker_id).await? else { return Ok(()) };
    let lang = person.lang(config);
    let date = when::full(lang, config.get("timezone"), what.due);
    let words = Words {
        kind: "promise",
        subject: lang.mail_esc_promised_subject(inert_text(&about.title)),
        opening: vec![lang.mail_esc_promised(team(config), date), inert_text(what.words)],
        button: lang.mail_esc_open(),
        to: thread(about.id),
    };
    send(tx, config, &person, lang, words, now).await
}

/// The asker is asked whether that settles it.
pub async fn kept(tx: &DatabaseTransaction, config: &Config, asker: AccountId, question: PostId, title: &str, now: Millis) -> Result<(), DbErr> {
    let Some(person) = person(tx, asker).await? else { return Ok(()) };
    let lang = person.lang(config);
    let words = Words {
        kind: "promise_kept",
        subject: lang.mail_esc_kept_subject(inert_text(title)),
        opening: vec![lang.mail_esc_kept(team(config))],
        button: lang.mail_esc_kept_button(),
        to: thread(question),
    };
    send(tx, config, &person, lang, words, now).await
}

/// The asker reads what is asked, and that the clock waits for them.
pub async fn details(tx: &DatabaseTransaction, config: &Config, about: &Thread, asked: &str, again: bool, now: Millis) -> Result<(), DbErr> {
    let Some(person) = person(tx, about.asker_id).await? else { return Ok(()) };
    let lang = person.lang(config);
    let words = Words {
        kind: if again { "details_again" } else { "details" },
        subject: if again { lang.mail_esc_details_again_subject(inert_text(&about.title)) } else { lang.mail_esc_details_subject(inert_text(&about.title)) },
        opening: vec![inert_text(asked), lang.mail_esc_details().into()],
        button: lang.mail_esc_details_button(),
        to: thread(about.id),
    };
    send(tx, config, &person, lang, words, now).await
}

/// The team wrote in private: that it did, not what.
pub async fn private(tx: &DatabaseTransaction, config: &Config, about: &Thread, now: Millis) -> Result<(), DbErr> {
    let Some(person) = person(tx, about.asker_id).await? else { return Ok(()) };
    let lang = person.lang(config);
    let words = Words {
        kind: "private",
        subject: lang.mail_esc_private_subject(inert_text(&about.title)),
        opening: vec![lang.mail_esc_private(team(config))],
        button: lang.mail_esc_private_button(),
        to: paths::QuestionPrivate { id: about.id }.to_string(),
    };
    send(tx, config, &person, lang, words, now).await
}

/// How it ended.
pub struct Ended<'a> {
    pub question: PostId,
    pub title: &'a str,
    pub outcome: EscalationOutcome,
    pub line: &'a str,
}

/// Whoever brought it before the team reads how it ended.
pub async fn ended(tx: &DatabaseTransaction, config: &Config, person: &Person, what: &Ended<'_>, now: Millis) -> Result<(), DbErr> {
    let lang = person.lang(config);
    let team = team(config);
    let said = match what.outcome {
        EscalationOutcome::Solved => lang.mail_esc_ended_solved(team),
        EscalationOutcome::Refused => lang.mail_esc_ended_refused(team),
        EscalationOutcome::Private => lang.mail_esc_ended_private(team),
        EscalationOutcome::Answered => lang.mail_esc_ended_answered().into(),
        EscalationOutcome::Declined => lang.mail_esc_ended_declined(team),
    };
    let line = (!what.line.is_empty()).then(|| inert_text(what.line));
    let words = Words {
        kind: "escalation",
        subject: lang.mail_esc_ended_subject(inert_text(what.title)),
        opening: std::iter::once(said).chain(line).collect(),
        button: lang.mail_esc_open(),
        to: thread(what.question),
    };
    send(tx, config, person, lang, words, now).await
}

/// A thread goes from department to department: those who lead the one it comes to are told, once; where nobody but whoever
/// hands it over does, those who run the place.
pub async fn handed_around(tx: &DatabaseTransaction, config: &Config, about: &Thread, to: DepartmentId, by: AccountId, times: i64, now: Millis) -> crate::error::Result<()> {
    let mut told = departments::leads(tx, to, now).await?;
    told.retain(|lead| *lead != by);
    if told.is_empty() {
        told = departments::managers(tx, now).await?;
    }
    for who in told {
        let Some(person) = person(tx, who).await? else { continue };
        let lang = person.lang(config);
        let words = Words {
            kind: "handed_around",
            subject: lang.mail_esc_handed_subject(inert_text(&about.title)),
            opening: vec![lang.mail_esc_handed(times)],
            button: lang.mail_esc_staff(),
            to: paths::StaffThread { id: about.id }.to_string(),
        };
        send(tx, config, &person, lang, words, now).await?;
    }
    Ok(())
}
