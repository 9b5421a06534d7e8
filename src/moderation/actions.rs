//! What moderators do with the queue itself: taking an item, giving it back, notes of the team.

use entity::{AccountId, ItemId};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::clock::Millis;
use crate::rules::moderation::CLAIM;
use crate::{db, values};

/// Takes an item, for fifteen minutes. `false`: somebody else has it, or decided.
pub async fn claim(tx: &DatabaseTransaction, id: ItemId, by: AccountId, now: Millis) -> Result<bool, DbErr> {
    let text = "UPDATE moderation_item SET claimed_by = $2, claim_ends_at = $4 WHERE id = $1 AND done_at IS NULL AND (claimed_by IS NULL OR claimed_by = $2 OR claim_ends_at <= $3)";
    Ok(db::run(tx, text, values![id.0, by.0, now, now + CLAIM]).await? > 0)
}

/// Gives it back. `false`: it was no longer theirs.
pub async fn give_back(tx: &DatabaseTransaction, id: ItemId, by: AccountId) -> Result<bool, DbErr> {
    Ok(db::run(tx, "UPDATE moderation_item SET claimed_by = NULL, claim_ends_at = NULL WHERE id = $1 AND claimed_by = $2", values![id.0, by.0]).await? > 0)
}

/// Nobody else has it, and nobody decided. Called under the lock of what it is about.
pub async fn is_open_to(tx: &DatabaseTransaction, id: ItemId, by: AccountId, now: Millis) -> Result<bool, DbErr> {
    let text = "SELECT COUNT(*) AS n FROM moderation_item WHERE id = $1 AND done_at IS NULL AND (claimed_by IS NULL OR claimed_by = $2 OR claim_ends_at <= $3)";
    Ok(db::count(tx, text, values![id.0, by.0, now]).await? > 0)
}

/// Is it a first post that nobody has looked at? Called under the lock of its thread.
pub async fn is_first(tx: &DatabaseTransaction, id: ItemId) -> Result<bool, DbErr> {
    Ok(db::count(tx, "SELECT COUNT(*) AS n FROM moderation_item WHERE id = $1 AND done_at IS NULL AND kind = 'first'", values![id.0]).await? > 0)
}

/// Writes a note of the team: about an item, a member, or both.
pub async fn note(tx: &DatabaseTransaction, item: Option<ItemId>, member: Option<AccountId>, by: AccountId, words: &str, now: Millis) -> Result<(), DbErr> {
    let text = "INSERT INTO moderation_note (item_id, member_id, author_id, body, at) VALUES ($1, $2, $3, $4, $5)";
    db::run(tx, text, values![item.map(|i| i.0), member.map(|m| m.0), by.0, words, now]).await?;
    Ok(())
}
