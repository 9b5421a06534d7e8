//! What someone is writing, kept on the server for seven days: autosaved by members, and the question a visitor typed
//! before having an account.
//!
//! What must stay true: a draft is read by its account or by whoever holds its cookie, nobody else; it holds the text
//! as typed, unmasked, and never reaches a public page; a form has one draft however often it is saved; publishing
//! deletes it in the same transaction, so that each is published once.

mod bound;
pub mod routes;
mod views;

use entity::{AccountId, DraftId, DraftKind, PostId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};
use serde::{Deserialize, Serialize};

use crate::clock::Millis;
use crate::error::Result;
use crate::questions::ask::forms::Raw;
use crate::questions::clean_form_key;
use crate::questions::publish::scoped;
use crate::{db, values};

pub use bound::{Ready, Whose, bind, publish, ready};
pub use crate::web::draft_cookie::{KEPT, forget_cookie, name as cookie_name, token_hash};
pub(super) use crate::web::draft_cookie::{hash, new_token, set_cookie, token};

/// Where a thread's page has the answer form.
pub const ANSWER_FORM: &str = "answer";
/// Drafts of one account, or of one browser without one; more are refused until some go.
const AT_MOST: i64 = 50;
const AT_MOST_ANONYMOUS: i64 = 5;

/// An answer being written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerDraft {
    pub body: String,
    pub as_member: String,
    pub photo: Vec<String>,
}

/// A draft as its owner gets it back.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Draft {
    pub id: DraftId,
    pub kind: DraftKind,
    /// Answers.
    pub question_id: Option<PostId>,
    pub form_key: String,
    payload: String,
    /// Waits for its author's address to be confirmed.
    pub publish_on_confirm: bool,
    pub updated_at: i64,
    pub expires_at: i64,
}

impl Draft {
    /// The question's form as it was.
    pub fn ask(&self) -> Raw {
        let raw: Raw = serde_json::from_str(&self.payload).unwrap_or_default();
        Raw { form_key: self.form_key.clone(), ..raw }
    }

    /// The answer as it was.
    pub fn answer(&self) -> AnswerDraft {
        serde_json::from_str(&self.payload).unwrap_or_default()
    }
}

const COLUMNS: &str = "id, kind, question_id, form_key, payload, publish_on_confirm, updated_at, expires_at";

/// Drafts of an account, newest first.
pub async fn list(db: &impl ConnectionTrait, account: AccountId, now: Millis) -> Result<Vec<Draft>, DbErr> {
    let text = format!("SELECT {COLUMNS} FROM draft WHERE account_id = $1 AND expires_at > $2 ORDER BY updated_at DESC, id DESC LIMIT 100");
    db::rows(db, &text, values![account.0, now]).await
}

/// One draft of an account.
pub async fn one(db: &impl ConnectionTrait, account: AccountId, id: DraftId, now: Millis) -> Result<Option<Draft>, DbErr> {
    let text = format!("SELECT {COLUMNS} FROM draft WHERE id = $1 AND account_id = $2 AND expires_at > $3");
    db::row(db, &text, values![id.0, account.0, now]).await
}

/// The question an account was asking last.
pub async fn question(db: &impl ConnectionTrait, account: AccountId, now: Millis) -> Result<Option<Draft>, DbErr> {
    let text = format!("SELECT {COLUMNS} FROM draft WHERE account_id = $1 AND kind = 'question' AND publish_on_confirm = FALSE AND expires_at > $2 ORDER BY updated_at DESC, id DESC LIMIT 1");
    db::row(db, &text, values![account.0, now]).await
}

/// The answer an account was writing to a question.
pub async fn answer(db: &impl ConnectionTrait, account: AccountId, question: PostId, now: Millis) -> Result<Option<Draft>, DbErr> {
    let text = format!("SELECT {COLUMNS} FROM draft WHERE account_id = $1 AND kind = 'answer' AND question_id = $2 AND expires_at > $3 ORDER BY updated_at DESC, id DESC LIMIT 1");
    db::row(db, &text, values![account.0, question.0, now]).await
}

/// Drafts of a browser without an account.
pub async fn anonymous(db: &impl ConnectionTrait, token_hash: &str, now: Millis) -> Result<Vec<Draft>, DbErr> {
    let text = format!("SELECT {COLUMNS} FROM draft WHERE token_hash = $1 AND account_id IS NULL AND expires_at > $2 ORDER BY updated_at DESC, id DESC LIMIT 10");
    db::rows(db, &text, values![token_hash, now]).await
}

/// The title of the question that is kept for whoever holds the cookie; for the banner on sign-up and log-in.
pub async fn kept(db: &impl ConnectionTrait, token_hash: Option<&str>, now: Millis) -> Result<Option<String>, DbErr> {
    let Some(hash) = token_hash else { return Ok(None) };
    Ok(anonymous(db, hash, now).await?.first().map(|d| d.ask().title.trim().to_owned()))
}

