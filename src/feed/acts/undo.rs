//! Taking a press back: within ten minutes, by whoever pressed, where nobody did anything since. What was is put back as
//! it was, and the journal says so.

use entity::{AccountId, EscalationEventKind, EscalationId, PostId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};
use serde::Deserialize;
use serde_json::json;

use super::Word;
use crate::audit::{self, Deed};
use crate::clock::{MINUTE, Millis};
use crate::deadlines::{self, record};
use crate::error::{Error, Result};
use crate::escalations::actions;
use crate::{db, values};

/// How long a press can be taken back.
pub const WITHIN: Millis = 10 * MINUTE;

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

pub async fn last(db: &impl ConnectionTrait, me: AccountId, now: Millis) -> Result<Option<Undoable>, DbErr> {
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
        values![me.0, now - WITHIN],
    )
    .await?;
    Ok(row.and_then(|r| Some(Undoable { id: r.id, word: Word::from_word(&r.word)?, at: r.at, threads: r.threads, title: r.title })))
}

#[derive(FromQueryResult)]
struct Row {
    question_id: PostId,
    escalation_id: EscalationId,
    was: String,
    event_id: i64,
}

/// An escalation's columns as they were.
#[derive(Deserialize)]
struct Was {
    owner_id: Option<i64>,
    department_id: i64,
    state: String,
    claimed_at: Option<i64>,
    acted_at: i64,
    claim_ends_at: Option<i64>,
    published: bool,
    snoozed_until: Option<i64>,
    snoozed_event: Option<String>,
    hand_overs: i64,
}

/// How many threads are as they were, and how many somebody else had moved on meanwhile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    pub threads: usize,
    pub kept: usize,
}

/// Takes a press back, once.
pub async fn undo(tx: &DatabaseTransaction, act: i64, me: AccountId, now: Millis) -> Result<Undone> {
    let mine = db::run(tx, "UPDATE feed_act SET undone_at = $3 WHERE id = $1 AND actor_id = $2 AND undone_at IS NULL AND at > $4", values![act, me.0, now, now - WITHIN]).await?;
    if mine == 0 {
        return Err(Error::Conflict("it can no longer be undone"));
    }
    let rows: Vec<Row> = db::rows(tx, "SELECT question_id, escalation_id, was, event_id FROM feed_act_row WHERE act_id = $1 ORDER BY question_id", values![act]).await?;
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
    match actions::hold(tx, row.question_id).await {
        Err(Error::NotFound) => return Ok(false),
        other => other?,
    };
    let last = db::count(tx, "SELECT COALESCE(MAX(v.id), 0) AS n FROM escalation_event v JOIN escalation e ON e.id = v.escalation_id WHERE e.id = $1 AND e.ended_at IS NULL", values![row.escalation_id.0]).await?;
    if last != row.event_id {
        return Ok(false);
    }
    if row.was.is_empty() {
        // the press had opened it: there was none, and there is none
        db::run(tx, "DELETE FROM escalation_event WHERE escalation_id = $1", values![row.escalation_id.0]).await?;
        db::run(tx, "DELETE FROM escalation WHERE id = $1", values![row.escalation_id.0]).await?;
    } else {
        let was: Was = serde_json::from_str(&row.was).map_err(|e| Error::Internal(e.into()))?;
        let now_is = actions::current(tx, row.question_id).await?;
        db::run(
            tx,
            "UPDATE escalation SET owner_id = $2, department_id = $3, state = $4, claimed_at = $5, acted_at = $6, claim_ends_at = $7, published = $8, snoozed_until = $9, snoozed_event = $10, hand_overs = $11
             WHERE id = $1 AND ended_at IS NULL",
            values![
                row.escalation_id.0,
                was.owner_id,
                was.department_id,
                was.state,
                was.claimed_at,
                was.acted_at,
                was.claim_ends_at,
                was.published,
                was.snoozed_until,
                was.snoozed_event,
                was.hand_overs
            ],
        )
        .await?;
        let kind = match now_is {
            Some(n) if n.snoozed_until.is_some() && was.snoozed_until.is_none() => EscalationEventKind::Woken,
            Some(n) if n.snoozed_until.is_none() && was.snoozed_until.is_some() => EscalationEventKind::Snoozed,
            Some(n) if n.department_id.0 != was.department_id => EscalationEventKind::HandedOver,
            _ if was.owner_id.is_none() => EscalationEventKind::Released,
            _ if was.owner_id == Some(me.0) => EscalationEventKind::Claimed,
            _ => EscalationEventKind::Assigned,
        };
        record::log(tx, row.escalation_id, Some(me), kind, "", &json!({ "undoes": row.event_id }), now).await?;
    }
    audit::record(tx, Deed { actor: Some(me), action: "feed_undone", object: "question", object_id: row.question_id.0, note: "" }, now).await?;
    deadlines::settle(tx, row.question_id, Some(me), now).await?;
    Ok(true)
}
