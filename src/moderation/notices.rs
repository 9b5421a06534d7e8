//! Reports by people without an account: kept with a reference, receipted, decided, answered, contested once.
//!
//! What must stay true: an address is what somebody typed, and proves nothing. Each notice has its own reference, answer
//! and contest, whatever was typed in another; that several are about one thing is for the team to see.

use entity::{AccountId, CommentId, ContentNoticeId, FlagReason, ItemId, ItemKind, PostId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use crate::audit::{self, Deed};
use crate::clock::{DAY, Millis};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::mail::inert_text;
use crate::rules::moderation::weight;
use crate::screening::letters;
use crate::screening::queue::{self, Object};
use crate::web::paths;
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
    pub question_id: Option<PostId>,
    pub decided_at: Option<i64>,
    pub upheld: Option<bool>,
    pub answer: String,
}

/// Mails that say "it has arrived" to one address in a day, whoever typed it.
const RECEIPTS: i64 = 12;
/// Other notices of the same that stand beside one.
const BESIDE: i64 = 20;

const NOTICE: &str = "SELECT id, reference, url, reason, explanation, name, email, lang, object, object_id, question_id, decided_at, upheld, answer FROM content_notice WHERE";

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
    /// From where it comes, this address may be sent another receipt.
    pub receipt: bool,
}

/// What an address of ours names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    Post(PostId),
    Comment(CommentId),
    /// A member, by their name.
    Member(String),
}

/// What an address of ours names: a question, an answer's anchor, a permalink, a comment's anchor, a profile; of many it
/// names nothing. None: it is not ours.
pub fn named(base: &str, url: &str) -> Option<Option<Named>> {
    let rest = url.trim().strip_prefix(base)?;
    if !rest.is_empty() && !rest.starts_with(['/', '?', '#']) {
        return None;
    }
    let number = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>().parse::<i64>().ok().filter(|n| *n > 0);
    let anchor = |mark: &str| rest.split_once(mark).and_then(|(_, n)| number(n));
    if let Some(id) = anchor("#comment-") {
        return Some(Some(Named::Comment(CommentId(id))));
    }
    let path = |prefix: &str| rest.strip_prefix(prefix).and_then(|r| r.strip_prefix('/'));
    let post = anchor("#answer-").or_else(|| path(&paths::Questions.to_string()).and_then(number)).or_else(|| path(paths::Post::PATTERN.trim_end_matches("/{id}")).and_then(number));
    if let Some(id) = post {
        return Some(Some(Named::Post(PostId(id))));
    }
    let name = path(&paths::Users.to_string()).map(|r| r.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase());
    Some(name.filter(|n| !n.is_empty() && !n.contains('\0')).map(Named::Member))
}

/// The address of what a notice names, as our mails quote it: nothing that whoever reports can make up.
fn quoted(config: &Config, url: &str, object: Option<&str>, object_id: Option<i64>, question: Option<PostId>) -> String {
    let base = config.base_url();
    match (object, object_id, question, named(&base, url).flatten()) {
        (Some("post"), Some(id), _, _) => format!("{base}{}", paths::Post { id: PostId(id) }),
        (Some("comment"), Some(id), Some(question), _) => format!("{base}{}#comment-{id}", paths::QuestionShort { id: question }),
        (Some("account"), _, _, Some(Named::Member(name))) => format!("{base}{}", paths::User { username: &name }),
        _ => base,
    }
}

/// What a notice names, where it is there: the word of its kind and its number, whom it concerns, the thread it is in.
#[derive(FromQueryResult)]
struct About {
    object: String,
    object_id: i64,
    author_id: AccountId,
    question_id: Option<PostId>,
}

async fn about(db: &impl ConnectionTrait, named: Option<&Named>) -> Result<Option<About>, DbErr> {
    match named {
        Some(Named::Post(id)) => {
            let text = "SELECT 'post' AS object, id AS object_id, author_id, question_id FROM post WHERE id = $1 AND question_id IS NOT NULL";
            db::row(db, text, values![id.0]).await
        }
        Some(Named::Comment(id)) => db::row(db, "SELECT 'comment' AS object, id AS object_id, author_id, question_id FROM comment WHERE id = $1", values![id.0]).await,
        Some(Named::Member(name)) => {
            let text = "SELECT 'account' AS object, id AS object_id, id AS author_id, CAST(NULL AS BIGINT) AS question_id FROM account WHERE username = $1 AND deleted_at IS NULL AND placeholder = FALSE";
            db::row(db, text, values![name.as_str()]).await
        }
        None => Ok(None),
    }
}

/// Another notice of the same thing, as the team sees it beside one.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Beside {
    pub item_id: ItemId,
    pub reason: FlagReason,
    pub explanation: String,
    pub at: i64,
    pub upheld: Option<bool>,
}