/// Where a draft belongs.
#[derive(Clone, Copy, Debug)]
pub enum Owner<'a> {
    Account(AccountId),
    /// Hash of the browser's cookie.
    Browser(&'a str),
}

/// What is being written, to be kept.
#[derive(Clone, Debug)]
pub struct Keep<'a> {
    pub owner: Owner<'a>,
    pub kind: DraftKind,
    pub question: Option<PostId>,
    pub form_key: &'a str,
    /// JSON of [`Raw`] or [`AnswerDraft`].
    pub payload: String,
    /// Publish when the account's address is confirmed.
    pub publish_on_confirm: bool,
    pub now: Millis,
}

/// Whoever publishes or keeps a draft waits for their other requests, and nobody else does.
pub fn turn(account: AccountId) -> String {
    format!("draft {account}")
}

/// Keeps a draft, replacing what its form had kept. `false`: the form was published meanwhile, or there are too many.
pub async fn keep(tx: &DatabaseTransaction, draft: Keep<'_>) -> Result<bool, DbErr> {
    let (account, token, at_most) = match draft.owner {
        Owner::Account(id) => (Some(id.0), None, AT_MOST),
        Owner::Browser(hash) => (None, Some(hash.to_owned()), AT_MOST_ANONYMOUS),
    };
    let form_key = clean_form_key(draft.form_key);
    let mine = if account.is_some() { "account_id = $1" } else { "token_hash = $1 AND account_id IS NULL" };
    let owner = || account.map_or_else(|| sea_orm::Value::from(token.clone()), sea_orm::Value::from);
    if let Owner::Account(id) = draft.owner {
        // Publishing has the same turn: a draft saved at that moment does not outlive it.
        db::turn(tx, &turn(id)).await?;
        let sent = db::count(tx, "SELECT COUNT(*) AS n FROM form_key WHERE id = $1 AND location <> ''", values![scoped(id, &form_key)]).await?;
        if sent > 0 {
            return Ok(false);
        }
    }
    let updated = db::run(
        tx,
        &format!("UPDATE draft SET payload = $3, updated_at = $4, expires_at = $5, publish_on_confirm = $6 WHERE {mine} AND form_key = $2"),
        [owner(), form_key.clone().into(), draft.payload.clone().into(), draft.now.into(), (draft.now + KEPT).into(), draft.publish_on_confirm.into()],
    )
    .await?;
    if updated > 0 {
        return Ok(true);
    }
    let have = db::count(tx, &format!("SELECT COUNT(*) AS n FROM draft WHERE {mine} AND expires_at > $2"), [owner(), draft.now.into()]).await?;
    if have >= at_most {
        return Ok(false);
    }
    let inserted = db::run(
        tx,
        "INSERT INTO draft (token_hash, account_id, kind, question_id, form_key, payload, publish_on_confirm, created_at, updated_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9) ON CONFLICT DO NOTHING",
        values![token, account, draft.kind.word(), draft.question.map(|q| q.0), form_key, draft.payload, draft.publish_on_confirm, draft.now, draft.now + KEPT],
    )
    .await?;
    Ok(inserted > 0)
}

/// The form was published: its draft goes, in the same transaction.
pub async fn done(tx: &DatabaseTransaction, account: AccountId, form_key: &str) -> Result<(), DbErr> {
    db::run(tx, "DELETE FROM draft WHERE account_id = $1 AND form_key = $2", values![account.0, clean_form_key(form_key)]).await?;
    Ok(())
}

/// The author throws it away.
pub async fn discard(tx: &DatabaseTransaction, account: AccountId, id: DraftId) -> Result<bool, DbErr> {
    Ok(db::run(tx, "DELETE FROM draft WHERE id = $1 AND account_id = $2", values![id.0, account.0]).await? > 0)
}

/// The same, by the browser that holds it.
pub async fn discard_anonymous(tx: &DatabaseTransaction, token_hash: &str, id: DraftId) -> Result<bool, DbErr> {
    Ok(db::run(tx, "DELETE FROM draft WHERE id = $1 AND token_hash = $2 AND account_id IS NULL", values![id.0, token_hash]).await? > 0)
}

/// The thread an answer is for.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Thread {
    pub title: String,
    pub slug: String,
}

/// The thread an answer is for, as far as its author may read it: `circle`, those of ambassadors and the team too.
async fn thread(db: &impl ConnectionTrait, question: PostId, circle: bool) -> Result<Option<Thread>, DbErr> {
    db::row(db, "SELECT title, slug FROM question WHERE id = $1 AND (state = 'visible' OR (state = 'reserved' AND $2))", values![question.0, circle]).await
}
