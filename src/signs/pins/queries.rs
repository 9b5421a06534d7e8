//! Reads for the pages of pins.

use entity::{PinId, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::{db, values};

#[derive(Clone, Debug, FromQueryResult)]
pub struct Pin {
    pub id: PinId,
    pub question_id: PostId,
    pub title: String,
    pub slug: String,
    pub lang: String,
    pub category_en: String,
    pub category_fr: String,
    pub author: String,
    pub ends_at: i64,
}

/// Those there are, by category.
pub async fn current(db: &impl ConnectionTrait, now: Millis) -> Result<Vec<Pin>, DbErr> {
    let text = "SELECT n.id, n.question_id, q.title, q.slug, p.lang, c.name_en AS category_en, c.name_fr AS category_fr, a.display_name AS author, n.ends_at
         FROM pin n JOIN question q ON q.id = n.question_id JOIN post p ON p.id = q.id JOIN category c ON c.id = n.category_id JOIN account a ON a.id = n.made_by
         WHERE n.ends_at > $1 ORDER BY c.position, c.id, n.id";
    db::rows(db, text, values![now]).await
}

/// A thread that can be pinned.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Thread {
    pub title: String,
    pub slug: String,
}

pub async fn thread(db: &impl ConnectionTrait, id: PostId) -> Result<Option<Thread>, DbErr> {
    db::row(db, "SELECT title, slug FROM question WHERE id = $1 AND state = 'visible' AND reserved = FALSE", values![id.0]).await
}
