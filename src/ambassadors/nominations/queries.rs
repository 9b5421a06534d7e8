//! Reads about nominations.

use entity::{AccountId, NominationId, NominationState};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::{db, values};

#[derive(Clone, Debug, FromQueryResult)]
pub struct Nomination {
    pub id: NominationId,
    pub nominee_id: AccountId,
    pub nominee: String,
    pub nominee_name: String,
    pub by_id: AccountId,
    pub by: String,
    pub by_name: String,
    pub words: String,
    pub state: NominationState,
    pub made_at: i64,
    pub due_at: Option<i64>,
    pub decided_at: Option<i64>,
    pub reason: String,
    pub testimonials: i64,
}

impl Nomination {
    /// A manager should have answered by now.
    pub fn overdue(&self, now: Millis) -> bool {
        self.state == NominationState::Complete && self.due_at.is_some_and(|t| t < now)
    }
}

/// Both are there; who left takes their nominations along.
const NOMINATION: &str = "SELECT n.id, n.nominee_id, a.username AS nominee, a.display_name AS nominee_name, n.by_id, b.username AS by, b.display_name AS by_name, n.words, n.state, n.made_at,
        n.due_at, n.decided_at, n.reason, (SELECT COUNT(*) FROM testimonial t WHERE t.nomination_id = n.id) AS testimonials
     FROM nomination n JOIN account a ON a.id = n.nominee_id JOIN account b ON b.id = n.by_id WHERE a.deleted_at IS NULL";

pub async fn one(db: &impl ConnectionTrait, id: NominationId) -> Result<Option<Nomination>, DbErr> {
    db::row(db, &format!("{NOMINATION} AND n.id = $1"), values![id.0]).await
}

/// Those to which people can testify, newest first.
pub async fn open(db: &impl ConnectionTrait) -> Result<Vec<Nomination>, DbErr> {
    db::rows(db, &format!("{NOMINATION} AND n.state IN ('open', 'complete') ORDER BY n.id DESC LIMIT 20"), values![]).await
}

/// Those a manager answers: complete ones first, the longest waiting first.
pub async fn queue(db: &impl ConnectionTrait) -> Result<Vec<Nomination>, DbErr> {
    db::rows(db, &format!("{NOMINATION} AND n.state IN ('asked', 'open', 'complete') ORDER BY CASE n.state WHEN 'complete' THEN 0 ELSE 1 END, n.id LIMIT 100"), values![]).await
}

/// The one that is open about somebody.
pub async fn about(db: &impl ConnectionTrait, nominee: AccountId) -> Result<Option<Nomination>, DbErr> {
    db::row(db, &format!("{NOMINATION} AND n.nominee_id = $1 AND n.state IN ('asked', 'open', 'complete')"), values![nominee.0]).await
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Testimonial {
    pub author_id: AccountId,
    pub username: String,
    pub display_name: String,
    pub words: String,
    pub at: i64,
}

pub async fn testimonials(db: &impl ConnectionTrait, id: NominationId) -> Result<Vec<Testimonial>, DbErr> {
    let text = "SELECT t.author_id, CASE WHEN a.deleted_at IS NULL THEN a.username ELSE '' END AS username, a.display_name, t.words, t.at
        FROM testimonial t JOIN account a ON a.id = t.author_id WHERE t.nomination_id = $1 ORDER BY t.id";
    db::rows(db, text, values![id.0]).await
}

/// Did `one` nominate `other`, or testify for them, ever?
pub async fn spoke_for(db: &impl ConnectionTrait, one: AccountId, other: AccountId) -> Result<bool, DbErr> {
    let text = "SELECT (SELECT COUNT(*) FROM nomination WHERE by_id = $1 AND nominee_id = $2) + (SELECT COUNT(*) FROM testimonial WHERE author_id = $1 AND nominee_id = $2) AS n";
    Ok(db::count(db, text, values![one.0, other.0]).await? > 0)
}

/// Did the nominee decline this member's nomination since a moment, or leave it unanswered?
pub async fn declined_since(db: &impl ConnectionTrait, by: AccountId, nominee: AccountId, since: Millis) -> Result<bool, DbErr> {
    let text = "SELECT COUNT(*) AS n FROM nomination WHERE by_id = $1 AND nominee_id = $2 AND state IN ('declined', 'withdrawn') AND decided_at > $3";
    Ok(db::count(db, text, values![by.0, nominee.0, since]).await? > 0)
}

/// Did the nominee help this member: an answer accepted or confirmed in their question, or one that they said helped?
pub async fn helped(db: &impl ConnectionTrait, nominee: AccountId, member: AccountId) -> Result<bool, DbErr> {
    let text = "SELECT (SELECT COUNT(*) FROM question q JOIN post p ON p.question_id = q.id AND p.author_id = $1 AND p.kind = 'answer' AND p.state = 'visible' WHERE q.author_id = $2
            AND (EXISTS (SELECT 1 FROM acceptance c WHERE c.post_id = p.id AND c.withdrawn_at IS NULL) OR EXISTS (SELECT 1 FROM verification v WHERE v.post_id = p.id AND v.withdrawn_at IS NULL)))
        + (SELECT COUNT(*) FROM vote v JOIN post p ON p.id = v.post_id AND p.author_id = $1 AND p.kind = 'answer' AND p.state = 'visible' WHERE v.actor_id = $2 AND v.withdrawn_at IS NULL) AS n";
    Ok(db::count(db, text, values![nominee.0, member.0]).await? > 0)
}
