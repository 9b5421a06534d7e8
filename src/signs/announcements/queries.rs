//! The announcements there are.

use entity::AnnouncementId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::db;

#[derive(Clone, Debug, FromQueryResult)]
pub struct Announcement {
    pub id: AnnouncementId,
    pub title_en: String,
    pub title_fr: String,
    pub begins_at: i64,
    pub ends_at: i64,
    pub author: String,
}

/// The newest first.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<Announcement>, DbErr> {
    let text = "SELECT n.id, n.title_en, n.title_fr, n.begins_at, n.ends_at, a.display_name AS author FROM announcement n JOIN account a ON a.id = n.made_by ORDER BY n.id DESC LIMIT 100";
    db::rows(db, text, []).await
}
