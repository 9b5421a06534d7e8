//! The list with the form of a new category, and the page of one.

use axum::response::Response;
use entity::{Audience, CategoryId};
use serde::Deserialize;

use super::actions::{self, New};
use super::{queries, views};
use crate::error::Result;
use crate::i18n::Lang;
use crate::rules::fold;
use crate::rules::text::{Caption, TextError, optional};
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

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

impl Raw {
    fn parse(&self, lang: Lang, errors: &mut Errors) -> Option<New> {
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
        Some(New { slug, name_en: name_en?, name_fr: name_fr?, description_en: description_en?, description_fr: description_fr?, audience })
    }
}

pub async fn list(ctx: Ctx) -> Result<Response> {
    let all = queries::all(ctx.app.db.read()).await?;
    Ok(respond::private_page(&ctx, views::list(&ctx.chrome(), &all, &Raw::default(), &Errors::default())))
}

pub async fn create(Member { ctx, me }: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let mut errors = Errors::default();
    if let Some(new) = raw.parse(ctx.lang, &mut errors) {
        let tx = ctx.app.db.write().await?;
        if actions::make(&tx, &new, me.id, ctx.now).await? {
            tx.commit().await?;
            return Ok(respond::see_other_saying(paths::StaffCategories, "saved"));
        }
        drop(tx);
        errors.add("slug", ctx.lang.circle_slug_taken());
    }
    let all = queries::all(ctx.app.db.read()).await?;
    Ok(respond::invalid(&ctx, views::list(&ctx.chrome(), &all, &raw, &errors)))
}

pub async fn page(ctx: Ctx, Id(id): Id<CategoryId>) -> Result<Response> {
    let c = queries::one(ctx.app.db.read(), id).await?;
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
    let now = actions::held(&tx, id).await?;
    // its address stays
    let raw = Raw { slug: now.slug.clone(), ..raw };
    if let Some(new) = raw.parse(ctx.lang, &mut errors) {
        if new.audience != now.audience && now.questions > 0 {
            errors.add("audience", ctx.lang.circle_holds_questions());
        } else {
            actions::change(&tx, id, &new, me.id, ctx.now).await?;
            tx.commit().await?;
            return Ok(respond::see_other_saying(paths::StaffCategories, "saved"));
        }
    }
    drop(tx);
    Ok(respond::invalid(&ctx, views::one(&ctx.chrome(), &now, &raw, &errors)))
}
