//! Proposing, giving, deciding. Locks in one order: the question, the gesture, the rules, the allowance, the month; what a
//! month may still cost is asked of its own row by one statement, under the rules' lock, so that new numbers reach every
//! row.

use entity::{AccountId, EscalationEventKind, GestureId, GestureState, PostId};
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};
use serde_json::json;

use super::forms::Kind;
use super::letters;
use super::queries::{self, Gesture};
use crate::clock::{MINUTE, Millis};
use crate::config::Config;
use crate::deadlines::{calendars, record};
use crate::error::{Error, Result};
use crate::escalations::actions as escalations;
use crate::escalations::actions::notes::Written;
use crate::questions::refresh;
use crate::{db, values};

/// A gesture about to be proposed.
pub struct New<'a> {
    pub question: PostId,
    pub kind: &'a queries::Kind,
    pub amount: i64,
    /// To the customer, and ready to be shown.
    pub words: &'a Written,
    /// For the team.
    pub reason: &'a str,
    pub by: AccountId,
    pub month: i64,
    pub form_key: &'a str,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    Given(GestureId),
    /// A manager is asked, until then.
    Waits(GestureId),
    /// The same form was sent before.
    Before,
    /// The month's budget does not hold it.
    NoBudget,
}

#[derive(FromQueryResult)]
struct Id {
    id: GestureId,
}

/// The numbers in force stay as they are until the transaction ends.
async fn hold_rule(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    db::lock(tx, "gesture_rule", 1).await
}

/// Takes an amount from what a month may cost. `false`: it would be more. The row decides by itself.
async fn spend(tx: &DatabaseTransaction, month: i64, amount: i64) -> Result<bool, DbErr> {
    hold_rule(tx).await?;
    db::run(tx, "INSERT INTO gesture_month (month, budget, spent) SELECT $1, budget, 0 FROM gesture_rule WHERE id > 0 ON CONFLICT DO NOTHING", values![month]).await?;
    Ok(db::run(tx, "UPDATE gesture_month SET spent = spent + $2 WHERE month = $1 AND spent + $2 <= budget", values![month, amount]).await? > 0)
}

/// The same of what one person may give without asking.
async fn spend_own(tx: &DatabaseTransaction, month: i64, who: AccountId, amount: i64) -> Result<bool, DbErr> {
    hold_rule(tx).await?;
    db::run(tx, "INSERT INTO gesture_allowance (month, account_id, allowance, spent) SELECT $1, $2, allowance, 0 FROM gesture_rule WHERE id > 0 ON CONFLICT DO NOTHING", values![month, who.0]).await?;
    Ok(db::run(tx, "UPDATE gesture_allowance SET spent = spent + $3 WHERE month = $1 AND account_id = $2 AND spent + $3 <= allowance", values![month, who.0, amount]).await? > 0)
}

/// Gives it at once where ceiling and allowance hold it; else asks a manager, by their own deadline.
pub async fn propose(tx: &DatabaseTransaction, config: &Config, new: &New<'_>, now: Millis) -> Result<Made> {
    refresh::lock(tx, new.question).await?;
    let thread = queries::thread(tx, new.question).await?.ok_or(Error::NotFound)?;
    let minutes = queries::rule(tx).await?.approval_minutes;
    let due = calendars::of_question(tx, new.question).await?.add(now, minutes * MINUTE).unwrap_or(now + minutes * MINUTE);
    let made: Option<Id> = db::row(
        tx,
        "INSERT INTO gesture (question_id, kind_id, customer_id, amount, words, reason, state, month, proposed_by, proposed_at, due_at, note, form_key)
         VALUES ($1, $2, $3, $4, $5, $6, 'proposed', $7, $8, $9, $10, '', $11) ON CONFLICT DO NOTHING RETURNING id",
        values![new.question.0, new.kind.id.0, thread.asker_id.0, new.amount, new.words.source.as_str(), new.reason, new.month, new.by.0, now, due, new.form_key],
    )
    .await?;
    let Some(Id { id }) = made else { return Ok(Made::Before) };
    if new.amount > new.kind.ceiling || !spend_own(tx, new.month, new.by, new.amount).await? {
        log(tx, new.question, new.by, id, GestureState::Proposed, now).await?;
        letters::to_decide(tx, config, id, false, now).await?;
        return Ok(Made::Waits(id));
    }
    if !spend(tx, new.month, new.amount).await? {
        return Ok(Made::NoBudget);
    }
    db::run(tx, "UPDATE gesture SET state = 'given', due_at = NULL, decided_by = $2, decided_at = $3 WHERE id = $1", values![id.0, new.by.0, now]).await?;
    escalations::say(tx, config, new.question, new.by, new.words, &[], now).await?;
    log(tx, new.question, new.by, id, GestureState::Given, now).await?;
    Ok(Made::Given(id))
}

