//! Reports by people without an account: kept with a reference, receipted, decided, answered, contested once.

use entity::{AccountId, ContentNoticeId, FlagReason, ItemKind, PostId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::mail::inert_text;
use crate::rules::moderation::weight;
use crate::screening::letters;
use crate::screening::queue::{self, Object};
use crate::{db, values};

/// A notice.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Notice {
    pub id: ContentNoticeId,
    pub reference: String,
    pub url: String,
    pub reason: FlagReason,
    pub explanation: String,
    pub name: String,
    pub email: String,
    pub lang: String,
    pub object: Option<String>,
    pub object_id: Option<i64>,
    pub decided_at: Option<i64>,
    pub upheld: Option<bool>,
    pub answer: String,
}

const NOTICE: &str = "SELECT id, reference, url, reason, explanation, name, email, lang, object, object_id, decided_at, upheld, answer FROM content_notice WHERE";

pub async fn one(db: &impl ConnectionTrait, id: i64) -> Result<Option<Notice>, DbErr> {
    db::row(db, &format!("{NOTICE} id = $1"), values![id]).await
}

/// By its reference, as typed or as mailed.
pub async fn referenced(db: &impl ConnectionTrait, reference: &str) -> Result<Option<Notice>, DbErr> {
    if !reference.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Ok(None);
    }
    db::row(db, &format!("{NOTICE} reference = $1"), values![reference]).await
}

/// A notice about to be kept.
pub struct New<'a> {
    pub url: &'a str,
    pub reason: FlagReason,
    pub explanation: &'a str,
    pub name: &'a str,
    pub email: &'a str,
    pub lang: Lang,
}

/// The post that an address of ours names: a question's, an answer's anchor, a permalink.
pub fn named(base: &str, url: &str) -> Option<Option<PostId>> {
    let rest = url.trim().strip_prefix(base)?;
    if !rest.is_empty() && !rest.starts_with(['/', '?', '#']) {
        return None;
    }
    let number = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>().parse::<i64>().ok().filter(|n| *n > 0).map(PostId);
    let anchor = rest.split_once("#answer-").and_then(|(_, n)| number(n));
    let path = |prefix: &str| rest.strip_prefix(prefix).and_then(|r| r.strip_prefix('/')).and_then(number);
    Some(anchor.or_else(|| path(&crate::web::paths::Questions.to_string())).or_else(|| path(crate::web::paths::Post::PATTERN.trim_end_matches("/{id}"))))
}

/// Twelve letters and digits nobody guesses: `A7KQ-9M2X-…`.
fn reference() -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    let mut out = String::with_capacity(19);
    for i in 0..16 {
        if i > 0 && i % 4 == 0 {
            out.push('-');
        }
        let n: u32 = rand::random();
        out.push(char::from(LETTERS[(n as usize) % LETTERS.len()]));
    }
    out
}

/// Keeps a notice, puts it into the queue, sends the receipt. Gives its reference.
pub async fn make(tx: &DatabaseTransaction, config: &Config, new: &New<'_>, now: Millis) -> Result<String> {
    #[derive(FromQueryResult)]
    struct About {
        author_id: AccountId,
        question_id: PostId,
    }
    #[derive(FromQueryResult)]
    struct Made {
        id: i64,
    }
    let post = named(&config.base_url(), new.url).flatten();
    let about: Option<About> = match post {
        Some(id) => db::row(tx, "SELECT author_id, question_id FROM post WHERE id = $1 AND question_id IS NOT NULL", values![id.0]).await?,
        None => None,
    };
    let post = post.filter(|_| about.is_some());
    let reference = reference();
    let made: Option<Made> = db::row(
        tx,
        "INSERT INTO content_notice (reference, url, reason, explanation, name, email, lang, object, object_id, question_id, at, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, '') RETURNING id",
        values![
            reference.as_str(),
            new.url,
            new.reason.word(),
            new.explanation,
            new.name,
            new.email,
            new.lang.code(),
            post.map(|_| "post"),
            post.map(|p| p.0),
            about.as_ref().map(|a| a.question_id.0),
            now
        ],
    )
    .await?;
    let id = made.ok_or_else(|| anyhow::anyhow!("a notice was not stored"))?.id;
    let item = queue::Item {
        kind: ItemKind::Notice,
        object: Object::Notice(id),
        question: about.as_ref().map(|a| a.question_id),
        about: about.map(|a| a.author_id),
        weight: weight::NOTICE,
        why: "",
        due: None,
    };
    queue::open(tx, &item, now).await?;
    let lang = new.lang;
    let opening = vec![lang.mail_report_received(inert_text(new.url)), format!("{}: {reference}", lang.notice_reference()), lang.mail_report_next().into()];
    letters::to_anyone(tx, config, new.email, lang, &reference, lang.mail_report_subject(config.get("brand.name"), &reference), opening, now).await?;
    Ok(reference)
}

