//! Taking a press back: within some minutes, by whoever pressed, where nobody did anything since. What was is put back as
//! it was, and the journal says so.

use std::collections::BTreeSet;

use entity::{AccountId, EscalationEventKind, EscalationId, PostId, escalation};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};
use serde_json::json;

use super::Word;
use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::deadlines::record::{self, Change};
use crate::error::{Error, Result};
use crate::escalations::{actions, limits};
use crate::questions::refresh;
use crate::{db, deadlines, values};

/// The last press, while it can be taken back.
#[derive(Clone, Debug)]
pub struct Undoable {
    pub id: i64,
    pub word: Word,
    pub at: Millis,
    pub threads: i64,
    /// Of one of them.
    pub title: String,
}

pub async fn last(db: &impl ConnectionTrait, me: AccountId, now: Millis) -> Result<Option<Undoable>> {
    let within = limits::current(db).await?.undo;
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
        word: String,
        at: i64,
        threads: i64,
        title: String,
    }
    let row: Option<Row> = db::row(
        db,
        "SELECT t.id, t.word, t.at, (SELECT COUNT(*) FROM feed_act_row r WHERE r.act_id = t.id) AS threads,
            COALESCE((SELECT q.title FROM feed_act_row r JOIN question q ON q.id = r.question_id WHERE r.act_id = t.id ORDER BY q.id LIMIT 1), '') AS title
         FROM feed_act t WHERE t.actor_id = $1 AND t.at > $2 AND t.undone_at IS NULL ORDER BY t.id DESC LIMIT 1",
        values![me.0, now - within],
    )
    .await?;
    Ok(row.and_then(|r| Some(Undoable { id: r.id, word: Word::from_word(&r.word)?, at: r.at, threads: r.threads, title: r.title })))
}

#[derive(FromQueryResult)]
struct Row {
    question_id: PostId,
    escalation_id: EscalationId,
    was: String,
    before_id: i64,
    event_id: i64,
}

impl Row {
    /// What it was; none: there was none.
    fn was(&self) -> Result<Option<Change>> {
        if self.was.is_empty() {
            return Ok(None);
        }
        Ok(Some(serde_json::from_str(&self.was).map_err(|e| Error::Internal(e.into()))?))
    }
}

/// The last line of its history.
pub async fn last_event(db: &impl ConnectionTrait, escalation: EscalationId) -> Result<i64, DbErr> {
    db::count(db, "SELECT COALESCE(MAX(id), 0) AS n FROM escalation_event WHERE escalation_id = $1", values![escalation.0]).await
}

/// What an escalation has to be set to, to be what it is now.
pub fn was(e: &escalation::Model) -> serde_json::Value {
    let change = Change {
        state: Some(e.state),
        owner: Some(e.owner_id),
        department: Some(e.department_id),
        claimed_at: Some(e.claimed_at),
        acted_at: Some(e.acted_at),
        claim_ends_at: Some(e.claim_ends_at),
        published: Some(e.published),
        snoozed_until: Some(e.snoozed_until),
        snoozed_event: Some(e.snoozed_event),
        hand_overs: Some(e.hand_overs),
        lead_told_at: Some(e.lead_told_at),
        managers_told_at: Some(e.managers_told_at),
        ..Change::default()
    };
    json!(change)
}

/// How many threads are as they were, and how many somebody else had moved on meanwhile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    pub threads: usize,
    pub kept: usize,
}

/// Takes a press back, once.
pub async fn undo(tx: &DatabaseTransaction, act: i64, me: AccountId, now: Millis) -> Result<Undone> {
    let within = limits::current(tx).await?.undo;
    let mine = db::run(tx, "UPDATE feed_act SET undone_at = $3 WHERE id = $1 AND actor_id = $2 AND undone_at IS NULL AND at > $4", values![act, me.0, now, now - within]).await?;
    if mine == 0 {
        return Err(Error::Conflict("it can no longer be undone"));
    }
    let rows: Vec<Row> = db::rows(tx, "SELECT question_id, escalation_id, was, before_id, event_id FROM feed_act_row WHERE act_id = $1 ORDER BY question_id", values![act]).await?;
    // threads first, in order; then those who may have them again
    let mut owners = BTreeSet::new();
    for row in &rows {
        refresh::lock(tx, row.question_id).await?;
        owners.extend(row.was()?.and_then(|was| was.owner.flatten()));
    }
    for owner in owners {
        db::lock(tx, "account", owner.0).await?;
    }
    let mut undone = Undone::default();
    for row in rows {
        if put_back(tx, &row, me, now).await? {
            undone.threads += 1;
        } else {
            undone.kept += 1;
        }
    }
    Ok(undone)
}

async fn put_back(tx: &DatabaseTransaction, row: &Row, me: AccountId, now: Millis) -> Result<bool> {
    let Some(open) = record::current(tx, row.question_id).await?.filter(|e| e.id == row.escalation_id) else { return Ok(false) };
    if last_event(tx, open.id).await? != row.event_id {
        return Ok(false);
    }
    match row.was()? {
        None => record::forget(tx, open.id).await?,
        Some(was) => {
            // whoever had it must still be one who may
            let owner = was.owner.flatten().filter(|o| open.owner_id != Some(*o));
            if let Some(owner) = owner
                && !actions::may_have(tx, &open, was.department.unwrap_or(open.department_id), owner, now).await?
            {
                return Ok(false);
            }
            record::set(tx, open.id, Some(me), kind(&open, &was, me), "", &was, now).await?;
        }
    }
    audit::record(tx, Deed { actor: Some(me), action: "feed_undone", object: "question", object_id: row.question_id.0, note: "" }, now).await?;
    deadlines::settle(tx, row.question_id, Some(me), now).await?;
    // it is as the press before left it, which can be taken back in its turn
    let text = "UPDATE feed_act_row SET event_id = $2 WHERE escalation_id = $1 AND event_id = $3 AND act_id IN (SELECT a.id FROM feed_act a WHERE a.actor_id = $4 AND a.undone_at IS NULL)";
    db::run(tx, text, values![open.id.0, last_event(tx, open.id).await?, row.before_id, me.0]).await?;
    Ok(true)
}

/// What the journal calls it: the contrary of what was done.
fn kind(open: &escalation::Model, was: &Change, me: AccountId) -> EscalationEventKind {
    let asleep = was.snoozed_until.flatten().is_some();
    match was.owner.flatten() {
        _ if open.snoozed_until.is_some() && !asleep => EscalationEventKind::Woken,
        _ if open.snoozed_until.is_none() && asleep => EscalationEventKind::Snoozed,
        _ if was.department.is_some_and(|d| d != open.department_id) => EscalationEventKind::HandedOver,
        None => EscalationEventKind::Released,
        Some(owner) if owner == me => EscalationEventKind::Claimed,
        Some(_) => EscalationEventKind::Assigned,
    }
}
