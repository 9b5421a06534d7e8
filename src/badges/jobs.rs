//! Gives badges as facts come in: looks at members whose ledger, posts or ratings grew since the last run, and at those
//! that were touched. The cost of a run follows what changed.

use std::collections::BTreeSet;

use entity::AccountId;
use sea_orm::FromQueryResult;

use super::actions;
use crate::app::App;
use crate::clock::{MINUTE, Millis};
use crate::db::{self, Db};
use crate::reputation::versions;
use crate::values;

/// A table whose new rows mean that a member may have earned something: whose, and when it was written.
struct Source {
    name: &'static str,
    table: &'static str,
    member: &'static str,
    at: &'static str,
}

const SOURCES: &[Source] = &[
    Source { name: "ledger", table: "ledger_entry", member: "member_id", at: "at" },
    Source { name: "post", table: "post", member: "author_id", at: "created_at" },
    Source { name: "clarity", table: "clarity", member: "author_id", at: "at" },
];

/// Rows younger than this are read again: on PostgreSQL a transaction with a lower number may end later.
const SETTLED: Millis = 2 * MINUTE;

#[derive(FromQueryResult)]
struct Member {
    id: AccountId,
}

pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    let db = &app.db;
    let zone = versions::current(db.read()).await?.zone;
    let due: Vec<Member> = db::rows(db.read(), "SELECT member_id AS id FROM badge_due", []).await?;
    let mut members: BTreeSet<AccountId> = due.iter().map(|m| m.id).collect();
    let mut marks = Vec::new();
    for source in SOURCES {
        let (table, member, at) = (source.table, source.member, source.at);
        let upto = db::count(db.read(), "SELECT upto AS n FROM badge_mark WHERE source = $1", values![source.name]).await?;
        let new = format!("SELECT DISTINCT a.id FROM {table} t JOIN account a ON a.id = t.{member} WHERE t.id > $1 AND a.placeholder = FALSE AND a.role = 'customer'");
        members.extend(db::rows::<Member>(db.read(), &new, values![upto]).await?.into_iter().map(|m| m.id));
        let last = db::count(db.read(), &format!("SELECT COALESCE(MAX(t.id), $1) AS n FROM {table} t WHERE t.id > $1 AND t.{at} < $2"), values![upto, now - SETTLED]).await?;
        if last > upto {
            marks.push((source.name, last));
        }
    }
    let touched: BTreeSet<AccountId> = due.iter().map(|m| m.id).collect();
    for member in &members {
        if touched.contains(member) {
            look_at_touched(db, *member, &zone, now).await?;
        } else {
            look_at(db, *member, &zone, now).await?;
        }
    }
    if marks.is_empty() {
        return Ok(());
    }
    let tx = db.write().await?;
    for (source, upto) in marks {
        db::run(&tx, "INSERT INTO badge_mark (source, upto) VALUES ($1, $2) ON CONFLICT (source) DO UPDATE SET upto = excluded.upto", values![source, upto]).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Gives one member what is missing. Reads outside the transaction: an award stays even if a fact goes while it is given.
async fn look_at(db: &Db, member: AccountId, zone: &str, now: Millis) -> anyhow::Result<u64> {
    let missing = actions::missing(db.read(), member, zone).await?;
    if missing.is_empty() {
        return Ok(0);
    }
    let tx = db.write().await?;
    let given = actions::award(&tx, member, &missing, now).await?;
    tx.commit().await?;
    Ok(given)
}

/// The same for one that was touched, in one transaction with the end of the mark: a mark that is committed from here on
/// stays for the next run, and this one stays if the look fails.
async fn look_at_touched(db: &Db, member: AccountId, zone: &str, now: Millis) -> anyhow::Result<()> {
    let tx = db.write().await?;
    db::run(&tx, "DELETE FROM badge_due WHERE member_id = $1", values![member.0]).await?;
    let missing = actions::missing(&tx, member, zone).await?;
    actions::award(&tx, member, &missing, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Looks at everybody; gives the number of new awards. Run twice, the second run gives none.
pub async fn recheck(db: &Db, now: Millis) -> anyhow::Result<u64> {
    let zone = versions::current(db.read()).await?.zone;
    let mut given = 0;
    let mut after = 0;
    loop {
        let members: Vec<Member> = db::rows(
            db.read(),
            "SELECT id FROM account WHERE id > $1 AND placeholder = FALSE AND role = 'customer' AND deleted_at IS NULL ORDER BY id LIMIT 500",
            values![after],
        )
        .await?;
        let Some(last) = members.last() else { return Ok(given) };
        after = last.id.0;
        for member in members {
            given += look_at(db, member.id, &zone, now).await?;
        }
    }
}
