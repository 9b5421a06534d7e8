//! The record of an escalation: the only place that writes one, or a line of its history.
//!
//! What must stay true: one is open at a time in a thread, whoever comes second joins it; every change has its line, with
//! what was and what is; an end needs an outcome that everyone can see. Called under the question's lock; whoever writes
//! here settles the thread afterwards.

use entity::{AccountId, DepartmentId, EscalationCause, EscalationEventKind, EscalationId, EscalationOutcome, EscalationState, PostId, SnoozeEvent, escalation};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, Value};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::json;

use super::departments;
use super::scheme::Scheme;
use super::settle::enliven;
use crate::clock::{MINUTE, Millis};
use crate::error::{Error, Result};
use crate::rules::escalation::{Cause, urgency_of};
use crate::{db, values};

/// Something is brought to the brand.
#[derive(Clone, Debug)]
pub struct Open<'a> {
    pub question: PostId,
    pub cause: EscalationCause,
    /// None: a rule.
    pub by: Option<AccountId>,
    pub reason: &'a str,
    pub details: &'a str,
    /// By an ambassador.
    pub priority: bool,
    /// None: where the question is routed.
    pub department: Option<DepartmentId>,
}

/// How it ended, for everyone to see: in a post of the thread, or a line.
#[derive(Clone, Debug)]
pub struct End<'a> {
    pub by: Option<AccountId>,
    pub outcome: EscalationOutcome,
    pub post: Option<PostId>,
    pub line: Option<&'a str>,
}

/// What changes of an open one; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<EscalationState>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub owner: Option<Option<AccountId>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<EscalationCause>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub claimed_at: Option<Option<Millis>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acted_at: Option<Millis>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub claim_ends_at: Option<Option<Millis>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub snoozed_until: Option<Option<Millis>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub snoozed_event: Option<Option<SnoozeEvent>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hand_overs: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub lead_told_at: Option<Option<Millis>>,
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    pub managers_told_at: Option<Option<Millis>>,
}

/// A null that is there is a value.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> std::result::Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}

#[derive(FromQueryResult)]
struct Id {
    id: EscalationId,
}

/// Brings a thread to the brand. Where an escalation is open already it is joined: the more urgent cause stays, and
/// priority once given.
pub async fn open(tx: &DatabaseTransaction, new: &Open<'_>, now: Millis) -> Result<EscalationId> {
    let scheme = Scheme::load(tx).await?;
    open_due(tx, &scheme, new, None, now).await
}

/// The same with the deadline it is opened under.
pub(super) async fn open_due(tx: &DatabaseTransaction, scheme: &Scheme, new: &Open<'_>, due_at: Option<Millis>, now: Millis) -> Result<EscalationId> {
    #[derive(FromQueryResult)]
    struct Thread {
        category_id: Option<entity::CategoryId>,
        reserved: bool,
    }
    db::lock(tx, "question", new.question.0).await?;
    let thread: Option<Thread> = db::row(tx, "SELECT category_id, reserved FROM question WHERE id = $1", values![new.question.0]).await?;
    let thread = thread.filter(|t| !t.reserved).ok_or(Error::NotFound)?;
    enliven(tx, new.question, now).await?;
    if let Some(there) = current(tx, new.question).await? {
        let weight = |cause: EscalationCause| urgency_of(Cause::from(cause).reason(), &scheme.n);
        let raise = weight(new.cause) > weight(there.cause);
        let change = Change {
            cause: raise.then_some(new.cause),
            due_at: due_at.filter(|due| raise && *due < there.due_at),
            priority: (new.priority && !there.priority).then_some(true),
            ..Change::default()
        };
        apply(tx, there.id, &change).await?;
        let data = json!({ "cause": new.cause.word(), "reason": new.reason, "details": new.details, "was": was(&there, &change), "is": change });
        log(tx, there.id, new.by, EscalationEventKind::Joined, "", &data, now).await?;
        return Ok(there.id);
    }
    let department = match new.department {
        Some(department) => department,
        None => departments::routed(tx, scheme, new.question).await?,
    };
    let terms = scheme.terms(thread.category_id)?;
    let due_at = due_at.or_else(|| terms.calendar.add(now, terms.limits.next)).unwrap_or(now);
    let made: Option<Id> = db::row(
        tx,
        "INSERT INTO escalation (question_id, cause, opened_by, reason, details, priority, department_id, state, opened_at, due_at, acted_at, published, hand_overs, previous_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $9, $8, FALSE, 0, (SELECT MAX(p.id) FROM escalation p WHERE p.question_id = $1)) RETURNING id",
        values![new.question.0, new.cause.word(), new.by.map(|b| b.0), new.reason, new.details, new.priority, department.0, now, due_at],
    )
    .await?;
    let id = made.ok_or(Error::NotFound)?.id;
    log(tx, id, new.by, EscalationEventKind::Opened, "", &json!({ "cause": new.cause.word(), "due_at": due_at }), now).await?;
    Ok(id)
}

