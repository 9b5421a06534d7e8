//! `/staff/incidents`.

use axum::response::Response;
use entity::{IncidentId, PostId};
use serde::Deserialize;

use super::forms::Raw;
use super::queries::{self, Incident};
use super::actions::{self, Wrong};
use super::views;
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::signs::jobs;
use crate::ui::form::Errors;
use crate::ui::when;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Threads {
    thread: Vec<PostId>,
    /// A number or an address.
    other: String,
}

async fn front(ctx: &Ctx, raw: &Raw, errors: &Errors) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    let (all, categories) = (queries::list(db).await?, queries::categories(db).await?);
    Ok(views::list(&ctx.chrome(), &all, &categories, raw, errors))
}

pub async fn list(ctx: Ctx) -> Result<Response> {
    Ok(respond::private_page(&ctx, front(&ctx, &Raw::default(), &Errors::new()).await?))
}

pub async fn create(Member { ctx, me }: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let mut errors = Errors::new();
    if let Some(new) = raw.parse(ctx.lang, ctx.app.config.get("timezone"), ctx.now, &mut errors) {
        let tx = ctx.app.db.write().await?;
        let made = actions::create(&tx, me.id, &new).await?;
        if let Ok(id) = made {
            audit::record(&tx, Deed { actor: Some(me.id), action: "incident_made", object: "incident", object_id: id.0, note: "" }, ctx.now).await?;
            tx.commit().await?;
            return Ok(respond::see_other_saying(paths::StaffIncident { id }, "saved"));
        }
        drop(tx);
        made.err().into_iter().try_for_each(|w| wrong(&ctx, w, &mut errors))?;
    }
    Ok(respond::invalid(&ctx, front(&ctx, &raw, &errors).await?))
}

/// Beside which field it is said.
fn wrong(ctx: &Ctx, why: Wrong, errors: &mut Errors) -> Result<()> {
    match why {
        Wrong::Thread => errors.add("canonical", ctx.lang.signs_error_thread()),
        Wrong::Category => errors.add("categories", ctx.lang.signs_error_category()),
        Wrong::Tag => errors.add("tags", ctx.lang.signs_error_tag()),
        Wrong::Over => return Err(Error::Conflict("this incident is over")),
    }
    Ok(())
}

fn kept(zone: &str, i: &Incident) -> Raw {
    let lines = |text: &Option<String>| text.as_deref().unwrap_or_default().lines().map(str::to_owned).collect::<Vec<_>>();
    Raw {
        title_en: i.title_en.clone(),
        title_fr: i.title_fr.clone(),
        text_en: i.text_en.clone(),
        text_fr: i.text_fr.clone(),
        categories: lines(&i.categories),
        tags: lines(&i.tags).join(", "),
        begins: when::field(zone, i.begins_at),
        ends: i.ends_at.map(|at| when::field(zone, at)).unwrap_or_default(),
        canonical: i.canonical_id.map(|id| id.to_string()).unwrap_or_default(),
    }
}

async fn desk(ctx: &Ctx, id: IncidentId, typed: Option<&Raw>, errors: &Errors) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    let incident = queries::one(db, id).await?.ok_or(Error::NotFound)?;
    let (attached, categories) = (queries::attached(db, id).await?, queries::categories(db).await?);
    let over = incident.ends_at.is_some_and(|end| end <= ctx.now);
    let candidates = if over { Vec::new() } else { queries::candidates(db, id, incident.begins_at).await? };
    let kept = kept(ctx.app.config.get("timezone"), &incident);
    Ok(views::one(&ctx.chrome(), &views::One { incident: &incident, over, attached: &attached, candidates: &candidates, categories: &categories, raw: typed.unwrap_or(&kept), errors }))
}

pub async fn page(ctx: Ctx, Id(id): Id<IncidentId>) -> Result<Response> {
    Ok(respond::private_page(&ctx, desk(&ctx, id, None, &Errors::new()).await?))
}

pub async fn save(Member { ctx, me }: Member, Id(id): Id<IncidentId>, Form(raw): Form<Raw>) -> Result<Response> {
    queries::one(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    let mut errors = Errors::new();
    if let Some(new) = raw.parse(ctx.lang, ctx.app.config.get("timezone"), ctx.now, &mut errors) {
        let tx = ctx.app.db.write().await?;
        let done = actions::save(&tx, id, &new).await?;
        if done.is_ok() {
            audit::record(&tx, Deed { actor: Some(me.id), action: "incident_changed", object: "incident", object_id: id.0, note: "" }, ctx.now).await?;
            tx.commit().await?;
            return Ok(respond::see_other_saying(paths::StaffIncident { id }, "saved"));
        }
        drop(tx);
        done.err().into_iter().try_for_each(|w| wrong(&ctx, w, &mut errors))?;
    }
    Ok(respond::invalid(&ctx, desk(&ctx, id, Some(&raw), &errors).await?))
}

/// Over now: its followers are told, its threads come back.
pub async fn end(Member { ctx, me }: Member, Id(id): Id<IncidentId>) -> Result<Response> {
    queries::one(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    let tx = ctx.app.db.write().await?;
    if !actions::end(&tx, id, ctx.now).await? {
        return Err(Error::Conflict("this incident is over"));
    }
    audit::record(&tx, Deed { actor: Some(me.id), action: "incident_ended", object: "incident", object_id: id.0, note: "" }, ctx.now).await?;
    tx.commit().await?;
    jobs::end(&ctx.app, id, ctx.now).await?;
    Ok(respond::see_other_saying(paths::StaffIncident { id }, "saved"))
}

/// Each thread in a transaction of its own: their locks are taken one at a time.
pub async fn attach(Member { ctx, me }: Member, Id(id): Id<IncidentId>, Form(raw): Form<Threads>) -> Result<Response> {
    let incident = queries::one(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    if incident.ends_at.is_some_and(|end| end <= ctx.now) {
        return Err(Error::Conflict("this incident is over"));
    }
    let other = super::forms::number(raw.other.trim());
    if other.is_none() && !raw.other.trim().is_empty() {
        return Ok(respond::invalid(&ctx, desk(&ctx, id, None, &Errors::one("other", ctx.lang.signs_error_thread())).await?));
    }
    for question in raw.thread.into_iter().take(queries::PAGE).chain(other) {
        let tx = ctx.app.db.write().await?;
        if actions::attach(&tx, id, question, me.id, ctx.now).await? {
            audit::record(&tx, Deed { actor: Some(me.id), action: "incident_attached", object: "question", object_id: question.0, note: &id.to_string() }, ctx.now).await?;
            tx.commit().await?;
        } else if Some(question) == other && !queries::is_attached(&tx, id, question).await? {
            drop(tx);
            return Ok(respond::invalid(&ctx, desk(&ctx, id, None, &Errors::one("other", ctx.lang.signs_error_thread())).await?));
        }
    }
    Ok(respond::see_other_saying(paths::StaffIncident { id }, "saved"))
}

pub async fn detach(Member { ctx, me }: Member, Id(id): Id<IncidentId>, Form(raw): Form<Threads>) -> Result<Response> {
    queries::one(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    for question in raw.thread.into_iter().take(queries::PAGE) {
        let tx = ctx.app.db.write().await?;
        if actions::detach(&tx, id, question, me.id, ctx.now).await? {
            audit::record(&tx, Deed { actor: Some(me.id), action: "incident_detached", object: "question", object_id: question.0, note: &id.to_string() }, ctx.now).await?;
            tx.commit().await?;
        }
    }
    Ok(respond::see_other_saying(paths::StaffIncident { id }, "saved"))
}
