//! Asking the asker for details: the only thing that stops a clock.

use entity::{AccountId, EscalationEventKind, EscalationState, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::{No, Tried, acted, as_owner, hold, put, settle};
use crate::clock::Millis;
use crate::config::Config;
use crate::deadlines::calendars;
use crate::deadlines::record::{self, Change};
use crate::error::Result;
use crate::escalations::{letters, limits};
use crate::{db, values};

/// Who asks: the team takes the thread by it; an expert leaves it where it is.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    pub words: &'a str,
    pub team: bool,
}

/// Asks. One at a time, twice at most, together no longer than the clock may stand.
pub async fn ask_details(tx: &DatabaseTransaction, config: &Config, question: PostId, by: AccountId, asking: Asking<'_>, now: Millis) -> Tried<()> {
    let thread = hold(tx, question).await?;
    if thread.hidden {
        return Ok(Err(No::Hidden));
    }
    let same = "SELECT COUNT(*) AS n FROM details_request WHERE question_id = $1 AND ended_at IS NULL AND asked_by = $2 AND words = $3";
    if db::count(tx, same, values![question.0, by.0, asking.words]).await? > 0 {
        return Ok(Ok(()));
    }
    if let Some(no) = enough(tx, question, now).await? {
        return Ok(Err(no));
    }
    // where nothing is open, asking does not make it the brand's
    let open = match record::current(tx, question).await? {
        Some(_) if asking.team => match as_owner(tx, question, by, now).await? {
            Ok((_, open)) => Some(open),
            Err(no) => return Ok(Err(no)),
        },
        other => other,
    };
    let new = db::run(
        tx,
        "INSERT INTO details_request (question_id, asked_by, words, asked_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        values![question.0, by.0, asking.words, now],
    )
    .await?;
    if new == 0 {
        return Ok(Err(No::AskedAlready));
    }
    if let Some(open) = &open {
        let state = (open.state != EscalationState::Promised).then_some(EscalationState::WaitingAsker);
        let change = if asking.team { acted(tx, open, state, true, now).await? } else { Change::default() };
        put(tx, open, Some(by), EscalationEventKind::AskedDetails, asking.words, &change, now).await?;
    }
    letters::details(tx, config, &thread, asking.words, false, now).await?;
    settle(tx, question, by, now).await?;
    Ok(Ok(()))
}

async fn enough(tx: &DatabaseTransaction, question: PostId, now: Millis) -> Result<Option<No>> {
    #[derive(FromQueryResult)]
    struct Row {
        asked_at: i64,
        ended_at: Option<i64>,
    }
    let all: Vec<Row> = db::rows(tx, "SELECT asked_at, ended_at FROM details_request WHERE question_id = $1 ORDER BY id", values![question.0]).await?;
    if all.iter().any(|r| r.ended_at.is_none()) {
        return Ok(Some(No::AskedAlready));
    }
    let limits = limits::current(tx).await?;
    let calendar = calendars::of_question(tx, question).await?;
    let spent: Millis = all.iter().map(|r| calendar.between(r.asked_at, r.ended_at.unwrap_or(now))).sum();
    let over = i64::try_from(all.len()).unwrap_or(i64::MAX) >= limits.details || spent >= limits.details_days * calendar.day();
    Ok(over.then_some(No::AskedEnough))
}
