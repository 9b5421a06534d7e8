//! What time does: claims nobody acted on, owners who are not there, reminders to askers, asking them
//! about promises that were kept, and telling people how what they brought ended, once it can no longer be undone.

use entity::{AccountId, DetailsRequestId, EscalationId, EscalationOutcome, PostId, PromiseId};
use sea_orm::FromQueryResult;

use super::actions;
use super::{letters, limits};
use crate::app::App;
use crate::clock::Millis;
use crate::error::Error;
use crate::deadlines::calendars;
use crate::{db, values};

/// Rows of one run; the next follows a minute later.
const BATCH: i64 = 200;

/// Five parts, each of short transactions: a row that fails leaves the others, a part that fails too. Told at the end.
pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    let parts = [lapsed_claims(app, now).await, absent_owners(app, now).await, reminders(app, now).await, kept_promises(app, now).await, outcomes(app, now).await];
    let failed: usize = parts.into_iter().map(|part| part.unwrap_or_else(|e| {
        tracing::error!(error = ?e, "what time does to escalations could not be read");
        1
    })).sum();
    anyhow::ensure!(failed == 0, "{failed} rows failed; the log names them");
    Ok(())
}

/// One row: 1 if it failed, which the log says.
fn failed(part: &'static str, row: i64, done: anyhow::Result<()>) -> usize {
    let Err(e) = done else { return 0 };
    tracing::error!(part, row, error = ?e, "a row failed");
    1
}

async fn lapsed_claims(app: &App, now: Millis) -> anyhow::Result<usize> {
    #[derive(FromQueryResult)]
    struct Row {
        question_id: PostId,
    }
    let text = "SELECT e.question_id FROM escalation e JOIN question q ON q.id = e.question_id
        WHERE e.ended_at IS NULL AND e.claim_ends_at IS NOT NULL AND e.claim_ends_at <= $1 AND q.state NOT IN ('removed', 'deleted') ORDER BY e.claim_ends_at LIMIT $2";
    let mut wrong = 0;
    for row in db::rows::<Row>(app.db.read(), text, values![now, BATCH]).await? {
        wrong += failed("lapsed claims", row.question_id.0, lapse(app, row.question_id, now).await);
    }
    Ok(wrong)
}

async fn lapse(app: &App, question: PostId, now: Millis) -> anyhow::Result<()> {
    let tx = app.db.write().await?;
    actions::expire(&tx, question, now).await?;
    Ok(tx.commit().await?)
}

#[derive(FromQueryResult)]
struct Owned {
    question_id: PostId,
    owner_id: AccountId,
    gone: bool,
    seen_at: i64,
}

async fn absent_owners(app: &App, now: Millis) -> anyhow::Result<usize> {
    let owned: Vec<Owned> = db::rows(
        app.db.read(),
        "SELECT e.question_id, e.owner_id, (a.deleted_at IS NOT NULL OR a.role = 'customer' OR COALESCE(a.suspended_until, 0) > $1) AS gone,
            CASE WHEN COALESCE(a.last_seen_at, 0) > COALESCE(e.claimed_at, e.opened_at) THEN a.last_seen_at ELSE COALESCE(e.claimed_at, e.opened_at) END AS seen_at
         FROM escalation e JOIN account a ON a.id = e.owner_id WHERE e.ended_at IS NULL AND e.owner_id IS NOT NULL ORDER BY e.id",
        values![now],
    )
    .await?;
    if owned.is_empty() {
        return Ok(0);
    }
    let calendar = calendars::default(app.db.read()).await?;
    let patience = limits::current(app.db.read()).await?.absent_days * calendar.day();
    let mut wrong = 0;
    for o in owned.into_iter().filter(|o| o.gone || calendar.between(o.seen_at, now) >= patience) {
        wrong += failed("absent owners", o.question_id.0, free(app, &o, now).await);
    }
    Ok(wrong)
}

async fn free(app: &App, o: &Owned, now: Millis) -> anyhow::Result<()> {
    let tx = app.db.write().await?;
    actions::release_absent(&tx, o.question_id, o.owner_id, now).await?;
    Ok(tx.commit().await?)
}

#[derive(FromQueryResult)]
struct Asked {
    id: DetailsRequestId,
    question_id: PostId,
    words: String,
}

async fn reminders(app: &App, now: Millis) -> anyhow::Result<usize> {
    let before = now - limits::current(app.db.read()).await?.details_reminder;
    let text = "SELECT d.id, d.question_id, d.words FROM details_request d JOIN question q ON q.id = d.question_id
        WHERE d.ended_at IS NULL AND d.reminded_at IS NULL AND d.asked_at <= $1 AND q.state = 'visible' ORDER BY d.id LIMIT $2";
    let mut wrong = 0;
    for row in db::rows::<Asked>(app.db.read(), text, values![before, BATCH]).await? {
        wrong += failed("reminders", row.id.0, remind(app, &row, now).await);
    }
    Ok(wrong)
}

