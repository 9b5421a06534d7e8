//! Out of the way until a moment, or until somebody writes.

use entity::{AccountId, EscalationEventKind, PostId, SnoozeEvent};
use sea_orm::DatabaseTransaction;

use super::{No, Tried, acted, hold, holder, in_hand, is_held, put, settle};
use crate::clock::{DAY, Millis};
use crate::deadlines::record::{self, Change};

/// As long as anything sleeps.
const AT_MOST: Millis = 30 * DAY;

/// Puts a thread aside. It comes back at the moment, or with the event, whichever is first.
pub async fn snooze(tx: &DatabaseTransaction, question: PostId, by: AccountId, until: Option<Millis>, event: Option<SnoozeEvent>, now: Millis) -> Tried<()> {
    let until = match (until, event) {
        (Some(t), _) if t > now && t <= now + AT_MOST => t,
        (None, Some(_)) => now + AT_MOST,
        _ => return Ok(Err(No::NotAhead)),
    };
    hold(tx, question).await?;
    let open = in_hand(tx, question, by, now).await?;
    if is_held(&open, by, now) {
        return Ok(Err(holder(tx, &open, now).await?));
    }
    let theirs = if open.owner_id == Some(by) { acted(tx, &open, None, false, now).await? } else { Change::default() };
    let change = Change { snoozed_until: Some(Some(until)), snoozed_event: Some(event), ..theirs };
    put(tx, &open, Some(by), EscalationEventKind::Snoozed, "", &change, now).await?;
    settle(tx, question, by, now).await?;
    Ok(Ok(()))
}

/// Brings it back now.
pub async fn wake(tx: &DatabaseTransaction, question: PostId, by: AccountId, now: Millis) -> Tried<()> {
    hold(tx, question).await?;
    let Some(open) = record::current(tx, question).await?.filter(|o| o.snoozed_until.is_some() || o.snoozed_event.is_some()) else { return Ok(Err(No::NothingOpen)) };
    let change = Change { snoozed_until: Some(None), snoozed_event: Some(None), ..Change::default() };
    put(tx, &open, Some(by), EscalationEventKind::Woken, "", &change, now).await?;
    settle(tx, question, by, now).await?;
    Ok(Ok(()))
}
