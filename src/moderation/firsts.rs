//! Reads of first posts that wait for a look.

use entity::{AccountId, ItemId, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::{db, values};

/// A new member's first post, still public.
#[derive(Clone, Debug, FromQueryResult)]
pub struct First {
    pub id: ItemId,
    pub post_id: PostId,
    pub question_id: PostId,
    pub answer: bool,
    pub author_id: i64,
    pub title: String,
    pub slug: String,
    pub html: String,
    pub lang: String,
    pub username: String,
    pub display_name: String,
    pub created_at: i64,
}

const FIRST: &str = "SELECT m.id, p.id AS post_id, q.id AS question_id, (p.kind = 'answer') AS answer, p.author_id, q.title, q.slug, p.html, p.lang, a.username, a.display_name, p.created_at
     FROM moderation_item m JOIN post p ON p.id = m.object_id JOIN question q ON q.id = p.question_id JOIN account a ON a.id = p.author_id
     WHERE m.done_at IS NULL AND m.kind = 'first' AND m.object = 'post' AND p.state = 'visible' AND q.state = 'visible' AND p.author_id <> $1";

/// First posts that wait for a look, the most urgent first; none of one's own.
pub async fn all(db: &impl ConnectionTrait, me: AccountId) -> Result<Vec<First>, DbErr> {
    db::rows(db, &format!("{FIRST} ORDER BY m.weight DESC, m.since, m.id LIMIT 20"), values![me.0]).await
}

/// One of them.
pub async fn one(db: &impl ConnectionTrait, me: AccountId, id: ItemId) -> Result<Option<First>, DbErr> {
    db::row(db, &format!("{FIRST} AND m.id = $2"), values![me.0, id.0]).await
}
