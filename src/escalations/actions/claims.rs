//! Who has a thread: taking it, giving it back, handing it on; and what time takes away.

use entity::{AccountId, DepartmentId, EscalationEventKind, EscalationState, PostId, escalation};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::{No, Tried, as_owner, hold, holder, in_hand, is_held, lapsed, notes, put, settle};
use crate::clock::Millis;
use crate::config::Config;
use crate::deadlines::departments;
use crate::deadlines::record::{self, Change};
use crate::error::Result;
use crate::escalations::{letters, limits, queries};
use crate::questions::refresh;
use crate::{db, deadlines, values};

/// The hand-over that somebody should look at.
const ALARMING: i64 = 2;

/// Takes a thread. Taking one's own again changes nothing.
pub async fn claim(tx: &DatabaseTransaction, question: PostId, by: AccountId, now: Millis) -> Tried<()> {
    let done = as_owner(tx, question, by, now).await?;
    settle(tx, question, by, now).await?;
    Ok(done.map(|_| ()))
}

/// Makes an open escalation theirs if it is nobody's.
pub(super) async fn take(tx: &DatabaseTransaction, open: &escalation::Model, by: AccountId, now: Millis) -> Tried<()> {
    if is_held(open, by, now) {
        return Ok(Err(holder(tx, open, now).await?));
    }
    if let Some(cap) = full(tx, open, open.department_id, by).await? {
        return Ok(Err(No::Full(cap)));
    }
    let mut open = open.clone();
    if lapsed(&open, now) {
        put(tx, &open, None, EscalationEventKind::Expired, "", &nobodys(&open, now), now).await?;
        open = in_hand(tx, open.question_id, by, now).await?;
    }
    let ends = Some(now + limits::current(tx).await?.claim);
    put(tx, &open, Some(by), EscalationEventKind::Claimed, "", &theirs(&open, by, ends, now), now).await?;
    Ok(Ok(()))
}

/// It gets an owner. `ends`: when the claim ends if nothing is done.
fn theirs(open: &escalation::Model, owner: AccountId, ends: Option<Millis>, now: Millis) -> Change {
    let waits = matches!(open.state, EscalationState::Open | EscalationState::WaitingDepartment);
    Change {
        state: waits.then_some(EscalationState::Claimed),
        owner: Some(Some(owner)),
        claimed_at: Some(Some(now)),
        acted_at: Some(now),
        claim_ends_at: Some(ends),
        published: Some(false),
        ..Change::default()
    }
}

/// It loses its owner. A promise stays one, a question to the asker too; whoever leads is told anew where nobody takes it.
fn nobodys(open: &escalation::Model, now: Millis) -> Change {
    Change {
        state: (open.state == EscalationState::Claimed).then_some(EscalationState::Open),
        owner: Some(None),
        claimed_at: Some(None),
        acted_at: Some(now),
        claim_ends_at: Some(None),
        published: Some(false),
        lead_told_at: Some(None),
        managers_told_at: Some(None),
        ..Change::default()
    }
}

/// The cap of the department, where this person has reached it. Their other claims wait meanwhile.
async fn full(tx: &DatabaseTransaction, open: &escalation::Model, department: DepartmentId, who: AccountId) -> Result<Option<i64>> {
    let Some(cap) = departments::one(tx, department).await?.load_cap else { return Ok(None) };
    db::lock(tx, "account", who.0).await?;
    let text = "SELECT COUNT(*) AS n FROM escalation e JOIN question q ON q.id = e.question_id
        WHERE e.owner_id = $1 AND e.department_id = $2 AND e.ended_at IS NULL AND e.id <> $3 AND q.state NOT IN ('removed', 'deleted')";
    let have = db::count(tx, text, values![who.0, department.0, open.id.0]).await?;
    Ok((have >= cap).then_some(cap))
}

async fn works(tx: &DatabaseTransaction, who: AccountId, now: Millis) -> Result<bool> {
    let text = "SELECT COUNT(*) AS n FROM account WHERE id = $1 AND role <> 'customer' AND deleted_at IS NULL AND COALESCE(suspended_until, 0) <= $2";
    Ok(db::count(tx, text, values![who.0, now]).await? > 0)
}

/// This person may own it, in that department: they work here, and have not as many as one person owns there.
pub async fn may_have(tx: &DatabaseTransaction, open: &escalation::Model, department: DepartmentId, who: AccountId, now: Millis) -> Result<bool> {
    Ok(works(tx, who, now).await? && full(tx, open, department, who).await?.is_none())
}

/// Gives a thread back.
pub async fn release(tx: &DatabaseTransaction, question: PostId, by: AccountId, now: Millis) -> Tried<()> {
    hold(tx, question).await?;
    let Some(open) = record::current(tx, question).await? else { return Ok(Err(No::NothingOpen)) };
    if open.owner_id != Some(by) {
        return Ok(Err(No::NotOwner));
    }
    put(tx, &open, Some(by), EscalationEventKind::Released, "", &nobodys(&open, now), now).await?;
    settle(tx, question, by, now).await?;
    Ok(Ok(()))
}

