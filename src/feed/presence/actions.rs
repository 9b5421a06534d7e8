//! Coming, writing, going.

use entity::{AccountId, PostId};
use sea_orm::{DatabaseTransaction, DbErr};

use super::LASTS;
use crate::clock::Millis;
use crate::{db, values};

/// They are there, and write or not.
pub async fn here(tx: &DatabaseTransaction, question: PostId, who: AccountId, writing: bool, now: Millis) -> Result<(), DbErr> {
    let text = "INSERT INTO presence (question_id, account_id, writing, until_at) VALUES ($1, $2, $3, $4) ON CONFLICT (question_id, account_id) DO UPDATE SET writing = excluded.writing, until_at = excluded.until_at";
    db::run(tx, text, values![question.0, who.0, writing, now + LASTS]).await?;
    Ok(())
}

/// They closed the page.
pub async fn gone(tx: &DatabaseTransaction, question: PostId, who: AccountId) -> Result<(), DbErr> {
    db::run(tx, "DELETE FROM presence WHERE question_id = $1 AND account_id = $2", values![question.0, who.0]).await?;
    Ok(())
}

/// Forgets those who left long ago.
pub async fn sweep(tx: &DatabaseTransaction, now: Millis) -> Result<(), DbErr> {
    db::run(tx, "DELETE FROM presence WHERE until_at < $1", values![now]).await?;
    Ok(())
}
