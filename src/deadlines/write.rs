//! What settling writes, and what it would write.

use entity::{AccountId, PostId, feed_reason, feed_row, thread_clock};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::departments;
use super::facts::Thread;
use super::scheme::Scheme;
use crate::clock::Millis;
use crate::error::Result;
use crate::rules::escalation::Settled;
use crate::{db, values};

/// The rows of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rows {
    pub clock: Option<thread_clock::Model>,
    pub row: Option<feed_row::Model>,
    /// In the order of their words.
    pub reasons: Vec<feed_reason::Model>,
}

/// The rows as they are.
pub(super) async fn stored(db: &impl ConnectionTrait, question: PostId, clock: Option<thread_clock::Model>) -> Result<Rows> {
    let row = feed_row::Entity::find_by_id(question).one(db).await?;
    let mut reasons = match row {
        Some(_) => feed_reason::Entity::find().filter(feed_reason::Column::QuestionId.eq(question)).all(db).await?,
        None => Vec::new(),
    };
    reasons.sort_by_key(|r| r.reason.word());
    Ok(Rows { clock, row, reasons })
}

/// The rows as they should be; `before` tells what pages know of it.
pub(super) async fn wanted(db: &impl ConnectionTrait, scheme: &Scheme, question: PostId, thread: &Thread, s: &Settled, before: &Rows, now: Millis) -> Result<Rows> {
    let m = &s.moments;
    let clock = thread_clock::Model {
        question_id: question,
        waiting_on: s.waiting.into(),
        resumed_at: m.resumed_at,
        rested_at: m.rested_at,
        window_ends_at: m.window_ends_at,
        first_due_at: m.first_due_at,
        first_near_at: m.first_near_at,
        first_met_at: m.first_met_at,
        next_from_at: m.next_from_at,
        next_due_at: m.next_due_at,
        next_near_at: m.next_near_at,
        resolution_due_at: m.resolution_due_at,
        resolution_near_at: m.resolution_near_at,
        resolution_spent: m.resolution_spent,
        paused_since: m.paused_since,
        unconfirmed_at: m.unconfirmed_at,
        danger_at: m.danger_at,
        legal_at: m.legal_at,
        next_look_at: s.next_look_at,
        settled_at: now,
    };
    if s.reasons.is_empty() {
        return Ok(Rows { clock: Some(clock), row: None, reasons: Vec::new() });
    }
    let department_id = match &thread.open {
        Some(open) => open.department_id,
        None => departments::routed(db, scheme, question).await?,
    };
    let row = feed_row::Model {
        question_id: question,
        urgency: s.urgency,
        due_at: s.due_at,
        news: before.row.as_ref().map_or(0, |r| r.news),
        waiting_on: s.waiting.into(),
        department_id,
        category_id: thread.category,
        lang: thread.lang.clone(),
        owner_id: thread.open.as_ref().and_then(|e| e.owner_id),
        escalation_id: thread.open.as_ref().map(|e| e.id),
        snoozed: s.snoozed,
        asked_at: thread.facts.asked_at,
    };
    let mut reasons: Vec<feed_reason::Model> = s
        .reasons
        .iter()
        .map(|w| feed_reason::Model { question_id: question, reason: w.reason.into(), urgency: w.urgency, due_at: w.due_at, count: w.count, since: w.since })
        .collect();
    reasons.sort_by_key(|r| r.reason.word());
    Ok(Rows { clock: Some(clock), row: Some(row), reasons })
}

impl Rows {
    /// Without what passes by itself: when it was last looked at, and how long a clock had run by then.
    pub(super) fn timeless(mut self) -> Rows {
        if let Some(clock) = &mut self.clock {
            (clock.settled_at, clock.resolution_spent) = (0, 0);
        }
        self
    }
}

