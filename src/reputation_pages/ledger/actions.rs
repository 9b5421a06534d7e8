//! Writing down what a member has read of their ledger.

use entity::AccountId;
use sea_orm::{DatabaseTransaction, DbErr};

use crate::clock::Millis;
use crate::{db, values};

/// Everything up to a line is read; what was read before stays so.
pub async fn read(tx: &DatabaseTransaction, member: AccountId, upto: i64, now: Millis) -> Result<(), DbErr> {
    db::run(
        tx,
        "INSERT INTO ledger_seen (member_id, entry_id, balance, at)
         SELECT $1, MAX(e.id), CAST(SUM(e.points) AS BIGINT), CAST($3 AS BIGINT) FROM ledger_entry e WHERE e.member_id = $1 AND e.id <= $2 HAVING MAX(e.id) IS NOT NULL
         ON CONFLICT (member_id) DO UPDATE SET entry_id = excluded.entry_id, balance = excluded.balance, at = excluded.at WHERE ledger_seen.entry_id <= excluded.entry_id",
        values![member.0, upto, now],
    )
    .await?;
    Ok(())
}