/// Decides a notice and answers it, once.
pub async fn decide(tx: &DatabaseTransaction, config: &Config, notice: &Notice, by: AccountId, upheld: bool, answer: &str, now: Millis) -> Result<()> {
    let text = "UPDATE content_notice SET decided_at = $2, decided_by = $3, upheld = $4, answer = $5 WHERE id = $1 AND decided_at IS NULL";
    if db::run(tx, text, values![notice.id.0, now, by.0, upheld, answer]).await? == 0 {
        return Err(Error::Conflict("somebody else decided"));
    }
    queue::done(tx, Object::Notice(notice.id.0), by, now).await?;
    let action = if upheld { "notice_upheld" } else { "notice_refused" };
    audit::record(tx, Deed { actor: Some(by), action, object: "notice", object_id: notice.id.0, note: notice.reason.word() }, now).await?;
    let lang = Lang::from_code(&notice.lang).unwrap_or_default();
    let opening = vec![
        lang.mail_report_received(inert_text(&notice.url)),
        if upheld { lang.notice_upheld().into() } else { lang.notice_refused().into() },
        lang.mail_moderation_answer(inert_text(answer)),
        lang.mail_report_contest().into(),
    ];
    told(tx, config, notice, lang, opening, now).await
}

/// The decision on a notice was contested, and decided once more.
pub async fn contested(tx: &DatabaseTransaction, config: &Config, id: ContentNoticeId, overturned: bool, answer: &str, now: Millis) -> Result<()> {
    let Some(notice) = one(tx, id.0).await? else { return Ok(()) };
    let lang = Lang::from_code(&notice.lang).unwrap_or_default();
    let opening = vec![if overturned { lang.notice_contest_overturned().to_owned() } else { lang.notice_contest_upheld().to_owned() }, lang.mail_moderation_answer(inert_text(answer))];
    told(tx, config, &notice, lang, opening, now).await
}

async fn told(tx: &DatabaseTransaction, config: &Config, notice: &Notice, lang: Lang, opening: Vec<String>, now: Millis) -> Result<()> {
    let subject = lang.mail_report_decided_subject(config.get("brand.name"), &notice.reference);
    Ok(letters::to_anyone(tx, config, &notice.email, lang, &notice.reference, subject, opening, now).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_post() {
        let of = |url: &str| named("https://c.example", url);
        assert_eq!(of("https://c.example/questions/7/box"), Some(Some(PostId(7))));
        assert_eq!(of("https://c.example/questions/7/box?x=1#answer-9"), Some(Some(PostId(9))));
        assert_eq!(of("https://c.example/posts/12"), Some(Some(PostId(12))));
        assert_eq!(of("https://c.example/users/ada"), Some(None));
        assert_eq!(of("https://c.example"), Some(None));
        assert_eq!(of("https://c.example.evil/questions/7"), None);
        assert_eq!(of("https://other.example/questions/7"), None);
    }
}
