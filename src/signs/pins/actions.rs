//! Pinning and unpinning.

use entity::{AccountId, PinId, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::{db, values};

/// At a time in a category.
pub const AT_MOST: i64 = 3;

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pinned {
    Done(PinId),
    /// It is pinned already.
    Before,
    Enough,
    /// The thread is in no category.
    Nowhere,
}

#[derive(FromQueryResult)]
struct New {
    id: PinId,
}

/// Pins a thread in its category. Two at once wait for each other at the category's row.
pub async fn pin(tx: &DatabaseTransaction, question: PostId, by: AccountId, ends_at: Millis, now: Millis) -> Result<Pinned> {
    #[derive(FromQueryResult)]
    struct Row {
        category_id: Option<i64>,
    }
    db::lock(tx, "question", question.0).await?;
    let row: Option<Row> = db::row(tx, "SELECT category_id FROM question WHERE id = $1 AND state = 'visible' AND reserved = FALSE", values![question.0]).await?;
    let Some(category) = row.ok_or(Error::NotFound)?.category_id else { return Ok(Pinned::Nowhere) };
    db::lock(tx, "category", category).await?;
    if db::count(tx, "SELECT COUNT(*) AS n FROM pin WHERE question_id = $1 AND ends_at > $2", values![question.0, now]).await? > 0 {
        return Ok(Pinned::Before);
    }
    if db::count(tx, "SELECT COUNT(*) AS n FROM pin WHERE category_id = $1 AND ends_at > $2", values![category, now]).await? >= AT_MOST {
        return Ok(Pinned::Enough);
    }
    let text = "INSERT INTO pin (category_id, question_id, made_by, made_at, ends_at) VALUES ($1, $2, $3, $4, $5) RETURNING id";
    let new: Option<New> = db::row(tx, text, values![category, question.0, by.0, now, ends_at]).await?;
    Ok(Pinned::Done(new.ok_or(Error::NotFound)?.id))
}

/// `false`: it is over.
pub async fn unpin(tx: &DatabaseTransaction, id: PinId, now: Millis) -> Result<bool> {
    Ok(db::run(tx, "UPDATE pin SET ends_at = $2 WHERE id = $1 AND ends_at > $2", values![id.0, now]).await? > 0)
}