/// Nobody decided in time: those who can are told once. `false`: it was decided, or told before.
pub async fn late(tx: &DatabaseTransaction, config: &Config, id: GestureId, now: Millis) -> Result<bool> {
    let text = "UPDATE gesture SET late_told_at = $2 WHERE id = $1 AND state = 'proposed' AND due_at <= $2 AND late_told_at IS NULL";
    let late = db::run(tx, text, values![id.0, now]).await? > 0;
    if late {
        letters::to_decide(tx, config, id, true, now).await?;
    }
    Ok(late)
}

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    Done,
    Before,
    NoBudget,
}

/// A manager says yes: it is given, told, and counted for the month it is given in.
pub async fn approve(tx: &DatabaseTransaction, config: &Config, g: &Gesture, by: AccountId, words: &Written, month: i64, note: &str, now: Millis) -> Result<Decided> {
    refresh::lock(tx, g.question_id).await?;
    if !decide(tx, g.id, GestureState::Given, by, note, now).await? {
        return Ok(Decided::Before);
    }
    if !spend(tx, month, g.amount).await? {
        return Ok(Decided::NoBudget);
    }
    db::run(tx, "UPDATE gesture SET month = $2 WHERE id = $1", values![g.id.0, month]).await?;
    queries::thread(tx, g.question_id).await?.filter(|t| t.asker_id == g.customer_id).ok_or(Error::Conflict("this customer can no longer be told"))?;
    escalations::say(tx, config, g.question_id, by, words, &[], now).await?;
    log(tx, g.question_id, by, g.id, GestureState::Given, now).await?;
    Ok(Decided::Done)
}

/// A manager says no; or whoever proposed it takes it back. `false`: it was decided before.
pub async fn close(tx: &DatabaseTransaction, g: &Gesture, state: GestureState, by: AccountId, note: &str, now: Millis) -> Result<bool> {
    refresh::lock(tx, g.question_id).await?;
    let done = decide(tx, g.id, state, by, note, now).await?;
    if done {
        log(tx, g.question_id, by, g.id, state, now).await?;
    }
    Ok(done)
}

async fn decide(tx: &DatabaseTransaction, id: GestureId, state: GestureState, by: AccountId, note: &str, now: Millis) -> Result<bool> {
    let text = "UPDATE gesture SET state = $2, decided_by = $3, decided_at = $4, note = $5 WHERE id = $1 AND state = 'proposed'";
    Ok(db::run(tx, text, values![id.0, state.word(), by.0, now, note]).await? > 0)
}

/// In the history of what is open there.
async fn log(tx: &DatabaseTransaction, question: PostId, by: AccountId, id: GestureId, state: GestureState, now: Millis) -> Result<()> {
    match record::current(tx, question).await? {
        Some(open) => record::log(tx, open.id, Some(by), EscalationEventKind::Gesture, "", &json!({ "gesture": id.0, "state": state.word() }), now).await,
        None => Ok(()),
    }
}

pub async fn create_kind(tx: &DatabaseTransaction, kind: &Kind, now: Millis) -> Result<i64> {
    #[derive(FromQueryResult)]
    struct Kid {
        id: i64,
    }
    let text = "INSERT INTO gesture_kind (name_en, name_fr, value, ceiling, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING id";
    let made: Option<Kid> = db::row(tx, text, values![kind.name_en.as_str(), kind.name_fr.as_str(), kind.value, kind.ceiling, now]).await?;
    Ok(made.ok_or(Error::NotFound)?.id)
}

/// Nobody can give it from now on.
pub async fn retire_kind(tx: &DatabaseTransaction, id: i64, now: Millis) -> Result<()> {
    db::run(tx, "UPDATE gesture_kind SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL", values![id, now]).await?;
    Ok(())
}

/// New numbers, for this month too. What was spent is spent.
pub async fn set_rule(tx: &DatabaseTransaction, (allowance, budget, minutes): (i64, i64, i64), month: i64) -> Result<()> {
    hold_rule(tx).await?;
    db::run(tx, "UPDATE gesture_rule SET allowance = $1, budget = $2, approval_minutes = $3", values![allowance, budget, minutes]).await?;
    db::run(tx, "UPDATE gesture_month SET budget = $2 WHERE month = $1", values![month, budget]).await?;
    db::run(tx, "UPDATE gesture_allowance SET allowance = $2 WHERE month = $1", values![month, allowance]).await?;
    Ok(())
}