/// Takes a thread from a colleague, who reads why.
pub async fn take_over(tx: &DatabaseTransaction, question: PostId, by: AccountId, why: &notes::Written, now: Millis) -> Tried<()> {
    if why.source.trim().is_empty() {
        return Ok(Err(No::NoNote));
    }
    hold(tx, question).await?;
    let open = in_hand(tx, question, by, now).await?;
    if open.owner_id == Some(by) {
        return Ok(Ok(()));
    }
    if let Some(cap) = full(tx, &open, open.department_id, by).await? {
        return Ok(Err(No::Full(cap)));
    }
    let ends = Some(now + limits::current(tx).await?.claim);
    put(tx, &open, Some(by), EscalationEventKind::TakenOver, &why.source, &theirs(&open, by, ends, now), now).await?;
    notes::keep(tx, question, by, why, open.owner_id.into_iter().collect(), now).await?;
    settle(tx, question, by, now).await?;
    Ok(Ok(()))
}

/// Gives a thread to a colleague of its department, who finds it among what names them. Never to whoever asked; someone
/// else's is a lead's to give.
pub async fn assign(tx: &DatabaseTransaction, question: PostId, by: AccountId, to: AccountId, why: Option<&notes::Written>, now: Millis) -> Tried<()> {
    let thread = hold(tx, question).await?;
    if to == thread.asker_id || !works(tx, to, now).await? {
        return Ok(Err(No::NoColleague));
    }
    let open = in_hand(tx, question, by, now).await?;
    if !queries::in_department(tx, open.department_id, to).await? {
        return Ok(Err(No::NoColleague));
    }
    if open.owner_id == Some(to) {
        return Ok(Ok(()));
    }
    if is_held(&open, by, now) && !leads(tx, &open, by, now).await? {
        return Ok(Err(holder(tx, &open, now).await?));
    }
    if let Some(cap) = full(tx, &open, open.department_id, to).await? {
        return Ok(Err(No::Full(cap)));
    }
    // whoever was given it has not begun: it stays theirs until they are absent
    let ends = if to == by { Some(now + limits::current(tx).await?.claim) } else { None };
    put(tx, &open, Some(by), EscalationEventKind::Assigned, why.map_or("", |w| w.source.as_str()), &theirs(&open, to, ends, now), now).await?;
    if let Some(why) = why.filter(|w| !w.source.trim().is_empty()) {
        notes::keep(tx, question, by, why, vec![to], now).await?;
    }
    settle(tx, question, by, now).await?;
    Ok(Ok(()))
}

/// Hands a thread to another department, which reads why. The second time its leads are told.
pub async fn hand_over(tx: &DatabaseTransaction, config: &Config, question: PostId, by: AccountId, department: DepartmentId, why: &notes::Written, now: Millis) -> Tried<()> {
    #[derive(FromQueryResult)]
    struct There {
        id: DepartmentId,
    }
    if why.source.trim().is_empty() {
        return Ok(Err(No::NoNote));
    }
    let thread = hold(tx, question).await?;
    let open = in_hand(tx, question, by, now).await?;
    if is_held(&open, by, now) && !leads(tx, &open, by, now).await? {
        return Ok(Err(holder(tx, &open, now).await?));
    }
    let there: Option<There> = db::row(tx, "SELECT id FROM department WHERE id = $1 AND closed_at IS NULL", values![department.0]).await?;
    if there.is_none_or(|d| d.id == open.department_id) {
        return Ok(Err(No::NoDepartment));
    }
    let times = open.hand_overs + 1;
    let change = Change {
        state: (open.state != EscalationState::Promised).then_some(EscalationState::WaitingDepartment),
        department: Some(department),
        hand_overs: Some(times),
        ..nobodys(&open, now)
    };
    put(tx, &open, Some(by), EscalationEventKind::HandedOver, &why.source, &change, now).await?;
    notes::keep(tx, question, by, why, Vec::new(), now).await?;
    if times == ALARMING {
        letters::handed_around(tx, config, &thread, department, by, times, now).await?;
    }
    settle(tx, question, by, now).await?;
    Ok(Ok(()))
}

/// Leads the department it is with, or the place.
pub(super) async fn leads(tx: &DatabaseTransaction, open: &escalation::Model, who: AccountId, now: Millis) -> Result<bool> {
    Ok(manages(tx, who).await? || departments::is_lead(tx, open.department_id, who, now).await?)
}

pub(super) async fn manages(tx: &DatabaseTransaction, who: AccountId) -> Result<bool> {
    Ok(db::count(tx, "SELECT COUNT(*) AS n FROM account WHERE id = $1 AND role IN ('manager', 'admin')", values![who.0]).await? > 0)
}

/// Ends a claim that nothing was done with. `false`: something was.
pub async fn expire(tx: &DatabaseTransaction, question: PostId, now: Millis) -> Result<bool> {
    lose(tx, question, EscalationEventKind::Expired, |open| lapsed(open, now), now).await
}

/// Takes a thread from an owner who is not there. `false`: they no longer have it.
pub async fn release_absent(tx: &DatabaseTransaction, question: PostId, owner: AccountId, now: Millis) -> Result<bool> {
    lose(tx, question, EscalationEventKind::Released, |open| open.owner_id == Some(owner), now).await
}

async fn lose(tx: &DatabaseTransaction, question: PostId, kind: EscalationEventKind, still: impl Fn(&escalation::Model) -> bool, now: Millis) -> Result<bool> {
    refresh::lock(tx, question).await?;
    let Some(open) = record::current(tx, question).await?.filter(still) else { return Ok(false) };
    record::set(tx, open.id, None, kind, "", &nobodys(&open, now), now).await?;
    deadlines::settle(tx, question, None, now).await?;
    Ok(true)
}
