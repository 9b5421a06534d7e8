//! Requests as the team sees them.

use entity::{AccountId, EntryId, ReviewId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::{db, values};

#[derive(Clone, Debug, FromQueryResult)]
pub struct Request {
    pub id: ReviewId,
    pub entry_id: EntryId,
    pub member_id: AccountId,
    pub username: String,
    pub display_name: String,
    pub reason: String,
    pub state: String,
    pub at: i64,
    pub answer: Option<String>,
    pub decided_at: Option<i64>,
    pub decided_by: Option<String>,
}

const REQUEST: &str = "SELECT r.id, r.entry_id, r.member_id, m.username, m.display_name, r.reason, r.state, r.at, r.answer, r.decided_at, d.username AS decided_by
     FROM review_request r JOIN account m ON m.id = r.member_id LEFT JOIN account d ON d.id = r.decided_by";

/// Those that wait, oldest first, then the latest that were answered.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<Request>, DbErr> {
    let mut all: Vec<Request> = db::rows(db, &format!("{REQUEST} WHERE r.state = 'open' ORDER BY r.id LIMIT 100"), []).await?;
    all.extend(db::rows::<Request>(db, &format!("{REQUEST} WHERE r.state <> 'open' ORDER BY r.id DESC LIMIT 20"), []).await?);
    Ok(all)
}

/// Did they decide what the line is about: the case that annulled its fact, or the removal of its post as abuse?
pub async fn took_part(db: &impl ConnectionTrait, line: EntryId, who: AccountId) -> Result<bool, DbErr> {
    let text = "SELECT COUNT(*) AS n FROM ledger_entry e JOIN credit c ON c.id = e.credit_id WHERE e.id = $1 AND (
            EXISTS (SELECT 1 FROM fair_case f JOIN fair_case_fact k ON k.case_id = f.id AND k.annulled = TRUE WHERE (f.decided_by = $2 OR f.undone_by = $2) AND (
                (c.kind IN ('answer_upvoted', 'question_upvoted') AND k.kind = 'vote' AND k.fact_id = c.fact_id)
                OR (c.kind = 'me_too' AND k.kind = 'me_too' AND k.fact_id = c.fact_id)
                OR (c.kind = 'answer_accepted' AND k.kind = 'acceptance' AND k.post_id = c.post_id)
                OR (c.kind = 'accepting' AND k.kind = 'acceptance' AND k.giver_id = c.member_id AND k.post_id IN (SELECT p.id FROM post p WHERE p.question_id = c.question_id))))
            OR EXISTS (SELECT 1 FROM audit a WHERE a.object = 'post' AND a.object_id = c.post_id AND a.action = 'remove_as_abuse' AND a.actor_id = $2))";
    Ok(db::count(db, text, values![line.0, who.0]).await? > 0)
}

pub async fn one(db: &impl ConnectionTrait, id: ReviewId) -> Result<Option<Request>, DbErr> {
    db::row(db, &format!("{REQUEST} WHERE r.id = $1"), values![id.0]).await
}
