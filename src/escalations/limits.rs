//! The numbers of escalations, as the rules in force have them.

use sea_orm::ConnectionTrait;

use crate::clock::{DAY, MINUTE, Millis};
use crate::error::Result;
use crate::reputation::versions;

/// How long, how many.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// A claim lasts so long without an act.
    pub claim: Millis,
    /// A promise is due within so many days of work; a lead may go further.
    pub promise_days: i64,
    /// Requests for details in a thread.
    pub details: i64,
    /// Days of work they may last together.
    pub details_days: i64,
    /// After which the asker is reminded.
    pub details_reminder: Millis,
    /// Open at a time, of one member.
    pub open: i64,
    /// Within a week, of one member.
    pub week: i64,
    /// So many declined of the last so many: it takes a second member.
    pub declined: i64,
    pub declined_of: i64,
    /// Days of work without sign-in after which an owner is absent.
    pub absent_days: i64,
    /// An act can be taken back for so long.
    pub undo: Millis,
}

/// Those in force.
pub async fn current(db: &impl ConnectionTrait) -> Result<Limits> {
    let n = versions::current(db).await?.numbers.escalation;
    Ok(Limits {
        claim: n.claim_minutes * MINUTE,
        promise_days: n.promise_days,
        details: n.details_at_most,
        details_days: n.details_days,
        details_reminder: n.details_remind_days * DAY,
        open: n.open_at_most,
        week: n.week_at_most,
        declined: n.declined,
        declined_of: n.declined_of,
        absent_days: n.absent_days,
        undo: n.undo_minutes * MINUTE,
    })
}
