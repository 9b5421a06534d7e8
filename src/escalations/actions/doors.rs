//! The doors people come in by: the asker, a member with the points for it, an ambassador.

use entity::{AccountId, EscalationCause, EscalationId, PostId, Rank, Role};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::{No, Tried, hold, settle};
use crate::clock::{DAY, Millis};
use crate::deadlines::{self, record};
use crate::error::{Error, Result};
use crate::escalations::limits::{self, Limits};
use crate::{db, values};

/// What somebody wants the brand to see to.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// A word of the form.
    pub reason: &'a str,
    pub details: &'a str,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    New(EscalationId),
    /// One was open: it has this wish too.
    Joined(EscalationId),
    /// It takes a second member.
    Waits,
}

/// Brings a thread before the team. Whether this person may at all was asked of the policy.
pub async fn escalate(tx: &DatabaseTransaction, question: PostId, by: AccountId, wish: Wish<'_>, now: Millis) -> Tried<Opened> {
    let thread = hold(tx, question).await?;
    let cause = cause(tx, thread.asker_id, by).await?;
    // what customers cannot see they bring nowhere
    if thread.hidden && cause != EscalationCause::Staff {
        return Err(Error::NotFound);
    }
    let open = record::current(tx, question).await?;
    if let Some(open) = &open && joined(tx, open.id, by).await? {
        return Ok(Err(No::Brought));
    }
    if cause == EscalationCause::Asker && wish.details.is_empty() && open.is_none() && !left_alone(tx, question, thread.peer_answer_count, now).await? {
        return Ok(Err(No::SayWhatIsMissing));
    }
    let limits = limits::current(tx).await?;
    let theirs = open.as_ref().is_some_and(|o| o.opened_by == Some(by));
    if matches!(cause, EscalationCause::Member | EscalationCause::Ambassador) && !theirs {
        db::lock(tx, "account", by.0).await?;
        if let Some(no) = enough(tx, by, &limits, now).await? {
            return Ok(Err(no));
        }
        if open.is_none() && doubted(tx, by, &limits).await? && !wished_by_another(tx, question, by).await? {
            db::run(
                tx,
                "INSERT INTO escalation_wish (question_id, account_id, reason, details, at) VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (question_id, account_id) DO UPDATE SET reason = excluded.reason, details = excluded.details, at = excluded.at",
                values![question.0, by.0, wish.reason, wish.details, now],
            )
            .await?;
            return Ok(Ok(Opened::Waits));
        }
    }
    let new = record::Open {
        question,
        cause,
        by: Some(by),
        reason: wish.reason,
        details: wish.details,
        priority: cause == EscalationCause::Ambassador,
        department: None,
    };
    let id = record::open(tx, &new, now).await?;
    join_wishes(tx, question, by, now).await?;
    settle(tx, question, by, now).await?;
    Ok(Ok(if open.is_some() { Opened::Joined(id) } else { Opened::New(id) }))
}

async fn cause(tx: &DatabaseTransaction, asker: AccountId, by: AccountId) -> Result<EscalationCause> {
    #[derive(FromQueryResult)]
    struct Who {
        role: Role,
        rank: Rank,
    }
    if asker == by {
        return Ok(EscalationCause::Asker);
    }
    let who: Option<Who> = db::row(tx, "SELECT role, rank FROM account WHERE id = $1", values![by.0]).await?;
    Ok(match who {
        Some(w) if w.role != Role::Customer => EscalationCause::Staff,
        Some(Who { rank: Rank::Ambassador, .. }) => EscalationCause::Ambassador,
        _ => EscalationCause::Member,
    })
}

/// The window is over and nobody but the asker answered.
async fn left_alone(tx: &DatabaseTransaction, question: PostId, answers: i64, now: Millis) -> Result<bool> {
    let clock = deadlines::queries::clock(tx, question).await?;
    Ok(answers == 0 && clock.is_none_or(|c| c.window_ends_at.is_none_or(|t| t <= now)))
}

/// They joined this one before: once says it.
async fn joined(tx: &DatabaseTransaction, escalation: EscalationId, by: AccountId) -> Result<bool> {
    Ok(db::count(tx, "SELECT COUNT(*) AS n FROM escalation_event WHERE escalation_id = $1 AND kind = 'joined' AND actor_id = $2", values![escalation.0, by.0]).await? > 0)
}

/// As many as one member may have, opened or joined.
async fn enough(tx: &DatabaseTransaction, by: AccountId, limits: &Limits, now: Millis) -> Result<Option<No>> {
    // of others' threads: what askers do in their own is not counted
    let mine = "SELECT e.id, e.opened_at AS at FROM escalation e WHERE e.opened_by = $1 AND e.cause IN ('member', 'ambassador')
        UNION SELECT v.escalation_id, v.at FROM escalation_event v JOIN escalation e ON e.id = v.escalation_id JOIN question q ON q.id = e.question_id
            WHERE v.actor_id = $1 AND v.kind = 'joined' AND q.author_id <> $1";
    let open = format!(
        "SELECT COUNT(DISTINCT m.id) AS n FROM ({mine}) m JOIN escalation e ON e.id = m.id JOIN question q ON q.id = e.question_id
         WHERE e.ended_at IS NULL AND q.state NOT IN ('removed', 'deleted')"
    );
    if db::count(tx, &open, values![by.0]).await? >= limits.open {
        return Ok(Some(No::OpenEnough(limits.open)));
    }
    let week = db::count(tx, &format!("SELECT COUNT(DISTINCT m.id) AS n FROM ({mine}) m WHERE m.at > $2"), values![by.0, now - 7 * DAY]).await?;
    Ok((week >= limits.week).then_some(No::WeekEnough(limits.week)))
}

/// Of their last ones, too many were declined.
async fn doubted(tx: &DatabaseTransaction, by: AccountId, limits: &Limits) -> Result<bool> {
    let declined = db::count(
        tx,
        "SELECT COUNT(*) AS n FROM (SELECT outcome, ended_by, outcome_line FROM escalation WHERE opened_by = $1 AND cause IN ('member', 'ambassador') AND ended_at IS NOT NULL ORDER BY opened_at DESC, id DESC LIMIT $2) l
         WHERE l.outcome = 'declined' AND l.ended_by IS NOT NULL AND l.outcome_line IS NOT NULL",
        values![by.0, limits.declined_of],
    )
    .await?;
    Ok(declined >= limits.declined)
}

async fn wished_by_another(tx: &DatabaseTransaction, question: PostId, by: AccountId) -> Result<bool> {
    Ok(db::count(tx, "SELECT COUNT(*) AS n FROM escalation_wish WHERE question_id = $1 AND account_id <> $2", values![question.0, by.0]).await? > 0)
}

/// What waited for a second member is part of it now.
async fn join_wishes(tx: &DatabaseTransaction, question: PostId, by: AccountId, now: Millis) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Row {
        account_id: AccountId,
        reason: String,
        details: String,
    }
    let wishes: Vec<Row> = db::rows(tx, "SELECT account_id, reason, details FROM escalation_wish WHERE question_id = $1 AND account_id <> $2 ORDER BY account_id", values![question.0, by.0]).await?;
    for w in wishes {
        let new = record::Open { question, cause: EscalationCause::Member, by: Some(w.account_id), reason: &w.reason, details: &w.details, priority: false, department: None };
        record::open(tx, &new, now).await?;
    }
    db::run(tx, "DELETE FROM escalation_wish WHERE question_id = $1", values![question.0]).await?;
    Ok(())
}
