//! Watched words: managers say what becomes of a text that holds one.

use entity::{AccountId, WatchAct, WatchedWordId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::{db, values};

/// A watched word.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Word {
    pub id: WatchedWordId,
    /// Folded.
    pub word: String,
    pub act: WatchAct,
    pub message: String,
}

/// All of them: a list people keep by hand.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Word>, DbErr> {
    db::rows(db, "SELECT id, word, act, message FROM watched_word ORDER BY word", values![]).await
}

/// Adds a word, or says anew what becomes of it.
pub async fn put(tx: &DatabaseTransaction, word: &str, act: WatchAct, message: &str, by: AccountId, now: Millis) -> Result<(), DbErr> {
    let text = "INSERT INTO watched_word (word, act, message, added_by, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (word) DO UPDATE SET act = excluded.act, message = excluded.message, added_by = excluded.added_by, at = excluded.at";
    db::run(tx, text, values![word, act.word(), message, by.0, now]).await?;
    Ok(())
}

pub async fn drop(tx: &DatabaseTransaction, id: WatchedWordId) -> Result<bool, DbErr> {
    Ok(db::run(tx, "DELETE FROM watched_word WHERE id = $1", values![id.0]).await? > 0)
}
