//! Saved replies: texts that an ambassador or the team uses again and again. Each is its owner's alone, fifty at most.

use entity::{AccountId, ReplyId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::{db, values};

/// Replies of one person.
pub const AT_MOST: i64 = 50;

/// A text to be put into an answer.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Reply {
    pub id: ReplyId,
    pub title: String,
    pub body: String,
}

/// One's own, by title.
pub async fn of(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Reply>, DbErr> {
    db::rows(db, "SELECT id, title, body FROM saved_reply WHERE account_id = $1 ORDER BY title, id LIMIT $2", values![account.0, AT_MOST]).await
}

/// One of one's own.
pub async fn one(db: &impl ConnectionTrait, account: AccountId, id: ReplyId) -> Result<Option<Reply>, DbErr> {
    db::row(db, "SELECT id, title, body FROM saved_reply WHERE id = $1 AND account_id = $2", values![id.0, account.0]).await
}

/// Keeps a new one. `false`: there are fifty already.
pub async fn add(tx: &DatabaseTransaction, account: AccountId, title: &str, body: &str, now: Millis) -> Result<bool, DbErr> {
    // two at once wait for each other
    db::lock(tx, "account", account.0).await?;
    let have = db::count(tx, "SELECT COUNT(*) AS n FROM saved_reply WHERE account_id = $1", values![account.0]).await?;
    if have >= AT_MOST {
        return Ok(false);
    }
    db::run(tx, "INSERT INTO saved_reply (account_id, title, body, updated_at) VALUES ($1, $2, $3, $4)", values![account.0, title, body, now]).await?;
    Ok(true)
}

/// Changes one. `false`: it is not theirs, or gone.
pub async fn change(tx: &DatabaseTransaction, account: AccountId, id: ReplyId, title: &str, body: &str, now: Millis) -> Result<bool, DbErr> {
    let text = "UPDATE saved_reply SET title = $3, body = $4, updated_at = $5 WHERE id = $1 AND account_id = $2";
    Ok(db::run(tx, text, values![id.0, account.0, title, body, now]).await? > 0)
}

/// Throws one away.
pub async fn remove(tx: &DatabaseTransaction, account: AccountId, id: ReplyId) -> Result<(), DbErr> {
    db::run(tx, "DELETE FROM saved_reply WHERE id = $1 AND account_id = $2", values![id.0, account.0]).await?;
    Ok(())
}
