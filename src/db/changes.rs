//! What the database wrote down of changes (`m0019_bus`): read from where one was, and taken away in time.

use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};

use super::{Db, row, rows, run, unseen};
use crate::clock::Millis;
use crate::values;

/// A line of what changed: whose (none: nothing did), and how far whoever reads it has come: a number on SQLite, a
/// snapshot on PostgreSQL.
#[derive(Debug, FromQueryResult)]
pub struct Change {
    pub id: Option<i64>,
    pub sight: String,
}

/// At most so many changes since then, the last line with how far that is.
pub async fn changes(db: &Db, sight: &str, most: usize) -> Result<Vec<Change>, DbErr> {
    if db.is_postgres() {
        let text = format!(
            "SELECT b.id, CAST(pg_current_snapshot() AS TEXT) AS sight FROM (SELECT 1) one
             LEFT JOIN (SELECT DISTINCT id FROM bus WHERE n >= CAST(CAST(pg_snapshot_xmin(CAST($1 AS pg_snapshot)) AS TEXT) AS BIGINT) AND {} LIMIT {most}) b ON TRUE",
            unseen(db.read(), "n", "$1")
        );
        return rows(db.read(), &text, values![sight]).await;
    }
    rows(db.read(), &format!("SELECT id, CAST(n AS TEXT) AS sight FROM bus WHERE n > CAST($1 AS INTEGER) ORDER BY n LIMIT {most}"), values![sight]).await
}

/// How far changes are, without any.
pub async fn no_changes(db: &Db) -> Result<Vec<Change>, DbErr> {
    let text = match db.is_postgres() {
        true => "SELECT CAST(NULL AS BIGINT) AS id, CAST(pg_current_snapshot() AS TEXT) AS sight",
        false => "SELECT NULL AS id, CAST(COALESCE(MAX(n), 0) AS TEXT) AS sight FROM bus",
    };
    Ok(row(db.read(), text, []).await?.into_iter().collect())
}

/// Takes away what is older than this. SQLite has one row a thread, and keeps it.
pub async fn forget_changes(tx: &DatabaseTransaction, age: Millis) -> Result<(), DbErr> {
    use sea_orm::ConnectionTrait as _;
    if tx.get_database_backend() == sea_orm::DbBackend::Postgres {
        run(tx, "DELETE FROM bus WHERE at < CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT) - $1", values![age]).await?;
    }
    Ok(())
}
