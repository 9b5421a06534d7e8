//! Reads: whether an asker is away, what was said for them, what waits for a second word.

use entity::{AccountId, FollowUpId, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::{db, values};

/// Proposals on one page.
pub const PAGE: usize = 50;

/// The asker of a question `q` with the clock `k` is away: they let the question how it went pass, it is neither solved nor
/// closed, and the brand owes nothing.
const AWAY: &str = "q.state = 'visible' AND q.reserved = FALSE AND q.live = TRUE AND q.solved_at IS NULL AND q.closed_at IS NULL AND k.unconfirmed_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM escalation e WHERE e.question_id = q.id AND e.ended_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM promise m WHERE m.question_id = q.id AND m.ended_at IS NULL)";
/// Nothing the asker said of an answer `p` speaks against it.
const UNDENIED: &str = "p.state = 'visible' AND NOT EXISTS (SELECT 1 FROM did_not_work n WHERE n.post_id = p.id AND n.actor_id = q.author_id AND n.withdrawn_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM absent_proposal u WHERE u.post_id = p.id AND u.outcome = 'undone')";

/// Whoever said it first is still one of us, and may speak.
pub(super) fn there(proposal: &str, now: &str) -> String {
    format!("EXISTS (SELECT 1 FROM account o WHERE o.id = {proposal}.proposed_by AND o.deleted_at IS NULL AND o.placeholder = FALSE AND (o.suspended_until IS NULL OR o.suspended_until <= {now}))")
}

/// An answer, for whoever would say that it solved it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Answer {
    /// The asker is away, and said nothing against it.
    pub away: bool,
    /// The reader answered there, whatever became of it.
    pub answered_here: bool,
    /// Somebody said so, since the asker is away.
    pub proposed_by: Option<AccountId>,
    /// Two did, and the asker has not spoken since.
    pub confirmed: bool,
}

pub async fn answer(db: &impl ConnectionTrait, post: PostId, me: AccountId, now: Millis) -> Result<Option<Answer>, DbErr> {
    let there = there("a", "$3");
    let text = format!(
        "SELECT ({AWAY} AND {UNDENIED}) AS away,
            EXISTS (SELECT 1 FROM post w WHERE w.question_id = q.id AND w.kind = 'answer' AND w.author_id = $2) AS answered_here,
            (SELECT a.proposed_by FROM absent_proposal a WHERE a.post_id = p.id AND a.ended_at IS NULL AND a.confirmed_at IS NULL AND a.proposed_at >= k.unconfirmed_at AND {there}) AS proposed_by,
            EXISTS (SELECT 1 FROM absent_proposal a WHERE a.post_id = p.id AND a.ended_at IS NULL AND a.confirmed_at IS NOT NULL) AS confirmed
         FROM post p JOIN question q ON q.id = p.question_id LEFT JOIN thread_clock k ON k.question_id = q.id WHERE p.id = $1"
    );
    db::row(db, &text, values![post.0, me.0, now]).await
}

/// What waits for a second word.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Proposal {
    pub id: i64,
    pub post_id: PostId,
    pub question_id: PostId,
    pub title: String,
    pub slug: String,
    pub lang: String,
    /// The beginning of the answer.
    pub words: String,
    pub author: String,
    pub proposer: String,
    pub proposed_at: i64,
}

/// Those that this person may confirm, the oldest first, after one. They are few: it begins with them.
pub async fn open(db: &impl ConnectionTrait, me: AccountId, after: i64, now: Millis) -> Result<Vec<Proposal>, DbErr> {
    let there = there("a", "$3");
    let text = format!(
        "SELECT a.id, a.post_id, a.question_id, q.title, q.slug, p.lang, SUBSTR(p.source, 1, 400) AS words, w.display_name AS author, b.display_name AS proposer, a.proposed_at
         FROM absent_proposal a CROSS JOIN question q JOIN thread_clock k ON k.question_id = q.id JOIN post p ON p.id = a.post_id
            JOIN account w ON w.id = p.author_id JOIN account b ON b.id = a.proposed_by
         WHERE q.id = a.question_id AND a.ended_at IS NULL AND a.confirmed_at IS NULL AND a.id > $2 AND a.proposed_at >= k.unconfirmed_at AND {AWAY} AND {UNDENIED}
            AND a.proposed_by <> $1 AND q.author_id <> $1 AND {there}
            AND NOT EXISTS (SELECT 1 FROM post h WHERE h.question_id = q.id AND h.kind = 'answer' AND h.author_id = $1)
         ORDER BY a.id LIMIT {}",
        PAGE + 1
    );
    db::rows(db, &text, values![me.0, after, now]).await
}

/// What was said for an asker, who has not spoken since.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct SaidFor {
    pub post_id: PostId,
    pub first: String,
    pub second: String,
}

pub async fn said_for(db: &impl ConnectionTrait, question: PostId) -> Result<Option<SaidFor>, DbErr> {
    let text = "SELECT a.post_id, f.display_name AS first, s.display_name AS second FROM absent_proposal a JOIN account f ON f.id = a.proposed_by JOIN account s ON s.id = a.confirmed_by
         WHERE a.question_id = $1 AND a.ended_at IS NULL AND a.confirmed_at IS NOT NULL ORDER BY a.id LIMIT 1";
    db::row(db, text, values![question.0]).await
}

/// The question how it went that the asker let pass.
pub(super) async fn unanswered(db: &impl ConnectionTrait, question: PostId) -> Result<Option<FollowUpId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: FollowUpId,
    }
    let text = "SELECT id FROM follow_up WHERE question_id = $1 AND asked_at IS NOT NULL AND answered_at IS NULL ORDER BY asked_at DESC, id DESC LIMIT 1";
    let row: Option<Row> = db::row(db, text, values![question.0]).await?;
    Ok(row.map(|r| r.id))
}