/// The open escalation of a thread.
pub async fn current(db: &impl ConnectionTrait, question: PostId) -> Result<Option<escalation::Model>> {
    use sea_orm::{ColumnTrait, QueryFilter};
    let open = escalation::Entity::find().filter(escalation::Column::QuestionId.eq(question)).filter(escalation::Column::EndedAt.is_null());
    Ok(open.one(db).await?)
}

/// A line of its history.
pub async fn log(tx: &DatabaseTransaction, escalation: EscalationId, actor: Option<AccountId>, kind: EscalationEventKind, note: &str, data: &serde_json::Value, now: Millis) -> Result<()> {
    db::run(
        tx,
        "INSERT INTO escalation_event (escalation_id, at, actor_id, kind, note, data) VALUES ($1, $2, $3, $4, $5, $6)",
        values![escalation.0, now, actor.map(|a| a.0), kind.word(), note, data.to_string()],
    )
    .await?;
    Ok(())
}

/// Changes an open one, with its line: `data` holds what was and what is, so that it can be undone by setting what was.
/// `Conflict`: it has ended meanwhile.
pub async fn set(tx: &DatabaseTransaction, escalation: EscalationId, actor: Option<AccountId>, kind: EscalationEventKind, note: &str, change: &Change, now: Millis) -> Result<()> {
    let there = one(tx, escalation).await?;
    if !apply(tx, escalation, change).await? {
        return Err(Error::Conflict("the escalation has ended"));
    }
    log(tx, escalation, actor, kind, note, &json!({ "was": was(&there, change), "is": change }), now).await
}

/// Takes back one that was opened by mistake a moment ago: nobody did anything with it, and nobody was promised anything.
pub async fn forget(tx: &DatabaseTransaction, escalation: EscalationId) -> Result<()> {
    db::run(tx, "DELETE FROM escalation_event WHERE escalation_id = $1", values![escalation.0]).await?;
    db::run(tx, "DELETE FROM escalation WHERE id = $1 AND ended_at IS NULL", values![escalation.0]).await?;
    Ok(())
}

/// Its owner is at it, an answer half written: the claim begins anew, if it had not ended.
pub async fn touch(tx: &DatabaseTransaction, question: PostId, by: AccountId, now: Millis) -> Result<()> {
    let theirs = "question_id = $1 AND owner_id = $2 AND ended_at IS NULL AND claim_ends_at > $3";
    if db::count(tx, &format!("SELECT COUNT(*) AS n FROM escalation WHERE {theirs}"), values![question.0, by.0, now]).await? == 0 {
        return Ok(());
    }
    let ends = now + Scheme::load(tx).await?.n.claim_minutes * MINUTE;
    db::run(tx, &format!("UPDATE escalation SET acted_at = $3, claim_ends_at = $4 WHERE {theirs}"), values![question.0, by.0, now, ends]).await?;
    Ok(())
}

/// Its owner said something official in the thread, on whichever page: it stays theirs until they hand it on. `wait`: the
/// next word is the asker's.
pub async fn replied(tx: &DatabaseTransaction, question: PostId, by: AccountId, wait: bool, now: Millis) -> Result<()> {
    let Some(open) = current(tx, question).await?.filter(|e| e.owner_id == Some(by)) else { return Ok(()) };
    let state = (wait && open.state != EscalationState::Promised).then_some(EscalationState::WaitingAsker);
    let change = Change { state, acted_at: Some(now), claim_ends_at: Some(None), published: Some(true), ..Change::default() };
    set(tx, open.id, Some(by), EscalationEventKind::Replied, "", &change, now).await
}

