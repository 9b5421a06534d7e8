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

pub async fn one(db: &impl ConnectionTrait, id: ReviewId) -> Result<Option<Request>, DbErr> {
    db::row(db, &format!("{REQUEST} WHERE r.id = $1"), values![id.0]).await
}