/// What others, or the same person again, said of the same.
pub async fn beside(db: &impl ConnectionTrait, notice: &Notice) -> Result<Vec<Beside>, DbErr> {
    let text = "SELECT (SELECT MAX(i.id) FROM moderation_item i WHERE i.object = 'notice' AND i.object_id = n.id) AS item_id, n.reason, n.explanation, n.at, n.upheld
        FROM content_notice n WHERE n.object = $1 AND n.object_id = $2 AND n.id <> $3 ORDER BY n.id DESC LIMIT $4";
    match (&notice.object, notice.object_id) {
        (Some(object), Some(id)) => db::rows(db, text, values![object.as_str(), id, notice.id.0, BESIDE]).await,
        _ => Ok(Vec::new()),
    }
}

/// Whom a notice concerns, if what it names was there.
pub async fn concerns(db: &impl ConnectionTrait, id: ContentNoticeId) -> Result<Option<AccountId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        about_id: Option<AccountId>,
    }
    let row: Option<Row> = db::row(db, "SELECT about_id FROM moderation_item WHERE object = 'notice' AND object_id = $1 ORDER BY id DESC LIMIT 1", values![id.0]).await?;
    Ok(row.and_then(|r| r.about_id))
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
    struct Made {
        id: i64,
    }
    // two from one address come one after the other, so that receipts are counted
    db::turn(tx, &format!("notice {}", new.email.to_ascii_lowercase())).await?;
    let about = about(tx, named(&config.base_url(), new.url).flatten().as_ref()).await?;
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
            about.as_ref().map(|a| a.object.clone()),
            about.as_ref().map(|a| a.object_id),
            about.as_ref().and_then(|a| a.question_id).map(|q| q.0),
            now
        ],
    )
    .await?;
    let id = made.ok_or_else(|| anyhow::anyhow!("a notice was not stored"))?.id;
    let item = queue::Item {
        kind: ItemKind::Notice,
        object: Object::Notice(id),
        question: about.as_ref().and_then(|a| a.question_id),
        about: about.as_ref().map(|a| a.author_id),
        weight: weight::NOTICE,
        why: "",
        due: None,
    };
    queue::open(tx, &item, now).await?;
    receipt(tx, config, new, (id, &reference), about.as_ref(), now).await?;
    Ok(reference)
}

/// Tells whoever reported that it has arrived. The first time an address is given for a thing it always is; after that, as
/// often as it may be from one place. So whoever types another's address neither fills their mailbox nor takes the receipt
/// that is theirs.
async fn receipt(tx: &DatabaseTransaction, config: &Config, new: &New<'_>, (id, reference): (i64, &str), about: Option<&About>, now: Millis) -> Result<(), DbErr> {
    let sent = "SELECT COUNT(*) AS n FROM content_notice WHERE LOWER(email) = LOWER($1) AND at > $2 AND receipted_at IS NOT NULL";
    if db::count(tx, sent, values![new.email, now - DAY]).await? >= RECEIPTS {
        return Ok(());
    }
    let before = "SELECT COUNT(*) AS n FROM content_notice WHERE LOWER(email) = LOWER($1) AND id <> $2
        AND COALESCE(object, '') = $3 AND COALESCE(object_id, 0) = $4 AND ($4 <> 0 OR url = $5)";
    let (object, object_id) = about.map_or(("", 0), |a| (a.object.as_str(), a.object_id));
    if !new.receipt && db::count(tx, before, values![new.email, id, object, object_id, new.url]).await? > 0 {
        return Ok(());
    }
    db::run(tx, "UPDATE content_notice SET receipted_at = $2 WHERE id = $1", values![id, now]).await?;
    let lang = new.lang;
    let named = quoted(config, new.url, about.map(|a| a.object.as_str()), about.map(|a| a.object_id), about.and_then(|a| a.question_id));
    let opening = vec![lang.mail_report_received(inert_text(&named)), format!("{}: {reference}", lang.notice_reference()), lang.mail_report_next().into()];
    letters::to_anyone(tx, config, new.email, lang, reference, lang.mail_report_subject(config.get("brand.name"), reference), opening, now).await
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
        lang.mail_report_received(inert_text(&quoted(config, &notice.url, notice.object.as_deref(), notice.object_id, notice.question_id))),
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
    fn an_address_names_a_text_or_a_member() {
        let of = |url: &str| named("https://c.example", url);
        let post = |id| Some(Some(Named::Post(PostId(id))));
        assert_eq!(of("https://c.example/questions/7/box"), post(7));
        assert_eq!(of("https://c.example/questions/7/box?x=1#answer-9"), post(9));
        assert_eq!(of("https://c.example/posts/12"), post(12));
        assert_eq!(of("https://c.example/posts/12#comment-5"), Some(Some(Named::Comment(CommentId(5)))));
        assert_eq!(of("https://c.example/users/Ada/reputation"), Some(Some(Named::Member("ada".into()))));
        assert_eq!(of("https://c.example/users"), Some(None));
        assert_eq!(of("https://c.example"), Some(None));
        assert_eq!(of("https://c.example.evil/questions/7"), None);
        assert_eq!(of("https://other.example/questions/7"), None);
    }
}
