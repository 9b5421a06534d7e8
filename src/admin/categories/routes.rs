//! The list with the form of a new category, and the page of one.

use axum::response::Response;
use entity::{Audience, CategoryId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};
use serde::Deserialize;

use super::views;
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::rules::fold;
use crate::rules::text::{Caption, TextError, optional};
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};
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

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub slug: String,
    pub name_en: String,
    pub name_fr: String,
    pub description_en: String,
    pub description_fr: String,
    /// `public` or `circle`.
    pub audience: String,
}

/// A form whose fields hold.
struct Parsed {
    slug: String,
    name_en: String,
    name_fr: String,
    description_en: String,
    description_fr: String,
    audience: Audience,
}

impl Raw {
    fn parse(&self, lang: Lang, errors: &mut Errors) -> Option<Parsed> {
        let mut text = |field: &'static str, raw: &str| Caption::parse(raw).map(Caption::into_string).map_err(|e: TextError| errors.add(field, e.message(lang))).ok();
        let (name_en, name_fr) = (text("name_en", &self.name_en), text("name_fr", &self.name_fr));
        let mut about = |field: &'static str, raw: &str| optional(raw, Caption::parse).map(|d| d.map(Caption::into_string).unwrap_or_default()).map_err(|e| errors.add(field, e.message(lang))).ok();
        let (description_en, description_fr) = (about("description_en", &self.description_en), about("description_fr", &self.description_fr));
        let typed = if self.slug.trim().is_empty() { &self.name_en } else { &self.slug };
        let slug: String = fold::slug(typed).chars().take(40).collect();
        if slug.is_empty() || !slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            errors.add("slug", lang.circle_slug_shape());
        }
        let audience = Audience::from_word(&self.audience).unwrap_or(Audience::Public);
        if !errors.is_empty() {
            return None;
        }
        Some(Parsed { slug, name_en: name_en?, name_fr: name_fr?, description_en: description_en?, description_fr: description_fr?, audience })
    }
}

const CATEGORY: &str = "SELECT c.id, c.slug, c.name_en, c.name_fr, c.description_en, c.description_fr, c.audience,
        (SELECT COUNT(*) FROM question q WHERE q.category_id = c.id) AS questions FROM category c";

async fn all(db: &impl ConnectionTrait) -> Result<Vec<Category>, DbErr> {
    db::rows(db, &format!("{CATEGORY} ORDER BY c.position, c.id LIMIT 500"), []).await
}

async fn one(db: &impl ConnectionTrait, id: CategoryId) -> Result<Category> {
    db::row(db, &format!("{CATEGORY} WHERE c.id = $1"), values![id.0]).await?.ok_or(Error::NotFound)
}

pub async fn list(ctx: Ctx) -> Result<Response> {
    let all = all(ctx.app.db.read()).await?;
    Ok(respond::private_page(&ctx, views::list(&ctx.chrome(), &all, &Raw::default(), &Errors::default())))
}

pub async fn create(Member { ctx, me }: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let mut errors = Errors::default();
    if let Some(new) = raw.parse(ctx.lang, &mut errors) {
        let tx = ctx.app.db.write().await?;
        let made = db::run(
            &tx,
            "INSERT INTO category (slug, name_en, name_fr, description_en, description_fr, audience, position, created_at)
             SELECT $1, $2, $3, $4, $5, $6, COALESCE((SELECT MAX(position) FROM category), 0) + 1, CAST($7 AS BIGINT) WHERE TRUE ON CONFLICT (slug) DO NOTHING",
            values![new.slug.as_str(), new.name_en, new.name_fr, new.description_en, new.description_fr, new.audience.word(), ctx.now],
        )
        .await?;
        if made > 0 {
            let id = db::count(&tx, "SELECT id AS n FROM category WHERE slug = $1", values![new.slug.as_str()]).await?;
            audit::record(&tx, Deed { actor: Some(me.id), action: "category_made", object: "category", object_id: id, note: new.audience.word() }, ctx.now).await?;
            tx.commit().await?;
            return Ok(respond::see_other_saying(paths::StaffCategories, "saved"));
        }
        drop(tx);
        errors.add("slug", ctx.lang.circle_slug_taken());
    }
    let all = all(ctx.app.db.read()).await?;
    Ok(respond::invalid(&ctx, views::list(&ctx.chrome(), &all, &raw, &errors)))
}

pub async fn page(ctx: Ctx, Id(id): Id<CategoryId>) -> Result<Response> {
    let c = one(ctx.app.db.read(), id).await?;
    let raw = Raw {
        slug: c.slug.clone(),
        name_en: c.name_en.clone(),
        name_fr: c.name_fr.clone(),
        description_en: c.description_en.clone(),
        description_fr: c.description_fr.clone(),
        audience: c.audience.word().into(),
    };
    Ok(respond::private_page(&ctx, views::one(&ctx.chrome(), &c, &raw, &Errors::default())))
}

pub async fn save(Member { ctx, me }: Member, Id(id): Id<CategoryId>, Form(raw): Form<Raw>) -> Result<Response> {
    let mut errors = Errors::default();
    let tx = ctx.app.db.write().await?;
    db::lock(&tx, "category", id.0).await?;
    let now = one(&tx, id).await?;
    // its address stays
    let raw = Raw { slug: now.slug.clone(), ..raw };
    if let Some(new) = raw.parse(ctx.lang, &mut errors) {
        if new.audience != now.audience && now.questions > 0 {
            errors.add("audience", ctx.lang.circle_holds_questions());
        } else {
            db::run(
                &tx,
                "UPDATE category SET name_en = $2, name_fr = $3, description_en = $4, description_fr = $5, audience = $6 WHERE id = $1",
                values![id.0, new.name_en, new.name_fr, new.description_en, new.description_fr, new.audience.word()],
            )
            .await?;
            audit::record(&tx, Deed { actor: Some(me.id), action: "category_changed", object: "category", object_id: id.0, note: new.audience.word() }, ctx.now).await?;
            tx.commit().await?;
            return Ok(respond::see_other_saying(paths::StaffCategories, "saved"));
        }
    }
    drop(tx);
    Ok(respond::invalid(&ctx, views::one(&ctx.chrome(), &now, &raw, &errors)))
}
