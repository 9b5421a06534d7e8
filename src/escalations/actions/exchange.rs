//! The exchange between the asker and the department, which nobody else reads.

use entity::{AccountId, EscalationCause, EscalationEventKind, EscalationState, PostId, private_message};
use sea_orm::ActiveValue::Set;
use sea_orm::{DatabaseTransaction, EntityTrait as _};

use super::{acted, hold, notes, put, settle};
use crate::clock::{DAY, Millis};
use crate::config::Config;
use crate::deadlines::record::{self, Change};
use crate::error::{Error, Result};
use crate::escalations::letters;
use crate::photos::Shown;
use crate::photos::actions::{With, attach};
use crate::{db, values};

/// How long it is kept once the thread is settled.
const KEPT: Millis = 90 * DAY;

/// Says something in it. The asker's first word brings the thread before the team, if nothing is open.
pub async fn say(tx: &DatabaseTransaction, config: &Config, question: PostId, by: AccountId, text: &notes::Written, photos: &[Shown], now: Millis) -> Result<()> {
    let thread = hold(tx, question).await?;
    if thread.hidden {
        return Err(Error::NotFound);
    }
    let by_team = thread.asker_id != by;
    if !by_team && record::current(tx, question).await?.is_none() {
        let new = record::Open { question, cause: EscalationCause::Asker, by: Some(by), reason: "private", details: "", priority: false, department: None };
        record::open(tx, &new, now).await?;
    }
    let message = private_message::ActiveModel {
        question_id: Set(question),
        author_id: Set(by),
        by_team: Set(by_team),
        source: Set(text.source.clone()),
        html: Set(text.html.clone()),
        at: Set(now),
        ..Default::default()
    };
    let message = private_message::Entity::insert(message).exec(tx).await?.last_insert_id;
    attach(tx, by, photos, With::Message(message)).await?;
    let open = record::current(tx, question).await?;
    if by_team {
        if let Some(open) = open {
            let change = if open.owner_id == Some(by) { acted(tx, &open, None, false, now).await? } else { Change::default() };
            put(tx, &open, Some(by), EscalationEventKind::PrivateMessage, "", &change, now).await?;
        }
        letters::private(tx, config, &thread, now).await?;
    } else {
        // what was asked for may be answered here as well
        db::run(tx, "UPDATE details_request SET ended_at = $2 WHERE question_id = $1 AND ended_at IS NULL", values![question.0, now]).await?;
        if let Some(open) = open {
            let state = if open.owner_id.is_some() { EscalationState::Claimed } else { EscalationState::Open };
            let change = Change { state: (open.state == EscalationState::WaitingAsker).then_some(state), ..Change::default() };
            // in the thread's own history alone: the asker may take their name off it
            record::set(tx, open.id, Some(by), EscalationEventKind::PrivateMessage, "", &change, now).await?;
        }
    }
    settle(tx, question, by, now).await?;
    Ok(())
}

/// What was said goes ninety days after its thread is settled.
pub async fn erase(tx: &DatabaseTransaction, now: Millis) -> Result<u64> {
    let old = "at < $1 AND question_id IN (
            SELECT q.id FROM question q WHERE q.id IN (SELECT DISTINCT m.question_id FROM private_message m WHERE m.at < $1)
            AND NOT EXISTS (SELECT 1 FROM escalation e WHERE e.question_id = q.id AND e.ended_at IS NULL)
            AND COALESCE(q.solved_at, q.closed_at, (SELECT MAX(e.ended_at) FROM escalation e WHERE e.question_id = q.id)) < $1
            AND COALESCE((SELECT MAX(e.ended_at) FROM escalation e WHERE e.question_id = q.id), 0) < $1)";
    crate::photos::actions::remove(tx, &format!("message_id IN (SELECT id FROM private_message WHERE {old})"), values![now - KEPT], now).await?;
    Ok(db::run(tx, &format!("DELETE FROM private_message WHERE {old}"), values![now - KEPT]).await?)
}