/// Ends one. It is refused without an outcome everyone can see, and where it has ended already (`Conflict`).
pub async fn end(tx: &DatabaseTransaction, escalation: EscalationId, end: &End<'_>, now: Millis) -> Result<()> {
    let there = one(tx, escalation).await?;
    let line = end.line.map(str::trim).filter(|l| !l.is_empty());
    if !is_seen(tx, there.question_id, end.post, line).await? {
        return Err(Error::BadRequest("an escalation ends with an outcome that everyone can see"));
    }
    let state = if end.outcome == EscalationOutcome::Declined { EscalationState::Declined } else { EscalationState::Resolved };
    let ended = db::run(
        tx,
        "UPDATE escalation SET state = $2, ended_at = $3, ended_by = $4, outcome = $5, outcome_post_id = $6, outcome_line = $7, claim_ends_at = NULL, snoozed_until = NULL, snoozed_event = NULL
         WHERE id = $1 AND ended_at IS NULL",
        values![escalation.0, state.word(), now, end.by.map(|b| b.0), end.outcome.word(), end.post.map(|p| p.0), line],
    )
    .await?;
    if ended == 0 {
        return Err(Error::Conflict("the escalation has ended"));
    }
    db::run(tx, "UPDATE promise SET ended_at = $2 WHERE escalation_id = $1 AND ended_at IS NULL", values![escalation.0, now]).await?;
    let kind = if state == EscalationState::Declined { EscalationEventKind::Declined } else { EscalationEventKind::Resolved };
    let data = json!({ "outcome": end.outcome.word(), "post": end.post.map(|p| p.0), "line": line, "state": there.state.word() });
    log(tx, escalation, end.by, kind, "", &data, now).await
}

/// What ended it cannot be seen any more: what was owed is owed again, in one that follows it.
pub(super) async fn reopen(tx: &DatabaseTransaction, last: EscalationId, now: Millis) -> Result<()> {
    let made: Option<Id> = db::row(
        tx,
        "INSERT INTO escalation (question_id, cause, opened_by, reason, details, priority, department_id, state, opened_at, due_at, acted_at, published, hand_overs, previous_id)
         SELECT e.question_id, e.cause, e.opened_by, e.reason, e.details, e.priority, e.department_id, 'open', CAST($2 AS BIGINT), e.due_at, CAST($2 AS BIGINT), FALSE, 0, e.id
         FROM escalation e WHERE e.id = $1 RETURNING id",
        values![last.0, now],
    )
    .await?;
    let id = made.ok_or(Error::NotFound)?.id;
    // nobody hears of an outcome that is none
    db::run(tx, "UPDATE escalation SET told_at = COALESCE(told_at, $2) WHERE id = $1", values![last.0, now]).await?;
    log(tx, id, None, EscalationEventKind::Reopened, "", &json!({ "of": last.0 }), now).await
}

/// The answer that ended it cannot be seen any more, and another one was there in time.
pub(super) async fn instead(tx: &DatabaseTransaction, last: EscalationId, post: PostId, now: Millis) -> Result<()> {
    db::run(tx, "UPDATE escalation SET outcome_post_id = $2 WHERE id = $1 AND ended_at IS NOT NULL", values![last.0, post.0]).await?;
    log(tx, last, None, EscalationEventKind::Resolved, "", &json!({ "post": post.0 }), now).await
}

/// Somebody is told that nobody took it: the lead first, then the managers. `false`: they were, or it is not so.
pub(super) async fn told(tx: &DatabaseTransaction, id: EscalationId, managers: bool, now: Millis) -> Result<bool> {
    let (column, kind) = if managers { ("managers_told_at", EscalationEventKind::ManagersTold) } else { ("lead_told_at", EscalationEventKind::LeadTold) };
    let text = format!("UPDATE escalation SET {column} = $2 WHERE id = $1 AND {column} IS NULL AND owner_id IS NULL AND ended_at IS NULL");
    let new = db::run(tx, &text, values![id.0, now]).await? > 0;
    if new {
        log(tx, id, None, kind, "", &json!({}), now).await?;
    }
    Ok(new)
}

