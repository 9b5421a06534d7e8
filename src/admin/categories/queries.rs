//! Reads of categories, as managers see them.

use entity::{Audience, CategoryId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::error::{Error, Result};
use crate::{db, values};

/// A category as managers see it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Category {
    pub id: CategoryId,
    pub slug: String,
    pub name_en: String,
    pub name_fr: String,
    pub description_en: String,
    pub description_fr: String,
    pub audience: Audience,
    pub questions: i64,
}

const CATEGORY: &str = "SELECT c.id, c.slug, c.name_en, c.name_fr, c.description_en, c.description_fr, c.audience,
        (SELECT COUNT(*) FROM question q WHERE q.category_id = c.id) AS questions FROM category c";

pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Category>, DbErr> {
    db::rows(db, &format!("{CATEGORY} ORDER BY c.position, c.id LIMIT 500"), []).await
}

pub async fn one(db: &impl ConnectionTrait, id: CategoryId) -> Result<Category> {
    db::row(db, &format!("{CATEGORY} WHERE c.id = $1"), values![id.0]).await?.ok_or(Error::NotFound)
}
