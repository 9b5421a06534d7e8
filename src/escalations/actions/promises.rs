//! A promise: a date and public words. It is a state, not an outcome.

use entity::{AccountId, EscalationEventKind, EscalationState, PostId};
use sea_orm::DatabaseTransaction;

use super::{No, Tried, acted, as_owner, claims, put, settle};
use crate::clock::Millis;
use crate::config::Config;
use crate::deadlines::calendars;
use crate::error::Result;
use crate::escalations::{letters, limits};
use crate::{db, values};

/// What is promised, for when.
#[derive(Clone, Copy, Debug)]
pub struct Promising<'a> {
    pub words: &'a str,
    pub due: Millis,
}

/// Promises. The first is due within ten days of work unless a lead says otherwise; moving the date takes a lead, moving
/// it again a manager.
pub async fn promise(tx: &DatabaseTransaction, config: &Config, question: PostId, by: AccountId, what: Promising<'_>, now: Millis) -> Tried<()> {
    if what.due <= now {
        return Ok(Err(No::NotAhead));
    }
    let (thread, open) = match as_owner(tx, question, by, now).await? {
        Ok(held) => held,
        Err(no) => return Ok(Err(no)),
    };
    let moved = unkept(tx, question).await?;
    if moved >= 2 && !claims::manages(tx, by).await? {
        return Ok(Err(No::ManagerOnly));
    }
    let calendar = calendars::of_question(tx, question).await?;
    let days = limits::current(tx).await?.promise_days;
    let far = calendar.add(now, days * calendar.day()).is_some_and(|most| what.due > most);
    if (moved >= 1 || far) && !claims::leads(tx, &open, by, now).await? {
        return Ok(Err(No::LeadOnly));
    }
    db::run(tx, "UPDATE promise SET ended_at = $2 WHERE question_id = $1 AND ended_at IS NULL", values![question.0, now]).await?;
    db::run(
        tx,
        "INSERT INTO promise (escalation_id, question_id, words, due_at, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6)",
        values![open.id.0, question.0, what.words, what.due, now, by.0],
    )
    .await?;
    let change = acted(tx, &open, Some(EscalationState::Promised), true, now).await?;
    put(tx, &open, Some(by), EscalationEventKind::Promised, what.words, &change, now).await?;
    letters::promised(tx, config, &thread, what, now).await?;
    settle(tx, question, by, now).await?;
    Ok(Ok(()))
}

/// Promises of a thread that were not kept: those that moved, and the one that is open.
async fn unkept(tx: &DatabaseTransaction, question: PostId) -> Result<i64> {
    // one that ended with its escalation moved nothing
    Ok(db::count(
        tx,
        "SELECT COUNT(*) AS n FROM promise p JOIN escalation e ON e.id = p.escalation_id WHERE p.question_id = $1 AND p.kept_post_id IS NULL AND (p.ended_at IS NULL OR e.ended_at IS NULL OR p.ended_at < e.ended_at)",
        values![question.0],
    )
    .await?)
}
