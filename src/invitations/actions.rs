//! Inviting.

use entity::{AccountId, PostId};
use sea_orm::DatabaseTransaction;

use crate::clock::Millis;
use crate::error::Result;
use crate::{db, values};

/// Invites. `false`: somebody had already.
pub async fn invite(tx: &DatabaseTransaction, question: PostId, who: AccountId, by: AccountId, now: Millis) -> Result<bool> {
    let text = "INSERT INTO invitation (question_id, invited_id, invited_by, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    Ok(db::run(tx, text, values![question.0, who.0, by.0, now]).await? > 0)
}
