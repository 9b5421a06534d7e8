//! `/staff/announcements`.

use axum::response::Response;
use entity::AnnouncementId;
use sea_orm::FromQueryResult;
use serde::Deserialize;

use super::views;
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::rules::text::{Caption, Passage, optional};
use crate::signs::changed;
use crate::ui::form::Errors;
use crate::ui::when;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};
use crate::{db, values};

#[derive(Clone, Debug, FromQueryResult)]
pub struct Announcement {
    pub id: AnnouncementId,
    pub title_en: String,
    pub title_fr: String,
    pub begins_at: i64,
    pub ends_at: i64,
    pub author: String,
}

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
    let text = "SELECT n.id, n.title_en, n.title_fr, n.begins_at, n.ends_at, a.display_name AS author FROM announcement n JOIN account a ON a.id = n.made_by ORDER BY n.id DESC LIMIT 100";
    let all: Vec<Announcement> = db::rows(ctx.app.db.read(), text, []).await?;
    Ok(views::list(&ctx.chrome(), &all, raw, errors))
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
    #[derive(FromQueryResult)]
    struct New {
        id: i64,
    }
    let tx = ctx.app.db.write().await?;
    let text = "INSERT INTO announcement (title_en, title_fr, text_en, text_fr, begins_at, ends_at, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    let new: Option<New> = db::row(&tx, text, values![title_en, title_fr, text_en, text_fr, begins, ends, me.id.0, ctx.now]).await?;
    audit::record(&tx, Deed { actor: Some(me.id), action: "announced", object: "announcement", object_id: new.map_or(0, |n| n.id), note: "" }, ctx.now).await?;
    tx.commit().await?;
    changed(&ctx.app).await;
    Ok(respond::see_other_saying(paths::StaffAnnouncements, "saved"))
}

/// Taken down now.
pub async fn end(Member { ctx, me }: Member, Id(id): Id<AnnouncementId>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    if db::run(&tx, "UPDATE announcement SET ends_at = $2 WHERE id = $1 AND ends_at > $2", values![id.0, ctx.now]).await? == 0 {
        return Err(Error::Conflict("this announcement is over"));
    }
    audit::record(&tx, Deed { actor: Some(me.id), action: "announcement_ended", object: "announcement", object_id: id.0, note: "" }, ctx.now).await?;
    tx.commit().await?;
    changed(&ctx.app).await;
    Ok(respond::see_other_saying(paths::StaffAnnouncements, "saved"))
}
