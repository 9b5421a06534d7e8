//! A promise is kept by a public word of the team in its thread.

use entity::{AccountId, EscalationEventKind, EscalationId, EscalationState, PostId};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::record::{self, Change};
use crate::clock::Millis;
use crate::error::Result;
use crate::{db, values};

/// How often the date of a promise `p` moved: promises of its thread before it that no word kept, from the thread's first
/// escalation on, however those between ended.
pub const MOVED: &str = "(SELECT COUNT(*) FROM promise o WHERE o.question_id = p.question_id AND o.id < p.id AND o.kept_post_id IS NULL)";

/// How often it will have moved with one more promise in a thread.
pub async fn would_move(db: &impl ConnectionTrait, question: PostId) -> Result<i64> {
    Ok(db::count(db, "SELECT COUNT(*) AS n FROM promise o WHERE o.question_id = $1 AND o.kept_post_id IS NULL", values![question.0]).await?)
}

/// The team answered: whatever was promised in the thread is kept by it. Called under the question's lock.
pub async fn kept(tx: &DatabaseTransaction, question: PostId, post: PostId, by: AccountId, now: Millis) -> Result<()> {
    let text = "UPDATE promise SET ended_at = $2, kept_post_id = $3 WHERE question_id = $1 AND ended_at IS NULL";
    if db::run(tx, text, values![question.0, now, post.0]).await? == 0 {
        return Ok(());
    }
    let Some(open) = record::current(tx, question).await? else { return Ok(()) };
    let state = if open.owner_id.is_some() { EscalationState::Claimed } else { EscalationState::Open };
    let change = Change { state: (open.state == EscalationState::Promised).then_some(state), ..Change::default() };
    record::set(tx, open.id, Some(by), EscalationEventKind::PromiseKept, "", &change, now).await
}

/// What kept it cannot be seen any more: it is to be kept again, by the escalation that is open.
pub(super) async fn unkept(tx: &DatabaseTransaction, escalation: EscalationId, promise: i64, now: Millis) -> Result<()> {
    let text = "UPDATE promise SET ended_at = NULL, kept_post_id = NULL, asked_at = NULL, escalation_id = $2 WHERE id = $1";
    db::run(tx, text, values![promise, escalation.0]).await?;
    let change = Change { state: Some(EscalationState::Promised), ..Change::default() };
    record::set(tx, escalation, None, EscalationEventKind::Reopened, "", &change, now).await
}
