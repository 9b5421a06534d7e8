//! `/ambassadors/briefings`: for ambassadors and the team; anybody else finds nothing there.

use axum::extract::Query;
use axum::response::Response;
use entity::{BriefingId, RemarkId};
use serde::Deserialize;

use super::forms::RawRemark;
use super::queries::{self, Before, For};
use super::{actions, views};
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::questions::{masking_review, publish};
use crate::rules::policy::{Facts, Verb, may};
use crate::rules::text::CommentBody;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Me, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    before: String,
}

impl Asked {
    pub fn place(&self) -> Option<Before> {
        let (at, id) = self.before.split_once('.')?;
        Some((at.parse().ok()?, id.parse().ok()?))
    }
}

/// Whoever does not belong is told that there is nothing.
fn circle(ctx: &Ctx) -> Result<()> {
    may(&ctx.actor(), Verb::Circle, &Facts::default()).map_err(|_| Error::NotFound)
}

pub async fn list(Member { ctx, me }: Member, Query(asked): Query<Asked>) -> Result<Response> {
    circle(&ctx)?;
    let mut lines = queries::lines(ctx.app.db.read(), ctx.lang, For::Circle(me.id), asked.place(), ctx.now).await?;
    let more = lines.len() > queries::PAGE;
    lines.truncate(queries::PAGE);
    Ok(respond::private_page(&ctx, views::reader::list(&ctx.chrome(), &lines, more)))
}

pub async fn page(Member { ctx, me }: Member, Id(id): Id<BriefingId>) -> Result<Response> {
    circle(&ctx)?;
    let b = queries::one(ctx.app.db.read(), id, ctx.lang).await?.ok_or(Error::NotFound)?;
    if b.shown_at.is_none() {
        return if me.is_staff() { Ok(respond::see_other(paths::StaffBriefing { id })) } else { Err(Error::NotFound) };
    }
    Ok(respond::private_page(&ctx, whole(&ctx, &me, b, &RawRemark::default(), &Errors::default()).await?))
}

async fn whole(ctx: &Ctx, me: &Me, b: queries::Briefing, typed: &RawRemark, errors: &Errors) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    let public = b.is_public(ctx.now);
    let open = public || me.is_staff() || queries::has_read(db, b.id, me.id).await?;
    if !open {
        return Ok(views::reader::closed(&ctx.chrome(), &b));
    }
    let remarks = queries::remarks(db, b.id).await?;
    Ok(views::reader::page(&ctx.chrome(), &views::reader::Page { briefing: &b, remarks: &remarks, me: Some(me.id), typed, errors, inside: true }))
}

/// "I keep it to myself until then": the receipt.
pub async fn open(Member { ctx, me }: Member, Id(id): Id<BriefingId>) -> Result<Response> {
    circle(&ctx)?;
    let b = queries::one(ctx.app.db.read(), id, ctx.lang).await?.filter(|b| b.shown_at.is_some()).ok_or(Error::NotFound)?;
    // what everybody reads needs no receipt
    if !b.is_public(ctx.now) && !me.is_staff() {
        let tx = ctx.app.db.write().await?;
        actions::open(&tx, id, me.id, ctx.now).await?;
        tx.commit().await?;
    }
    Ok(respond::see_other(paths::AmbassadorBriefing { id }))
}

/// A question beneath it; the team answers there too.
pub async fn ask(Member { ctx, me }: Member, Id(id): Id<BriefingId>, Form(raw): Form<RawRemark>) -> Result<Response> {
    circle(&ctx)?;
    let b = queries::one(ctx.app.db.read(), id, ctx.lang).await?.filter(|b| b.shown_at.is_some()).ok_or(Error::NotFound)?;
    if !b.is_public(ctx.now) && !me.is_staff() && !queries::has_read(ctx.app.db.read(), id, me.id).await? {
        return Err(Error::NotFound);
    }
    let body = match CommentBody::parse(&raw.body) {
        Ok(body) => body.into_string(),
        Err(e) => return Ok(respond::invalid(&ctx, whole(&ctx, &me, b, &raw, &Errors::one("body", e.message(ctx.lang))).await?)),
    };
    let parent: Option<RemarkId> = if raw.parent.is_empty() { None } else { Some(raw.parent.parse().map_err(|_| Error::NotFound)?) };
    if parent.is_some() && !me.is_staff() {
        return Err(Error::NotFound);
    }
    let body = if me.is_staff() { body } else { masking_review::mask_one(&body, &masking_review::own(&ctx.app.config)) };
    let body = publish::prepare(ctx.app.db.read(), body, "", ctx.lang, Vec::new()).await?;
    let tx = ctx.app.db.write().await?;
    let new = actions::NewRemark { briefing: id, parent, author: me.id, official: me.is_staff(), body, now: ctx.now };
    let made = actions::remark(&tx, new).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(format!("{}#remark-{made}", paths::AmbassadorBriefing { id }), "asked"))
}

pub async fn remove(Member { ctx, me }: Member, Id(id): Id<RemarkId>) -> Result<Response> {
    circle(&ctx)?;
    let owner = queries::owner(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    if owner.author_id != me.id && !me.is_staff() {
        return Err(Error::NotFound);
    }
    let tx = ctx.app.db.write().await?;
    actions::remove(&tx, id, ctx.now).await?;
    if owner.author_id != me.id {
        audit::record(&tx, Deed { actor: Some(me.id), action: "remark_removed", object: "briefing_remark", object_id: id.0, note: "" }, ctx.now).await?;
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AmbassadorBriefing { id: owner.briefing_id }, "deleted"))
}
