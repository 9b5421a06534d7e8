//! A member as moderators see them: what was decided, what the team noted, what they wrote.

use entity::{AccountId, ItemId, PostId, PostState, Role};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::{db, values};

/// A member as moderators see them.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Member {
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
    pub avatar: Option<String>,
    pub role: Role,
    pub created_at: i64,
    pub reputation: i64,
    pub deleted: bool,
    pub placeholder: bool,
    pub silenced_until: Option<i64>,
    pub suspended_until: Option<i64>,
    pub posts: i64,
    pub gone: i64,
    pub warnings: i64,
    pub sanctions: i64,
}

const MEMBER: &str = "SELECT a.id, a.username, a.display_name, a.avatar, a.role, a.created_at, a.reputation, (a.deleted_at IS NOT NULL) AS deleted, a.placeholder, a.silenced_until, a.suspended_until,
        (SELECT COUNT(*) FROM post p WHERE p.author_id = a.id) AS posts,
        (SELECT COUNT(*) FROM post p WHERE p.author_id = a.id AND p.state IN ('hidden', 'removed')) AS gone,
        (SELECT COUNT(*) FROM moderation_decision d WHERE d.member_id = a.id AND d.act = 'warn' AND d.undone_at IS NULL AND d.overturned_at IS NULL) AS warnings,
        (SELECT COUNT(*) FROM sanction s WHERE s.member_id = a.id AND s.overturned_at IS NULL) AS sanctions
     FROM account a WHERE";

pub async fn member(db: &impl ConnectionTrait, id: AccountId) -> Result<Option<Member>, DbErr> {
    db::row(db, &format!("{MEMBER} a.id = $1"), values![id.0]).await
}

pub async fn member_called(db: &impl ConnectionTrait, username: &str) -> Result<Option<Member>, DbErr> {
    if username.contains('\0') {
        return Ok(None); // PostgreSQL cannot even ask for it
    }
    db::row(db, &format!("{MEMBER} a.username = $1"), values![username]).await
}

/// A note of the team.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Note {
    pub body: String,
    pub at: i64,
    pub display_name: String,
}

/// Notes about an item, or about whom it concerns.
pub async fn notes(db: &impl ConnectionTrait, item: Option<ItemId>, member: Option<AccountId>) -> Result<Vec<Note>, DbErr> {
    let text = "SELECT n.body, n.at, a.display_name FROM moderation_note n JOIN account a ON a.id = n.author_id WHERE n.item_id = $1 OR n.member_id = $2 ORDER BY n.id DESC LIMIT 50";
    db::rows(db, text, values![item.map_or(0, |i| i.0), member.map_or(0, |m| m.0)]).await
}

/// A text of a member.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Wrote {
    pub id: PostId,
    pub question_id: PostId,
    pub answer: bool,
    pub title: String,
    pub slug: String,
    pub state: PostState,
    pub created_at: i64,
}

pub async fn wrote(db: &impl ConnectionTrait, member: AccountId) -> Result<Vec<Wrote>, DbErr> {
    let text = "SELECT p.id, q.id AS question_id, (p.kind = 'answer') AS answer, q.title, q.slug, p.state, p.created_at
        FROM post p JOIN question q ON q.id = p.question_id WHERE p.author_id = $1 ORDER BY p.created_at DESC, p.id DESC LIMIT 10";
    db::rows(db, text, values![member.0]).await
}
