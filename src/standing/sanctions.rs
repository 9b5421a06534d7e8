//! Sanctions, as far as ranks depend on them. A warning is none.

use entity::AccountId;
use sea_orm::{DatabaseTransaction, DbErr};

use super::actions;
use crate::clock::Millis;
use crate::{db, values};

/// Works out until when an account is silenced (`silence`) or suspended (`suspension`): until the last of those ends that
/// were not overturned. Called with the account held, whenever one of them changes.
pub async fn derive(tx: &DatabaseTransaction, member: AccountId, kind: &str, now: Millis) -> Result<(), DbErr> {
    let column = if kind == "silence" { "silenced" } else { "suspended" };
    let last = "FROM sanction s WHERE s.member_id = $1 AND s.kind = $2 AND s.overturned_at IS NULL AND s.ends_at > $3 ORDER BY s.ends_at DESC, s.id DESC LIMIT 1";
    let text = format!("UPDATE account SET {column}_until = (SELECT s.ends_at {last}), {column}_reason = (SELECT s.reason {last}) WHERE id = $1");
    db::run(tx, &text, values![member.0, kind, now]).await?;
    Ok(())
}

/// Ends what has not ended yet of a kind; that it was stays written.
pub async fn lift(tx: &DatabaseTransaction, member: AccountId, kind: &str, now: Millis) -> Result<(), DbErr> {
    db::run(tx, "UPDATE sanction SET ends_at = $3 WHERE member_id = $1 AND kind = $2 AND ends_at > $3", values![member.0, kind, now]).await?;
    derive(tx, member, kind, now).await
}

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
