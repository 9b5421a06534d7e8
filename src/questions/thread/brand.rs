//! Where a thread stands with the brand, as far as everyone may know: that it owes an outcome, what it promised for when
//! and how often that date moved, what it asked, how it ended.

use entity::{EscalationOutcome, EscalationState, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::deadlines::promises::MOVED;
use crate::{db, values};

/// What everyone may know.
#[derive(Clone, Debug, Default)]
pub struct Brand {
    /// The escalation that is open, or else the last one.
    pub last: Option<Last>,
    pub promise: Option<Promise>,
    pub details: Option<Details>,
}

impl Brand {
    /// The brand owes an outcome.
    pub fn owes(&self) -> bool {
        self.last.as_ref().is_some_and(|l| l.ended_at.is_none())
    }

    /// How it ended, where it did.
    pub fn outcome(&self) -> Option<(EscalationOutcome, i64, &Last)> {
        self.last.as_ref().and_then(|l| Some((l.outcome?, l.ended_at?, l)))
    }
}

/// An escalation, without anything of the team's.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Last {
    pub state: EscalationState,
    pub opened_at: i64,
    pub ended_at: Option<i64>,
    pub outcome: Option<EscalationOutcome>,
    pub outcome_post_id: Option<PostId>,
    pub outcome_line: Option<String>,
    pub disagreed_at: Option<i64>,
}

impl Last {
    /// The asker may say that it is not settled, once.
    pub fn open_to_doubt(&self) -> bool {
        self.disagreed_at.is_none() && matches!(self.outcome, Some(EscalationOutcome::Private | EscalationOutcome::Solved))
    }
}

/// A public word with a date.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Promise {
    pub words: String,
    pub due_at: i64,
    pub missed_at: Option<i64>,
    /// How often its date moved.
    pub moved: i64,
}

/// What the asker was asked.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Details {
    pub words: String,
    pub asked_at: i64,
    pub display_name: String,
}

pub async fn of(db: &impl ConnectionTrait, question: PostId) -> Result<Brand, DbErr> {
    // an answer that was taken away is no outcome
    let last = "SELECT e.state, e.opened_at, e.ended_at, CASE WHEN e.outcome_line IS NULL AND e.outcome_post_id IS NOT NULL AND p.id IS NULL THEN NULL ELSE e.outcome END AS outcome,
            p.id AS outcome_post_id, e.outcome_line, e.disagreed_at
         FROM escalation e LEFT JOIN post p ON p.id = e.outcome_post_id AND p.state = 'visible' WHERE e.question_id = $1 ORDER BY (e.ended_at IS NULL) DESC, e.id DESC LIMIT 1";
    let promise = format!("SELECT p.words, p.due_at, p.missed_at, {MOVED} AS moved FROM promise p WHERE p.question_id = $1 AND p.ended_at IS NULL");
    let details = "SELECT r.words, r.asked_at, a.display_name FROM details_request r JOIN account a ON a.id = r.asked_by WHERE r.question_id = $1 AND r.ended_at IS NULL";
    Ok(Brand {
        last: db::row(db, last, values![question.0]).await?,
        promise: db::row(db, &promise, values![question.0]).await?,
        details: db::row(db, details, values![question.0]).await?,
    })
}