/// The asker says that it is solved: whatever is open in their thread ends so.
pub async fn solved(tx: &DatabaseTransaction, question: PostId, by: AccountId, answer: Option<PostId>, now: Millis) -> Result<()> {
    match current(tx, question).await? {
        Some(open) => end(tx, open.id, &End { by: Some(by), outcome: EscalationOutcome::Solved, post: answer, line: None }, now).await,
        None => Ok(()),
    }
}

async fn one(tx: &DatabaseTransaction, id: EscalationId) -> Result<escalation::Model> {
    escalation::Entity::find_by_id(id).one(tx).await?.ok_or(Error::NotFound)
}

/// A visible post of the thread, a line, or that the thread is solved.
async fn is_seen(tx: &DatabaseTransaction, question: PostId, post: Option<PostId>, line: Option<&str>) -> Result<bool> {
    if let Some(post) = post {
        let text = "SELECT COUNT(*) AS n FROM post WHERE id = $1 AND question_id = $2 AND state = 'visible'";
        return Ok(db::count(tx, text, values![post.0, question.0]).await? > 0);
    }
    let itself = "SELECT COUNT(*) AS n FROM question q WHERE q.id = $1 AND q.solved_at IS NOT NULL";
    Ok(line.is_some() || db::count(tx, itself, values![question.0]).await? > 0)
}

/// What a change takes the place of.
fn was(e: &escalation::Model, c: &Change) -> Change {
    Change {
        state: c.state.map(|_| e.state),
        owner: c.owner.map(|_| e.owner_id),
        department: c.department.map(|_| e.department_id),
        cause: c.cause.map(|_| e.cause),
        priority: c.priority.map(|_| e.priority),
        due_at: c.due_at.map(|_| e.due_at),
        claimed_at: c.claimed_at.map(|_| e.claimed_at),
        acted_at: c.acted_at.map(|_| e.acted_at),
        claim_ends_at: c.claim_ends_at.map(|_| e.claim_ends_at),
        published: c.published.map(|_| e.published),
        snoozed_until: c.snoozed_until.map(|_| e.snoozed_until),
        snoozed_event: c.snoozed_event.map(|_| e.snoozed_event),
        hand_overs: c.hand_overs.map(|_| e.hand_overs),
        lead_told_at: c.lead_told_at.map(|_| e.lead_told_at),
        managers_told_at: c.managers_told_at.map(|_| e.managers_told_at),
    }
}

/// `false`: it has ended.
async fn apply(tx: &DatabaseTransaction, id: EscalationId, c: &Change) -> Result<bool> {
    let mut sets: Vec<(&str, Value)> = Vec::new();
    let mut put = |column: &'static str, value: Option<Value>| sets.extend(value.map(|v| (column, v)));
    put("state", c.state.map(|s| s.word().into()));
    put("owner_id", c.owner.map(|o| o.map(|a| a.0).into()));
    put("department_id", c.department.map(|d| d.0.into()));
    put("cause", c.cause.map(|s| s.word().into()));
    put("priority", c.priority.map(Into::into));
    put("due_at", c.due_at.map(Into::into));
    put("claimed_at", c.claimed_at.map(Into::into));
    put("acted_at", c.acted_at.map(Into::into));
    put("claim_ends_at", c.claim_ends_at.map(Into::into));
    put("published", c.published.map(Into::into));
    put("snoozed_until", c.snoozed_until.map(Into::into));
    put("snoozed_event", c.snoozed_event.map(|e| e.map(|w| w.word().to_owned()).into()));
    put("hand_overs", c.hand_overs.map(Into::into));
    put("lead_told_at", c.lead_told_at.map(Into::into));
    put("managers_told_at", c.managers_told_at.map(Into::into));
    if sets.is_empty() {
        return Ok(db::count(tx, "SELECT COUNT(*) AS n FROM escalation WHERE id = $1 AND ended_at IS NULL", values![id.0]).await? > 0);
    }
    let columns: Vec<String> = sets.iter().enumerate().map(|(i, (column, _))| format!("{column} = ${}", i + 2)).collect();
    let text = format!("UPDATE escalation SET {} WHERE id = $1 AND ended_at IS NULL", columns.join(", "));
    let values: Vec<Value> = std::iter::once(Value::from(id.0)).chain(sets.into_iter().map(|(_, v)| v)).collect();
    Ok(db::run(tx, &text, values).await? > 0)
}
