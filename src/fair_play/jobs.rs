//! Looks, each night, at who gave whom within the window, and opens cases or adds to open ones.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::actions::{self, Evidence};
use crate::app::App;
use crate::clock::{DAY, Millis};
use crate::db::{self, Db};
use crate::reputation::versions;
use crate::rules::fair_play::{Fact, Key, Kind, cases, patterns};
use crate::values;

pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    look(&app.db, now).await
}

/// The look itself, under the numbers in force.
pub async fn look(db: &Db, now: Millis) -> anyhow::Result<()> {
    let numbers = versions::current(db.read()).await?.numbers.fair_play;
    let evidence = evidence(db.read(), now - numbers.window_days * DAY).await?;
    let facts: Vec<Fact> = evidence.values().map(|e| e.fact).collect();
    let origins = if facts.is_empty() { BTreeMap::new() } else { origins(db.read()).await? };
    for case in cases(patterns(&facts, &origins, &numbers)) {
        let tx = db.write().await?;
        actions::open(&tx, &case, &evidence, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Every standing fact since a moment that nobody judged, with what it is worth now.
async fn evidence(db: &impl ConnectionTrait, since: Millis) -> Result<HashMap<Key, Evidence>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        giver: i64,
        receiver: i64,
        post_id: i64,
        at: i64,
        points: i64,
        trusted: bool,
    }
    let mut out = HashMap::new();
    for kind in Kind::ALL {
        let table = kind.word();
        let credits = match kind {
            Kind::Vote => "'answer_upvoted', 'question_upvoted'",
            Kind::Acceptance => "'answer_accepted'",
            Kind::MeToo => "'me_too'",
            Kind::Verification => "'answer_verified'",
        };
        let rows: Vec<Row> = db::rows(
            db,
            &format!(
                "SELECT f.id, f.actor_id AS giver, p.author_id AS receiver, f.post_id, f.at, (g.role <> 'customer' OR g.placeholder = TRUE) AS trusted,
                    COALESCE((SELECT MAX(c.points) FROM credit c WHERE c.kind IN ({credits}) AND c.fact_id = f.id AND c.member_id = p.author_id), 0) AS points
                 FROM {table} f JOIN post p ON p.id = f.post_id JOIN account g ON g.id = f.actor_id JOIN account r ON r.id = p.author_id
                 WHERE f.at > $1 AND f.withdrawn_at IS NULL AND f.actor_id <> p.author_id AND r.role = 'customer' AND r.placeholder = FALSE
                   AND NOT EXISTS (SELECT 1 FROM fair_case_fact k JOIN fair_case j ON j.id = k.case_id WHERE k.kind = '{table}' AND k.fact_id = f.id AND j.state <> 'open')"
            ),
            values![since],
        )
        .await?;
        out.extend(rows.into_iter().map(|r| {
            let key = (kind, r.id);
            (key, Evidence { post: r.post_id, fact: Fact { key, giver: r.giver, receiver: r.receiver, at: r.at, points: r.points, trusted: r.trusted } })
        }));
    }
    Ok(out)
}

/// Where accounts began, as far as that is still known.
async fn origins(db: &impl ConnectionTrait) -> Result<BTreeMap<i64, String>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        hash: String,
    }
    let rows: Vec<Row> = db::rows(db, "SELECT id, signup_ip_hash AS hash FROM account WHERE signup_ip_hash IS NOT NULL", []).await?;
    Ok(rows.into_iter().map(|r| (r.id, r.hash)).collect())
}