async fn remind(app: &App, row: &Asked, now: Millis) -> anyhow::Result<()> {
    let tx = app.db.write().await?;
    // a thread out of sight is reminded of once it is back
    let thread = match actions::hold(&tx, row.question_id).await {
        Ok(thread) if !thread.hidden => thread,
        Ok(_) | Err(Error::NotFound) => return Ok(()),
        Err(e) => return Err(e.into()),
    };
    let taken = db::run(&tx, "UPDATE details_request SET reminded_at = $2 WHERE id = $1 AND reminded_at IS NULL AND ended_at IS NULL", values![row.id.0, now]).await?;
    if taken > 0 {
        letters::details(&tx, &app.config, &thread, &row.words, true, now).await?;
    }
    Ok(tx.commit().await?)
}

#[derive(FromQueryResult)]
struct Kept {
    id: PromiseId,
    question_id: PostId,
    author_id: AccountId,
    title: String,
}

async fn kept_promises(app: &App, now: Millis) -> anyhow::Result<usize> {
    let text = "SELECT p.id, p.question_id, q.author_id, q.title FROM promise p JOIN question q ON q.id = p.question_id
        WHERE p.kept_post_id IS NOT NULL AND p.asked_at IS NULL AND q.state = 'visible' ORDER BY p.id LIMIT $1";
    let mut wrong = 0;
    for row in db::rows::<Kept>(app.db.read(), text, values![BATCH]).await? {
        wrong += failed("kept promises", row.id.0, ask_about(app, &row, now).await);
    }
    Ok(wrong)
}

async fn ask_about(app: &App, row: &Kept, now: Millis) -> anyhow::Result<()> {
    let tx = app.db.write().await?;
    if db::run(&tx, "UPDATE promise SET asked_at = $2 WHERE id = $1 AND asked_at IS NULL", values![row.id.0, now]).await? > 0 {
        letters::kept(&tx, &app.config, row.author_id, row.question_id, &row.title, now).await?;
    }
    Ok(tx.commit().await?)
}

#[derive(FromQueryResult)]
struct Ended {
    id: EscalationId,
    question_id: PostId,
    title: String,
    outcome: EscalationOutcome,
    outcome_line: Option<String>,
    ended_by: Option<AccountId>,
    opened_by: Option<AccountId>,
    asker_id: AccountId,
}

async fn outcomes(app: &App, now: Millis) -> anyhow::Result<usize> {
    let text = "SELECT e.id, e.question_id, q.title, e.outcome, e.outcome_line, e.ended_by, e.opened_by, q.author_id AS asker_id FROM escalation e JOIN question q ON q.id = e.question_id
        WHERE e.ended_at IS NOT NULL AND e.told_at IS NULL AND e.ended_at <= $1 AND e.outcome IS NOT NULL AND q.state = 'visible' ORDER BY e.ended_at LIMIT $2";
    // once it can no longer be taken back
    let before = now - limits::current(app.db.read()).await?.undo;
    let mut wrong = 0;
    for row in db::rows::<Ended>(app.db.read(), text, values![before, BATCH]).await? {
        wrong += failed("outcomes", row.id.0, tell(app, &row, now).await);
    }
    Ok(wrong)
}

async fn tell(app: &App, row: &Ended, now: Millis) -> anyhow::Result<()> {
    #[derive(FromQueryResult)]
    struct Who {
        id: AccountId,
    }
    let tx = app.db.write().await?;
    if db::run(&tx, "UPDATE escalation SET told_at = $2 WHERE id = $1 AND told_at IS NULL AND ended_at IS NOT NULL", values![row.id.0, now]).await? == 0 {
        return Ok(());
    }
    // whoever brought it, whoever joined, and the asker, unless they ended it themselves
    let people: Vec<Who> = db::rows(
        &tx,
        "SELECT a.id FROM account a WHERE a.role = 'customer' AND (a.id = $2 OR a.id = $3 OR a.id IN (SELECT v.actor_id FROM escalation_event v WHERE v.escalation_id = $1 AND v.kind = 'joined')) ORDER BY a.id",
        values![row.id.0, row.opened_by.map_or(0, |a| a.0), row.asker_id.0],
    )
    .await?;
    let own = row.outcome == EscalationOutcome::Solved && row.ended_by == Some(row.asker_id);
    for who in people.into_iter().map(|w| w.id).filter(|id| !(own && *id == row.asker_id)) {
        if let Some(person) = letters::person(&tx, who).await? {
            let what = letters::Ended { question: row.question_id, title: &row.title, outcome: row.outcome, line: row.outcome_line.as_deref().unwrap_or_default() };
            letters::ended(&tx, &app.config, &person, &what, now).await?;
        }
    }
    Ok(tx.commit().await?)
}
