//! Decisions, as lists show them.

use entity::{AccountId, DecisionAct, DecisionId, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::screening::queue::Object;
use crate::{db, values};

/// A decision, as lists show it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Decision {
    pub id: DecisionId,
    pub act: DecisionAct,
    pub reason: String,
    pub fact: String,
    pub abuse: bool,
    pub member_id: Option<AccountId>,
    pub object: String,
    pub object_id: i64,
    pub question_id: Option<PostId>,
    pub decided_by: Option<AccountId>,
    pub decider: Option<String>,
    pub decided_at: i64,
    pub ends_at: Option<i64>,
    pub before: String,
    pub undone_at: Option<i64>,
    pub overturned_at: Option<i64>,
    pub title: Option<String>,
    pub slug: Option<String>,
}

impl Decision {
    pub fn object(&self) -> Option<Object> {
        Object::read(&self.object, self.object_id)
    }

    /// Does it still hold?
    pub fn holds(&self) -> bool {
        self.undone_at.is_none() && self.overturned_at.is_none()
    }
}

const DECISION: &str = "SELECT d.id, d.act, d.reason, d.fact, d.abuse, d.member_id, d.object, d.object_id, d.question_id, d.decided_by, b.display_name AS decider, d.decided_at, d.ends_at,
        d.before, d.undone_at, d.overturned_at, q.title, q.slug
     FROM moderation_decision d LEFT JOIN account b ON b.id = d.decided_by LEFT JOIN question q ON q.id = d.question_id WHERE";

pub async fn decision(db: &impl ConnectionTrait, id: DecisionId) -> Result<Option<Decision>, DbErr> {
    db::row(db, &format!("{DECISION} d.id = $1"), values![id.0]).await
}

/// What was decided about somebody, newest first.
pub async fn decisions_about(db: &impl ConnectionTrait, member: AccountId) -> Result<Vec<Decision>, DbErr> {
    db::rows(db, &format!("{DECISION} d.member_id = $1 ORDER BY d.id DESC LIMIT 50"), values![member.0]).await
}

/// What was decided about a text.
pub async fn decisions_on(db: &impl ConnectionTrait, object: Object) -> Result<Vec<Decision>, DbErr> {
    db::rows(db, &format!("{DECISION} d.object = $1 AND d.object_id = $2 ORDER BY d.id DESC LIMIT 20"), values![object.word(), object.id()]).await
}

/// What this person can still undo: their last decision, for so long.
pub async fn undoable(db: &impl ConnectionTrait, me: AccountId, within: Millis, now: Millis) -> Result<Option<Decision>, DbErr> {
    let text = format!("{DECISION} d.decided_at > $2 AND d.decided_by = $1 AND d.undone_at IS NULL AND d.overturned_at IS NULL AND d.act NOT IN ('edit_out', 'merge', 'lift', 'restore') ORDER BY d.id DESC LIMIT 1");
    db::row(db, &text, values![me.0, now - within]).await
}
