//! Who wrote something, and what a page that was made at some moment could not see of it yet.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr};

use super::count;

/// The number of this transaction, kept in a row that pages are to be told of: see [`unseen`].
pub async fn writer(tx: &DatabaseTransaction) -> Result<i64, DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        return count(tx, "SELECT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT) AS n", []).await;
    }
    count(tx, "UPDATE writer SET n = n + 1 RETURNING n", []).await
}

/// What the statement it stands in sees of what others write, as text: transactions do not end in the order in which
/// they began.
pub fn sight(db: &impl ConnectionTrait) -> &'static str {
    match db.get_database_backend() {
        DbBackend::Postgres => "CAST(pg_current_snapshot() AS TEXT)",
        _ => "(SELECT CAST(n AS TEXT) FROM writer)",
    }
}

/// A [`sight`] as it came from outside: none if the database would not read it.
pub fn sight_of(db: &impl ConnectionTrait, text: &str) -> Option<String> {
    let number = |t: &str| (!t.is_empty() && t.len() <= 18 && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse::<i64>().ok()).flatten();
    if db.get_database_backend() != DbBackend::Postgres {
        return number(text).map(|n| n.to_string());
    }
    let mut parts = text.split(':');
    let (least, end) = (number(parts.next()?)?, number(parts.next()?)?);
    let open: Vec<i64> = match parts.next()? {
        "" => Vec::new(),
        list => list.split(',').map(number).collect::<Option<_>>()?,
    };
    let fine = parts.next().is_none() && 0 < least && least <= end && open.is_sorted() && open.iter().all(|n| (least..end).contains(n));
    fine.then(|| text.to_owned())
}

/// The condition that whoever had this [`sight`] (`$3`) did not see what the [`writer`] in this column wrote. What another
/// database numbered ([`foreign`]) counts as seen: here it says nothing of when.
pub fn unseen(db: &impl ConnectionTrait, column: &str, sight: &str) -> String {
    let foreign = foreign(db, column);
    match db.get_database_backend() {
        DbBackend::Postgres => format!("(NOT pg_visible_in_snapshot(CAST(CAST({column} AS TEXT) AS xid8), CAST({sight} AS pg_snapshot)) AND NOT {foreign})"),
        _ => format!("({column} > CAST({sight} AS INTEGER) AND NOT {foreign})"),
    }
}

/// The condition that no [`writer`] of this database can have written this column of a row that is read: the row came from
/// another one, which counts further.
pub fn foreign(db: &impl ConnectionTrait, column: &str) -> String {
    match db.get_database_backend() {
        DbBackend::Postgres => format!("(NOT pg_visible_in_snapshot(CAST(CAST({column} AS TEXT) AS xid8), pg_current_snapshot()))"),
        _ => format!("({column} > (SELECT n FROM writer))"),
    }
}

/// Is this [`sight`] (as [`sight_of`] lets it pass) of another database, or of this one as it was before it was put back?
/// Whoever has it would be told of nothing for a long time.
pub async fn ahead(db: &impl ConnectionTrait, sight: &str) -> Result<bool, DbErr> {
    let text = match db.get_database_backend() {
        DbBackend::Postgres => "SELECT COUNT(*) AS n WHERE pg_snapshot_xmax(CAST($1 AS pg_snapshot)) > pg_snapshot_xmax(pg_current_snapshot())",
        _ => "SELECT COUNT(*) AS n WHERE CAST($1 AS INTEGER) > (SELECT n FROM writer)",
    };
    Ok(count(db, text, [sight.into()]).await? > 0)
}
