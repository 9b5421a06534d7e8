//! Asking and answering.

use entity::{AccountId, EntryId, ReviewId};
use sea_orm::DatabaseTransaction;

use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::error::Result;
use crate::{db, values};

/// Asks. `false`: the line waits for an answer already.
pub async fn ask(tx: &DatabaseTransaction, entry: EntryId, member: AccountId, reason: &str, now: Millis) -> Result<bool> {
    let text = "INSERT INTO review_request (entry_id, member_id, reason, state, at) VALUES ($1, $2, $3, 'open', $4) ON CONFLICT DO NOTHING";
    Ok(db::run(tx, text, values![entry.0, member.0, reason, now]).await? > 0)
}

/// Answers. `false`: it was answered meanwhile, or it is their own.
pub async fn answer(tx: &DatabaseTransaction, id: ReviewId, by: AccountId, upheld: bool, answer: &str, now: Millis) -> Result<bool> {
    let state = if upheld { "upheld" } else { "declined" };
    let text = "UPDATE review_request SET state = $2, answer = $3, decided_by = $4, decided_at = $5 WHERE id = $1 AND state = 'open' AND member_id <> $4";
    let done = db::run(tx, text, values![id.0, state, answer, by.0, now]).await? > 0;
    if done {
        audit::record(tx, Deed { actor: Some(by), action: state, object: "review", object_id: id.0, note: answer }, now).await?;
    }
    Ok(done)
}
