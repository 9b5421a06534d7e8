//! Sanctions, as far as ranks depend on them. A warning is none.

use entity::AccountId;
use sea_orm::{DatabaseTransaction, DbErr};

use super::actions;
use crate::clock::Millis;
use crate::{db, values};

/// Writes a sanction down. `kind` is a word: `suspension`, `rank`…
pub async fn record(tx: &DatabaseTransaction, member: AccountId, kind: &str, reason: &str, ends: Option<Millis>, by: Option<AccountId>, now: Millis) -> Result<(), DbErr> {
    db::run(
        tx,
        "INSERT INTO sanction (member_id, kind, reason, began_at, ends_at, decided_by) VALUES ($1, $2, $3, $4, $5, $6)",
        values![member.0, kind, reason, now, ends, by.map(|b| b.0)],
    )
    .await?;
    actions::touch(tx, &[member]).await
}
