//! What is promised in each category, and the words of alarm, as they stand.

use entity::{AlertKind, CalendarId, CategoryId, DepartmentId};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::error::{Error, Result};
use crate::{db, values};

/// What is promised somewhere.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    /// 0 holds for all categories without their own.
    pub category_id: CategoryId,
    pub name_en: String,
    pub name_fr: String,
    /// Has its own.
    pub own: bool,
    pub window_minutes: i64,
    pub first_minutes: i64,
    pub next_minutes: i64,
    pub resolution_minutes: i64,
    pub brand_only: bool,
    pub calendar_id: CalendarId,
    pub calendar: String,
    pub department_id: Option<DepartmentId>,
}

const ROWS: &str = "SELECT COALESCE(c.id, 0) AS category_id, COALESCE(c.name_en, '') AS name_en, COALESCE(c.name_fr, '') AS name_fr, d.category_id IS NOT NULL OR c.id IS NULL AS own,
        d.window_minutes, d.first_minutes, d.next_minutes, d.resolution_minutes, d.brand_only, d.calendar_id, k.name AS calendar, d.department_id
     FROM (SELECT id, name_en, name_fr, position FROM category WHERE audience = 'public' UNION ALL SELECT NULL, NULL, NULL, -1) c
     JOIN deadline d ON COALESCE(d.category_id, 0) = COALESCE((SELECT o.category_id FROM deadline o WHERE o.category_id = c.id), 0)
     JOIN calendar k ON k.id = d.calendar_id";

pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Row>> {
    Ok(db::rows(db, &format!("{ROWS} ORDER BY c.position, 1"), []).await?)
}

pub async fn one(db: &impl ConnectionTrait, category: CategoryId) -> Result<Row> {
    db::row(db, &format!("{ROWS} WHERE COALESCE(c.id, 0) = $1"), values![category.0]).await?.ok_or(Error::NotFound)
}

/// A word of alarm.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Word {
    pub kind: AlertKind,
    pub lang: String,
    pub word: String,
}

pub async fn words(db: &impl ConnectionTrait) -> Result<Vec<Word>> {
    Ok(db::rows(db, "SELECT kind, lang, word FROM alert_word ORDER BY word, id", []).await?)
}
