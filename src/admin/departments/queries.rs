//! Where questions go, and what a rule can name.

use entity::{CategoryId, RoutingRuleId, TagId};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::error::Result;
use crate::{db, values};

/// A rule as it is shown.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Rule {
    pub id: RoutingRuleId,
    pub category_en: Option<String>,
    pub category_fr: Option<String>,
    pub tag: Option<String>,
    pub lang: Option<String>,
    pub words: String,
    pub department_en: String,
    pub department_fr: String,
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Category {
    pub id: CategoryId,
    pub name_en: String,
    pub name_fr: String,
}

/// In the order in which they are tried.
pub async fn rules(db: &impl ConnectionTrait) -> Result<Vec<Rule>> {
    Ok(db::rows(
        db,
        "SELECT r.id, c.name_en AS category_en, c.name_fr AS category_fr, t.name AS tag, r.lang, r.words, d.name_en AS department_en, d.name_fr AS department_fr
         FROM routing_rule r JOIN department d ON d.id = r.department_id LEFT JOIN category c ON c.id = r.category_id LEFT JOIN tag t ON t.id = r.tag_id ORDER BY r.position, r.id",
        [],
    )
    .await?)
}

pub async fn categories(db: &impl ConnectionTrait) -> Result<Vec<Category>> {
    Ok(db::rows(db, "SELECT id, name_en, name_fr FROM category WHERE audience = 'public' ORDER BY position, id", []).await?)
}

/// A tag by its name.
pub async fn tag(db: &impl ConnectionTrait, name: &str) -> Result<Option<TagId>> {
    #[derive(FromQueryResult)]
    struct Tag {
        id: TagId,
    }
    let tag: Option<Tag> = db::row(db, "SELECT id FROM tag WHERE name = $1", values![name]).await?;
    Ok(tag.map(|t| t.id))
}
