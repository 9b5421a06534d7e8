//! `/staff/canned`.

use axum::response::Response;
use entity::CannedId;
use serde::Deserialize;

use super::actions::{self, New};
use super::queries::{self, Canned};
use super::{Act, views};
use crate::audit::{self, Deed};
use crate::deadlines::departments;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::rules::text::{Caption, Passage, TextError, optional};
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

/// Sleeps that a macro can begin, in hours.
pub const SLEEPS: [i64; 4] = [4, 24, 72, 168];

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub name: String,
    pub body_en: String,
    pub body_fr: String,
    pub acts: Vec<String>,
    pub department: String,
    /// Hours.
    pub sleep: String,
}

impl Raw {
    fn of(c: &Canned) -> Raw {
        Raw {
            name: c.name.clone(),
            body_en: c.body_en.clone(),
            body_fr: c.body_fr.clone(),
            acts: c.acts.split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect(),
            department: c.department_id.map(|d| d.to_string()).unwrap_or_default(),
            sleep: c.snooze_minutes.map(|m| (m / 60).to_string()).unwrap_or_default(),
        }
    }

    /// In one language at least; acts with what they need.
    fn parse(&self, lang: Lang, errors: &mut Errors) -> Option<New> {
        let name = Caption::parse(&self.name).map(Caption::into_string).map_err(|e| errors.add("name", e.message(lang))).ok();
        let mut body = |field: &'static str, raw: &str| optional(raw, Passage::parse).map(|p| p.map(Passage::into_string).unwrap_or_default()).map_err(|e| errors.add(field, e.message(lang))).ok();
        let (body_en, body_fr) = (body("body_en", &self.body_en), body("body_fr", &self.body_fr));
        if body_en.as_deref() == Some("") && body_fr.as_deref() == Some("") {
            errors.add("body_en", TextError::Missing.message(lang));
        }
        let acts = Act::all_in(&self.acts.join(" "));
        let department = self.department.parse().ok().filter(|_| acts.contains(&Act::Department));
        if acts.contains(&Act::Department) && department.is_none() {
            errors.add("department", lang.canned_error_department());
        }
        let sleep = self.sleep.parse().ok().filter(|h| SLEEPS.contains(h) && acts.contains(&Act::Snooze)).map(|h: i64| h * 60);
        if acts.contains(&Act::Snooze) && sleep.is_none() {
            errors.add("sleep", lang.canned_error_sleep());
        }
        if !errors.is_empty() {
            return None;
        }
        let acts = acts.into_iter().map(Act::word).collect::<Vec<_>>().join(" ");
        Some(New { name: name?, body_en: body_en?, body_fr: body_fr?, acts, department, snooze_minutes: sleep })
    }
}

async fn front(ctx: &Ctx, raw: &Raw, errors: &Errors) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    Ok(views::list(&ctx.chrome(), &queries::list(db, true).await?, &departments::all(db).await?, raw, errors))
}

async fn desk(ctx: &Ctx, c: &Canned, raw: &Raw, errors: &Errors) -> Result<maud::Markup> {
    Ok(views::one(&ctx.chrome(), c, &departments::all(ctx.app.db.read()).await?, raw, errors))
}

pub async fn list(ctx: Ctx) -> Result<Response> {
    Ok(respond::private_page(&ctx, front(&ctx, &Raw::default(), &Errors::new()).await?))
}

/// The department must be there.
async fn known(ctx: &Ctx, new: &New, errors: &mut Errors) -> Result<bool> {
    let all = departments::all(ctx.app.db.read()).await?;
    let there = new.department.is_none_or(|id| all.iter().any(|d| d.id.0 == id));
    if !there {
        errors.add("department", ctx.lang.canned_error_department());
    }
    Ok(there)
}

pub async fn create(Member { ctx, me }: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let mut errors = Errors::new();
    if let Some(new) = raw.parse(ctx.lang, &mut errors)
        && known(&ctx, &new, &mut errors).await?
    {
        let tx = ctx.app.db.write().await?;
        let id = actions::create(&tx, me.id, &new, ctx.now).await?;
        audit::record(&tx, Deed { actor: Some(me.id), action: "canned_made", object: "canned", object_id: id, note: "" }, ctx.now).await?;
        tx.commit().await?;
        return Ok(respond::see_other_saying(paths::StaffCanned, "saved"));
    }
    Ok(respond::invalid(&ctx, front(&ctx, &raw, &errors).await?))
}

pub async fn page(ctx: Ctx, Id(id): Id<CannedId>) -> Result<Response> {
    let c = queries::one(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    Ok(respond::private_page(&ctx, desk(&ctx, &c, &Raw::of(&c), &Errors::new()).await?))
}

pub async fn save(Member { ctx, me }: Member, Id(id): Id<CannedId>, Form(raw): Form<Raw>) -> Result<Response> {
    let c = queries::one(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    let mut errors = Errors::new();
    if let Some(new) = raw.parse(ctx.lang, &mut errors)
        && known(&ctx, &new, &mut errors).await?
    {
        let tx = ctx.app.db.write().await?;
        actions::save(&tx, id, &new).await?;
        audit::record(&tx, Deed { actor: Some(me.id), action: "canned_changed", object: "canned", object_id: id.0, note: "" }, ctx.now).await?;
        tx.commit().await?;
        return Ok(respond::see_other_saying(paths::StaffCanned, "saved"));
    }
    Ok(respond::invalid(&ctx, desk(&ctx, &c, &raw, &errors).await?))
}

/// Put away, or back.
pub async fn retire(Member { ctx, me }: Member, Id(id): Id<CannedId>) -> Result<Response> {
    let c = queries::one(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    let tx = ctx.app.db.write().await?;
    actions::retire(&tx, id, c.retired_at.is_none().then_some(ctx.now)).await?;
    audit::record(&tx, Deed { actor: Some(me.id), action: "canned_retired", object: "canned", object_id: id.0, note: "" }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffCanned, "saved"))
}
