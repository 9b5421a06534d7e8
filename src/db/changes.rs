//! What the database wrote down of changes (`m0019_bus`): read from where one was, and taken away in time.

use sea_orm::{ConnectionTrait as _, DatabaseTransaction, DbBackend, DbErr, FromQueryResult};

use super::{Db, row, rows, run, unseen};
use crate::clock::Millis;
use crate::values;

/// A line of what changed: whose (none: nothing did), and how far whoever reads it has come: a number on SQLite, a
/// snapshot on PostgreSQL.
#[derive(Debug, FromQueryResult)]
pub struct Change {
    pub id: Option<i64>,
    pub sight: String,
    /// The database counts less far than whoever asks had come: it was put back, and says nothing of what they missed.
    pub behind: bool,
}

/// At most so many changes since then; at least one line, the last with how far that is.
pub async fn changes(db: &Db, sight: &str, most: usize) -> Result<Vec<Change>, DbErr> {
    if db.is_postgres() {
        let text = format!(
            "SELECT b.id, CAST(pg_current_snapshot() AS TEXT) AS sight, pg_snapshot_xmax(CAST($1 AS pg_snapshot)) > pg_snapshot_xmax(pg_current_snapshot()) AS behind FROM (SELECT 1) one
             LEFT JOIN (SELECT DISTINCT id FROM bus WHERE n >= CAST(CAST(pg_snapshot_xmin(CAST($1 AS pg_snapshot)) AS TEXT) AS BIGINT) AND {} LIMIT {most}) b ON TRUE",
            unseen(db.read(), "n", "$1")
        );
        return rows(db.read(), &text, values![sight]).await;
    }
    let text = format!(
        "SELECT b.id, CAST(m.n AS TEXT) AS sight, CAST($1 AS INTEGER) > m.n AS behind FROM (SELECT COALESCE(MAX(n), 0) AS n FROM bus) m
         LEFT JOIN bus b ON b.n > CAST($1 AS INTEGER) LIMIT {most}"
    );
    rows(db.read(), &text, values![sight]).await
}

/// How far changes are, without any.
pub async fn no_changes(db: &Db) -> Result<Vec<Change>, DbErr> {
    let text = match db.is_postgres() {
        true => "SELECT CAST(NULL AS BIGINT) AS id, CAST(pg_current_snapshot() AS TEXT) AS sight, FALSE AS behind",
        false => "SELECT NULL AS id, CAST(COALESCE(MAX(n), 0) AS TEXT) AS sight, FALSE AS behind FROM bus",
    };
    Ok(row(db.read(), text, []).await?.into_iter().collect())
}

/// Takes away some of what is older than this; gives how much. SQLite has one row a thread, and keeps it.
pub async fn forget_changes(tx: &DatabaseTransaction, age: Millis, most: u64) -> Result<u64, DbErr> {
    if tx.get_database_backend() != DbBackend::Postgres {
        return Ok(0);
    }
    let text = format!(
        "DELETE FROM bus WHERE (n, id) IN (SELECT n, id FROM bus WHERE at < CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) - $1 ORDER BY at LIMIT {most})"
    );
    run(tx, &text, values![age]).await
}