/// Writes what differs.
pub(super) async fn all(tx: &DatabaseTransaction, scheme: &Scheme, question: PostId, thread: &Thread, s: &Settled, by: Option<AccountId>, now: Millis) -> Result<()> {
    let before = stored(tx, question, thread.clock.clone()).await?;
    let mut after = wanted(tx, scheme, question, thread, s, &before, now).await?;
    if before.clone().timeless() == after.clone().timeless() {
        return Ok(());
    }
    if let Some(c) = &after.clock {
        db::run(
            tx,
            "INSERT INTO thread_clock (question_id, waiting_on, resumed_at, window_ends_at, first_due_at, first_near_at, first_met_at, next_from_at, next_due_at, next_near_at,
                resolution_due_at, resolution_near_at, resolution_spent, paused_since, unconfirmed_at, danger_at, legal_at, next_look_at, settled_at, rested_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
             ON CONFLICT (question_id) DO UPDATE SET waiting_on = excluded.waiting_on, resumed_at = excluded.resumed_at, window_ends_at = excluded.window_ends_at,
                first_due_at = excluded.first_due_at, first_near_at = excluded.first_near_at, first_met_at = excluded.first_met_at, next_from_at = excluded.next_from_at,
                next_due_at = excluded.next_due_at, next_near_at = excluded.next_near_at, resolution_due_at = excluded.resolution_due_at,
                resolution_near_at = excluded.resolution_near_at, resolution_spent = excluded.resolution_spent, paused_since = excluded.paused_since,
                unconfirmed_at = excluded.unconfirmed_at, danger_at = excluded.danger_at, legal_at = excluded.legal_at, next_look_at = excluded.next_look_at, settled_at = excluded.settled_at,
                rested_at = excluded.rested_at",
            values![
                c.question_id.0,
                c.waiting_on.word(),
                c.resumed_at,
                c.window_ends_at,
                c.first_due_at,
                c.first_near_at,
                c.first_met_at,
                c.next_from_at,
                c.next_due_at,
                c.next_near_at,
                c.resolution_due_at,
                c.resolution_near_at,
                c.resolution_spent,
                c.paused_since,
                c.unconfirmed_at,
                c.danger_at,
                c.legal_at,
                c.next_look_at,
                c.settled_at,
                c.rested_at
            ],
        )
        .await?;
    }
    if is_news(&before, &after)
        && let Some(row) = &mut after.row
    {
        row.news = db::writer(tx).await?;
    }
    let Some(r) = &after.row else {
        return leave(tx, question, before.row.is_some(), by, now).await;
    };
    if before.row.as_ref() != Some(r) {
        db::run(
            tx,
            "INSERT INTO feed_row (question_id, urgency, due_at, news, waiting_on, department_id, category_id, lang, owner_id, escalation_id, snoozed, asked_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
             ON CONFLICT (question_id) DO UPDATE SET urgency = excluded.urgency, due_at = excluded.due_at, news = excluded.news, waiting_on = excluded.waiting_on, department_id = excluded.department_id,
                category_id = excluded.category_id, lang = excluded.lang, owner_id = excluded.owner_id, escalation_id = excluded.escalation_id, snoozed = excluded.snoozed, asked_at = excluded.asked_at",
            values![
                r.question_id.0,
                r.urgency,
                r.due_at,
                r.news,
                r.waiting_on.word(),
                r.department_id.0,
                r.category_id.map(|c| c.0),
                r.lang.as_str(),
                r.owner_id.map(|o| o.0),
                r.escalation_id.map(|e| e.0),
                r.snoozed,
                r.asked_at
            ],
        )
        .await?;
    }
    for gone in before.reasons.iter().filter(|b| !after.reasons.iter().any(|a| a.reason == b.reason)) {
        db::run(tx, "DELETE FROM feed_reason WHERE question_id = $1 AND reason = $2", values![question.0, gone.reason.word()]).await?;
    }
    for w in after.reasons.iter().filter(|a| !before.reasons.contains(a)) {
        db::run(
            tx,
            "INSERT INTO feed_reason (question_id, reason, urgency, due_at, count, since) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (question_id, reason) DO UPDATE SET urgency = excluded.urgency, due_at = excluded.due_at, count = excluded.count, since = excluded.since",
            values![question.0, w.reason.word(), w.urgency, w.due_at, w.count, w.since],
        )
        .await?;
    }
    Ok(())
}

/// Whoever has the feed open is to be told: it came, woke, or has another reason, owner or department.
fn is_news(before: &Rows, after: &Rows) -> bool {
    let Some(row) = &after.row else { return false };
    let Some(old) = &before.row else { return true };
    (old.snoozed && !row.snoozed) || old.owner_id != row.owner_id || old.department_id != row.department_id || after.reasons.iter().any(|a| !before.reasons.iter().any(|b| b.reason == a.reason))
}

/// Out of the feed.
async fn leave(tx: &DatabaseTransaction, question: PostId, was_there: bool, by: Option<AccountId>, now: Millis) -> Result<()> {
    if was_there {
        db::run(tx, "DELETE FROM feed_reason WHERE question_id = $1", values![question.0]).await?;
        db::run(tx, "DELETE FROM feed_row WHERE question_id = $1", values![question.0]).await?;
        db::run(tx, "INSERT INTO feed_exit (question_id, at, by_id) VALUES ($1, $2, (SELECT a.id FROM account a WHERE a.id = $3 AND a.role <> 'customer'))", values![question.0, now, by.map(|b| b.0)]).await?;
    }
    Ok(())
}

/// No clock, no place in the feed.
pub(super) async fn clear(tx: &DatabaseTransaction, question: PostId, by: Option<AccountId>, now: Millis) -> Result<()> {
    let there = db::count(tx, "SELECT COUNT(*) AS n FROM feed_row WHERE question_id = $1", values![question.0]).await? > 0;
    leave(tx, question, there, by, now).await?;
    db::run(tx, "DELETE FROM thread_clock WHERE question_id = $1", values![question.0]).await?;
    Ok(())
}
