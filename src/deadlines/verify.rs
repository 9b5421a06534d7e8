//! Is what was written what settling would write?

use entity::PostId;
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::scheme::Scheme;
use super::{facts, write};
use crate::clock::Millis;
use crate::db;
use crate::error::Result;
use crate::rules::escalation as rules;
use crate::values;

#[derive(FromQueryResult)]
struct Id {
    id: PostId,
}

/// What is wrong, a line each. Threads whose moment has come, and those that are marked, wait for the job.
pub async fn verify(db: &impl ConnectionTrait, now: Millis) -> Result<Vec<String>> {
    let scheme = Scheme::load(db).await?;
    let mut wrong = Vec::new();
    let threads: Vec<Id> = db::rows(
        db,
        "SELECT q.id FROM question q LEFT JOIN thread_clock c ON c.question_id = q.id
         WHERE ((q.live = TRUE AND q.reserved = FALSE) OR c.question_id IS NOT NULL) AND (c.next_look_at IS NULL OR c.next_look_at > $1)
            AND NOT EXISTS (SELECT 1 FROM thread_mark m WHERE m.question_id = q.id) ORDER BY q.id",
        values![now],
    )
    .await?;
    for Id { id } in threads {
        let Some(thread) = facts::read(db, id, &scheme.n, now).await? else { continue };
        let before = write::stored(db, id, thread.clock.clone()).await?;
        if !thread.live || thread.reserved {
            wrong.push(format!("question {id} has a clock and should have none"));
            continue;
        }
        if thread.clock.is_none() {
            wrong.push(format!("question {id} lives and has no clock"));
            continue;
        }
        let terms = scheme.terms(thread.category)?;
        let settled = rules::settle(&thread.facts, thread.kept().as_ref(), &terms.limits, &terms.calendar, &scheme.n, now);
        if let Some(act) = settled.act {
            wrong.push(format!("question {id}: {act:?} was not done"));
            continue;
        }
        let after = write::wanted(db, &scheme, id, &thread, &settled, &before, now).await?;
        let (before, after) = (before.timeless(), after.timeless());
        if before.clock != after.clock {
            wrong.push(format!("question {id}: the clock is {:?}, and should be {:?}", before.clock, after.clock));
        }
        if before.row != after.row || before.reasons != after.reasons {
            wrong.push(format!("question {id}: in the feed as {:?} {:?}, and should be {:?} {:?}", before.row, before.reasons, after.row, after.reasons));
        }
    }
    let stray = db::count(db, "SELECT COUNT(*) AS n FROM feed_row f WHERE NOT EXISTS (SELECT 1 FROM thread_clock c WHERE c.question_id = f.question_id)", []).await?
        + db::count(db, "SELECT COUNT(*) AS n FROM feed_reason r WHERE NOT EXISTS (SELECT 1 FROM feed_row f WHERE f.question_id = r.question_id)", []).await?
        + db::count(db, "SELECT COUNT(*) AS n FROM feed_row f WHERE NOT EXISTS (SELECT 1 FROM feed_reason r WHERE r.question_id = f.question_id)", []).await?;
    if stray > 0 {
        wrong.push(format!("{stray} rows of the feed stand alone"));
    }
    let unseen = db::count(
        db,
        &"SELECT COUNT(*) AS n FROM escalation e JOIN question q ON q.id = e.question_id JOIN post p ON p.id = q.id
          WHERE e.ended_at IS NOT NULL AND (e.outcome IS NULL
            OR (p.state = 'visible' AND q.live = TRUE AND q.reserved = FALSE AND NOT {stands}
                AND NOT EXISTS (SELECT 1 FROM escalation o WHERE o.question_id = e.question_id AND o.id > e.id)
                AND NOT EXISTS (SELECT 1 FROM thread_mark m WHERE m.question_id = e.question_id)))"
            .replace("{stands}", facts::STANDS),
        [],
    )
    .await?;
    if unseen > 0 {
        wrong.push(format!("{unseen} escalations ended without an outcome everyone can see"));
    }
    Ok(wrong)
}
