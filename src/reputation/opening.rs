//! What imported people begin with: their reputation at the source where it has one, else what the table gives for their
//! accepted answers and helpful counts, caps aside. Once, dated by the import; a claim takes it along.

use entity::AccountId;
use sea_orm::{FromQueryResult, Value};

use super::{actions, versions};
use crate::clock::Millis;
use crate::db::{self, Db};
use crate::error::Result;
use crate::values;

/// People in one transaction: small enough that other writers wait milliseconds.
const AT_ONCE: usize = 100;

/// The reputation that people bring along; those who have an opening keep it.
pub async fn bring(tx: &sea_orm::DatabaseTransaction, people: &[(i64, i64)], now: Millis) -> Result<()> {
    for part in people.chunks(AT_ONCE) {
        let mut text = String::from("INSERT INTO opening (account_id, points, basis, at) VALUES ");
        let mut values: Vec<Value> = Vec::new();
        for (account, points) in part {
            text.push_str(if values.is_empty() { "(" } else { ", (" });
            text.push_str(&db::placeholders(values.len() + 1, 4));
            text.push(')');
            values.extend(values![*account, *points, "source", now]);
        }
        text.push_str(" ON CONFLICT DO NOTHING");
        db::run(tx, &text, values).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Found {
    id: AccountId,
}

/// Opens the ledger of everyone who came from a source; gives how many there were. What was opened stays as it is.
pub async fn open(db: &Db, source: &str, now: Millis) -> Result<usize> {
    let mut after = 0;
    loop {
        let text = "SELECT DISTINCT a.id FROM source_ref s JOIN account a ON a.id = s.our_id WHERE s.source = $1 AND s.kind = 'account' AND a.id > $2
            AND a.placeholder = TRUE AND a.claimed_by IS NULL AND a.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM opening o WHERE o.account_id = a.id)
            ORDER BY a.id LIMIT 500";
        let people: Vec<Found> = db::rows(db.read(), text, values![source, after]).await?;
        let Some(last) = people.last() else { break };
        after = last.id.0;
        by_the_table(db, &people, now).await?;
    }
    let mut opened = 0;
    let mut after = 0;
    loop {
        let text = "SELECT o.account_id AS id FROM opening o WHERE o.account_id > $1
            AND NOT EXISTS (SELECT 1 FROM credit c WHERE c.kind = 'opening' AND c.fact_id = o.account_id) ORDER BY o.account_id LIMIT $2";
        let people: Vec<Found> = db::rows(db.read(), text, values![after, i64::try_from(AT_ONCE).unwrap_or(i64::MAX)]).await?;
        let Some(last) = people.last() else { break };
        after = last.id.0;
        let people: Vec<AccountId> = people.into_iter().map(|p| p.id).collect();
        let tx = db.write().await?;
        actions::openings(&tx, &people, now).await?;
        tx.commit().await?;
        opened += people.len();
    }
    Ok(opened)
}

/// What the table gives for imported answers.
async fn by_the_table(db: &Db, people: &[Found], now: Millis) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Work {
        id: i64,
        helpful: i64,
        accepted: i64,
    }
    let r = versions::current(db.read()).await?.numbers.reputation;
    let text = format!(
        "SELECT p.author_id AS id,
            CAST(SUM(CASE WHEN p.opening_score <= 0 THEN 0 WHEN p.opening_score <= $1 THEN p.opening_score * $2 ELSE $1 * $2 + (p.opening_score - $1) * $3 END) AS BIGINT) AS helpful,
            CAST(SUM(CASE WHEN p.author_id <> q.author_id AND EXISTS (SELECT 1 FROM acceptance a WHERE a.post_id = p.id AND a.imported = TRUE AND a.withdrawn_at IS NULL
                AND a.actor_id <> p.author_id) THEN 1 ELSE 0 END) AS BIGINT) AS accepted
         FROM post p JOIN question q ON q.id = p.question_id WHERE p.kind = 'answer' AND p.state IN ('visible', 'held', 'hidden') AND p.author_id IN ({}) GROUP BY p.author_id",
        db::placeholders(4, people.len())
    );
    let numbers = values![r.answer_upvoted_full, r.answer_upvoted, r.answer_upvoted_after];
    let found: Vec<Work> = db::rows(db.read(), &text, numbers.into_iter().chain(people.iter().map(|p| Value::from(p.id.0)))).await?;
    let mut rows: Vec<(i64, i64)> = found.into_iter().map(|w| (w.id, w.helpful + w.accepted * r.answer_accepted)).filter(|(_, points)| *points > 0).collect();
    rows.sort_unstable();
    if rows.is_empty() {
        return Ok(());
    }
    let tx = db.write().await?;
    for (account, points) in rows {
        db::run(&tx, "INSERT INTO opening (account_id, points, basis, at) VALUES ($1, $2, 'table', $3) ON CONFLICT DO NOTHING", values![account, points, now]).await?;
    }
    tx.commit().await?;
    Ok(())
}
