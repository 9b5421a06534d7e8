//! Opening cases, and saying that there is nothing in one.

use std::collections::{BTreeSet, HashMap};

use entity::{AccountId, CaseId, ItemKind};
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};

use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::rules::fair_play::{Case, Fact, Key, Kind};
use crate::rules::moderation::weight;
use crate::screening::queue::{self, Object};
use crate::{db, screening, values};

/// A fact with the post it is about.
#[derive(Clone, Copy, Debug)]
pub struct Evidence {
    pub fact: Fact,
    pub post: i64,
}

#[derive(FromQueryResult)]
struct Row {
    id: CaseId,
}

#[derive(FromQueryResult)]
struct Pattern {
    pattern: String,
}

#[derive(FromQueryResult)]
struct Of {
    id: i64,
}

/// Opens a case, or adds to the open one about at least two of these people.
pub async fn open(tx: &DatabaseTransaction, case: &Case, evidence: &HashMap<Key, Evidence>, now: Millis) -> Result<(), DbErr> {
    let members = case.set();
    let known: Option<Row> = db::row(
        tx,
        &format!(
            "SELECT c.id FROM fair_case_member m JOIN fair_case c ON c.id = m.case_id WHERE m.member_id IN ({}) AND c.state = 'open' GROUP BY c.id HAVING COUNT(*) >= 2 ORDER BY c.id LIMIT 1",
            members
        ),
        values![],
    )
    .await?;
    let id = match known {
        Some(row) => row.id,
        None => {
            let made: Option<Row> = db::row(
                tx,
                "INSERT INTO fair_case (members, state, opened_at, updated_at) VALUES ($1, 'open', $2, $2) ON CONFLICT DO NOTHING RETURNING id",
                values![members, now],
            )
            .await?;
            // another process opened it this very moment
            let Some(row) = made else { return Ok(()) };
            let item = queue::Item { kind: ItemKind::Case, object: Object::Case(row.id), question: None, about: None, weight: weight::CASE, why: "", due: None };
            queue::open(tx, &item, now).await?;
            row.id
        }
    };
    let mut new = 0;
    for member in &case.members {
        new += db::run(tx, "INSERT INTO fair_case_member (case_id, member_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", values![id.0, *member]).await?;
    }
    for key in case.facts.iter().filter(|k| k.0 != Kind::Verification) {
        let Some(e) = evidence.get(key) else { continue };
        new += db::run(
            tx,
            "INSERT INTO fair_case_fact (case_id, kind, fact_id, giver_id, receiver_id, post_id, at, points, annulled) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE) ON CONFLICT DO NOTHING",
            values![id.0, key.0.word(), key.1, e.fact.giver, e.fact.receiver, e.post, e.fact.at, e.fact.points],
        )
        .await?;
    }
    for f in &case.findings {
        let with = f.with.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        db::run(
            tx,
            "INSERT INTO fair_finding (case_id, pattern, about_id, accounts, share, facts) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (case_id, pattern, about_id, accounts) DO UPDATE SET share = excluded.share, facts = excluded.facts",
            values![id.0, f.pattern.word(), f.about, with, f.share, i64::try_from(f.facts.len()).unwrap_or(i64::MAX)],
        )
        .await?;
    }
    if new > 0 {
        let all: Vec<Of> = db::rows(tx, "SELECT member_id AS id FROM fair_case_member WHERE case_id = $1", values![id.0]).await?;
        let set: BTreeSet<i64> = all.into_iter().map(|m| m.id).collect();
        let set = set.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        db::run(tx, "UPDATE fair_case SET members = $2, updated_at = $3 WHERE id = $1", values![id.0, set, now]).await?;
        let seen: Vec<Pattern> = db::rows(tx, "SELECT DISTINCT pattern FROM fair_finding WHERE case_id = $1", values![id.0]).await?;
        queue::explained(tx, Object::Case(id), &screening::joined(seen.iter().map(|p| p.pattern.as_str()))).await?;
    }
    Ok(())
}

/// There is nothing in it. `false`: it was decided meanwhile.
pub async fn dismiss(tx: &DatabaseTransaction, case: CaseId, by: AccountId, reason: &str, now: Millis) -> Result<bool, DbErr> {
    decide(tx, case, "dismissed", by, reason, now).await
}

/// Decides an open case, once.
pub async fn decide(tx: &DatabaseTransaction, case: CaseId, state: &'static str, by: AccountId, reason: &str, now: Millis) -> Result<bool, DbErr> {
    let text = "UPDATE fair_case SET state = $2, decided_at = $3, decided_by = $4, reason = $5 WHERE id = $1 AND state = 'open'";
    let decided = db::run(tx, text, values![case.0, state, now, by.0, reason]).await? > 0;
    if decided {
        queue::done(tx, Object::Case(case), by, now).await?;
        let action = if state == "dismissed" { "case_dismissed" } else { "case_reversed" };
        audit::record(tx, Deed { actor: Some(by), action, object: "fair_case", object_id: case.0, note: reason }, now).await?;
    }
    Ok(decided)
}
