//! Accounts that were made one with a member's, as long as they can be parted.

use entity::{AccountId, ClaimId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::accounts::claims::UNDO;
use crate::clock::Millis;
use crate::{db, values};

/// An account that was made one with somebody's.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Joined {
    pub claim_id: ClaimId,
    pub username: String,
    pub reason: String,
    pub at: i64,
}

/// Those that can still be parted from it, the newest first.
pub async fn of(db: &impl ConnectionTrait, member: AccountId, now: Millis) -> Result<Vec<Joined>, DbErr> {
    let text = "SELECT m.claim_id, f.username, m.reason, m.at FROM account_merge m JOIN account f ON f.id = m.from_id
        WHERE m.into_id = $1 AND m.parted_at IS NULL AND m.at > $2 AND f.deleted_at IS NULL ORDER BY m.id DESC LIMIT 20";
    db::rows(db, text, values![member.0, now - UNDO]).await
}
