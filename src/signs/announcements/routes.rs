//! `/staff/announcements`.

use axum::response::Response;
use entity::AnnouncementId;
use serde::Deserialize;

use super::actions::{self, New};
use super::{queries, views};
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::rules::text::{Caption, Passage, optional};
use crate::ui::form::Errors;
use crate::ui::when;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub title_en: String,
    pub title_fr: String,
    pub text_en: String,
    pub text_fr: String,
    pub begins: String,
    pub ends: String,
}

async fn front(ctx: &Ctx, raw: &Raw, errors: &Errors) -> Result<maud::Markup> {
    Ok(views::list(&ctx.chrome(), &queries::list(ctx.app.db.read()).await?, raw, errors))
}

pub async fn list(ctx: Ctx) -> Result<Response> {
    Ok(respond::private_page(&ctx, front(&ctx, &Raw::default(), &Errors::new()).await?))
}

pub async fn create(Member { ctx, me }: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let (lang, zone) = (ctx.lang, ctx.app.config.get("timezone"));
    let mut errors = Errors::new();
    let mut caption = |field: &'static str, raw: &str| Caption::parse(raw).map(Caption::into_string).map_err(|e| errors.add(field, e.message(lang))).ok();
    let titles = (caption("title_en", &raw.title_en), caption("title_fr", &raw.title_fr));
    let mut passage = |field: &'static str, raw: &str| optional(raw, Passage::parse).map(|p| p.map(Passage::into_string).unwrap_or_default()).map_err(|e| errors.add(field, e.message(lang))).ok();
    let texts = (passage("text_en", &raw.text_en), passage("text_fr", &raw.text_fr));
    let begins = if raw.begins.trim().is_empty() { Some(ctx.now) } else { when::from_field(zone, raw.begins.trim()) };
    let ends = when::from_field(zone, raw.ends.trim()).filter(|end| *end > ctx.now && begins.is_none_or(|begin| *end > begin));
    if begins.is_none() {
        errors.add("begins", lang.signs_error_moment());
    }
    if ends.is_none() {
        errors.add("ends", lang.signs_error_later());
    }
    let ((Some(title_en), Some(title_fr)), (Some(text_en), Some(text_fr)), Some(begins), Some(ends)) = (titles, texts, begins, ends) else {
        return Ok(respond::invalid(&ctx, front(&ctx, &raw, &errors).await?));
    };
    let tx = ctx.app.db.write().await?;
    let id = actions::put_up(&tx, me.id, &New { title_en, title_fr, text_en, text_fr, begins, ends }, ctx.now).await?;
    audit::record(&tx, Deed { actor: Some(me.id), action: "announced", object: "announcement", object_id: id.0, note: "" }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffAnnouncements, "saved"))
}

/// Taken down now.
pub async fn end(Member { ctx, me }: Member, Id(id): Id<AnnouncementId>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    if !actions::take_down(&tx, id, ctx.now).await? {
        return Err(Error::Conflict("this announcement is over"));
    }
    audit::record(&tx, Deed { actor: Some(me.id), action: "announcement_ended", object: "announcement", object_id: id.0, note: "" }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffAnnouncements, "saved"))
}
