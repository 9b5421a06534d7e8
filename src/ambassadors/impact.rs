//! What somebody's help did this month, each number as its page defines it.

use entity::AccountId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::SOLVED;
use crate::clock::Millis;
use crate::ui::when;
use crate::{db, values};

#[derive(Clone, Copy, Debug, Default, FromQueryResult)]
pub struct Impact {
    /// People who said one of their answers helped, each once.
    pub helped: i64,
    /// People who did not need to ask, because of a thread they solved.
    pub spared: i64,
    /// Times that such threads were read: readings, not people.
    pub read: i64,
    /// Threads they solved.
    pub solved: i64,
}

impl Impact {
    /// People helped. Readings are none.
    pub fn total(&self) -> i64 {
        self.helped + self.spared
    }
}

/// Since the first of the month, in the community's zone.
pub async fn this_month(db: &impl ConnectionTrait, member: AccountId, zone: &str, now: Millis) -> Result<Impact, DbErr> {
    let month = when::month_of(zone, now);
    let since = when::month_start(zone, month);
    let mine = format!("q.solved_at IS NOT NULL AND q.id IN (SELECT p.question_id FROM post p JOIN question q ON q.id = p.question_id WHERE p.author_id = $1 AND p.kind = 'answer' AND {SOLVED})");
    let text = format!(
        "SELECT (SELECT CAST(COALESCE(SUM(m.views), 0) AS BIGINT) FROM question_month m JOIN question q ON q.id = m.question_id WHERE m.month = $2 AND {mine}) AS read,
            (SELECT COUNT(DISTINCT v.actor_id) FROM post p JOIN vote v ON v.post_id = p.id WHERE p.author_id = $1 AND p.kind = 'answer' AND p.state = 'visible' AND v.at >= $3 AND v.withdrawn_at IS NULL) AS helped,
            (SELECT COUNT(*) FROM deflection d JOIN question q ON q.id = d.question_id WHERE d.created_at >= $3 AND {mine}) AS spared,
            (SELECT COUNT(DISTINCT p.question_id) FROM post p JOIN question q ON q.id = p.question_id WHERE p.author_id = $1 AND p.kind = 'answer' AND q.solved_at >= $3 AND {SOLVED}) AS solved"
    );
    Ok(db::row(db, &text, values![member.0, month, since]).await?.unwrap_or_default())
}
