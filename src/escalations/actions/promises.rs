//! A promise: a date and public words. It is a state, not an outcome.

use entity::{AccountId, EscalationEventKind, EscalationState, PostId};
use sea_orm::DatabaseTransaction;

use super::{No, Tried, acted, as_owner, claims, put, settle};
use crate::clock::Millis;
use crate::config::Config;
use crate::deadlines::{self, calendars};
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
    if thread.hidden {
        return Ok(Err(No::Hidden));
    }
    let same = "SELECT COUNT(*) AS n FROM promise WHERE question_id = $1 AND ended_at IS NULL AND made_by = $2 AND words = $3 AND due_at = $4";
    if db::count(tx, same, values![question.0, by.0, what.words, what.due]).await? > 0 {
        return Ok(Ok(()));
    }
    let moved = deadlines::promises::would_move(tx, question).await?;
    if moved >= 2 && !claims::manages(tx, by).await? {
        return Ok(Err(No::ManagerOnly));
    }
    let calendar = calendars::of_question(tx, question).await?;
    let days = limits::current(tx).await?.promise_days;
    // where no day of work comes, every date is far
    let far = calendar.add(now, days * calendar.day()).is_none_or(|most| what.due > most);
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
