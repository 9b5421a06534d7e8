//! Making a category and changing one.

use entity::{AccountId, Audience, CategoryId};
use sea_orm::DatabaseTransaction;

use super::queries::{self, Category};
use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::error::Result;
use crate::{db, values};

/// What a category is to be.
pub struct New {
    pub slug: String,
    pub name_en: String,
    pub name_fr: String,
    pub description_en: String,
    pub description_fr: String,
    pub audience: Audience,
}

/// Adds a category, the last. `false`: its address is taken.
pub async fn make(tx: &DatabaseTransaction, new: &New, by: AccountId, now: Millis) -> Result<bool> {
    let made = db::run(
        tx,
        "INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, audience, position, created_at)
         SELECT $1, $2, $3, $4, $5, $6, COALESCE((SELECT MAX(position) FROM category), 0) + 1, CAST($7 AS BIGINT) WHERE TRUE ON CONFLICT (slug) DO NOTHING",
        values![new.slug.as_str(), new.name_en.as_str(), new.name_fr.as_str(), new.description_en.as_str(), new.description_fr.as_str(), new.audience.word(), now],
    )
    .await?;
    if made == 0 {
        return Ok(false);
    }
    let id = db::count(tx, "SELECT id AS n FROM category WHERE slug = $1", values![new.slug.as_str()]).await?;
    audit::record(tx, Deed { actor: Some(by), action: "category_made", object: "category", object_id: id, note: new.audience.word() }, now).await?;
    Ok(true)
}

/// A category, held until the transaction ends.
pub async fn held(tx: &DatabaseTransaction, id: CategoryId) -> Result<Category> {
    db::lock(tx, "category", id.0).await?;
    queries::one(tx, id).await
}

/// Changes what a category says; its address stays. Called with it held.
pub async fn change(tx: &DatabaseTransaction, id: CategoryId, new: &New, by: AccountId, now: Millis) -> Result<()> {
    db::run(
        tx,
        "UPDATE category SET name_en = $2, name_fr = $3, description_en = $4, description_fr = $5, audience = $6 WHERE id = $1",
        values![id.0, new.name_en.as_str(), new.name_fr.as_str(), new.description_en.as_str(), new.description_fr.as_str(), new.audience.word()],
    )
    .await?;
    Ok(audit::record(tx, Deed { actor: Some(by), action: "category_changed", object: "category", object_id: id.0, note: new.audience.word() }, now).await?)
}
