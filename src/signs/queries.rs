//! What is put up, and what soon will be.

use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::{db, values};

/// One of them, as it is stored.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Row {
    pub what: String,
    pub title_en: String,
    pub title_fr: String,
    pub text_en: String,
    pub text_fr: String,
    pub begins_at: i64,
    pub ends_at: Option<i64>,
    /// The thread it leads to.
    pub thread_id: Option<i64>,
    pub slug: Option<String>,
    /// `c:slug`, `t:name`, `*`, one a line; of a pin its category. None: it stands only where not everybody sees.
    pub scopes: Option<String>,
}

/// Everything that has not ended.
pub(super) async fn current(db: &impl ConnectionTrait, now: Millis) -> Result<Vec<Row>, DbErr> {
    let text = "SELECT 'incident' AS what, i.title_en, i.title_fr, i.text_en, i.text_fr, i.begins_at, i.ends_at, q.id AS thread_id, q.slug,
            (SELECT string_agg(COALESCE('c:' || c.slug, 't:' || t.name, '*'), '\n') FROM incident_scope s LEFT JOIN category c ON c.id = s.category_id LEFT JOIN tag t ON t.id = s.tag_id
                WHERE s.incident_id = i.id AND (c.id IS NULL OR c.audience = 'public')) AS scopes
         FROM incident i LEFT JOIN question q ON q.id = i.canonical_id AND q.state = 'visible' WHERE i.ends_at IS NULL OR i.ends_at > $1
         UNION ALL SELECT 'announcement', a.title_en, a.title_fr, a.text_en, a.text_fr, a.begins_at, a.ends_at, NULL, NULL, NULL FROM announcement a WHERE a.ends_at > $1
         UNION ALL SELECT 'pin', '', '', '', '', p.made_at, p.ends_at, q.id, q.slug, c.slug FROM pin p JOIN question q ON q.id = p.question_id AND q.state = 'visible'
            JOIN category c ON c.id = p.category_id AND c.audience = 'public' WHERE p.ends_at > $1
         ORDER BY 6";
    db::rows(db, text, values![now]).await
}
