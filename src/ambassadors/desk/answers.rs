//! A manager's answer to a nomination and to an appeal, each with its reason.

use axum::response::Response;
use entity::{AppealId, NominationId, NominationState};
use serde::Deserialize;

use super::routes::may;
use super::views;
use crate::ambassadors::nominations::{actions, queries};
use crate::ambassadors::appeals;
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::rules::text::Reason;
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    decision: String,
    reason: String,
}

impl Raw {
    /// Yes or no.
    fn yes(&self) -> Result<bool> {
        match self.decision.as_str() {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(Error::BadRequest("a decision is yes or no")),
        }
    }
}

pub async fn nomination(m: Member, Id(id): Id<NominationId>) -> Result<Response> {
    may(&m.ctx)?;
    let db = m.ctx.app.db.read();
    let n = queries::one(db, id).await?.ok_or(Error::NotFound)?;
    let said = queries::testimonials(db, id).await?;
    Ok(respond::private_page(&m.ctx, views::nomination(&m.ctx.chrome(), &n, &said, "", &Errors::default())))
}

pub async fn answer_nomination(m: Member, Id(id): Id<NominationId>, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    may(ctx)?;
    let db = ctx.app.db.read();
    let n = queries::one(db, id).await?.ok_or(Error::NotFound)?;
    let yes = raw.yes()?;
    let reason = match Reason::parse(&raw.reason) {
        Ok(reason) => reason.into_string(),
        Err(e) => {
            let said = queries::testimonials(db, id).await?;
            return Ok(respond::invalid(ctx, views::nomination(&ctx.chrome(), &n, &said, &raw.reason, &Errors::one("reason", e.message(ctx.lang)))));
        }
    };
    if n.state != NominationState::Complete {
        return Err(Error::Conflict("the nomination was decided meanwhile"));
    }
    let tx = ctx.app.db.write().await?;
    actions::answer(&tx, &ctx.app.config, &n, yes, m.me.id, &reason, ctx.now).await?;
    audit::record(&tx, Deed { actor: Some(m.me.id), action: if yes { "nomination_granted" } else { "nomination_refused" }, object: "nomination", object_id: id.0, note: &reason }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffProgramme, "decided"))
}

pub async fn appeal(m: Member, Id(id): Id<AppealId>) -> Result<Response> {
    may(&m.ctx)?;
    let db = m.ctx.app.db.read();
    let a = appeals::one(db, id).await?.ok_or(Error::NotFound)?;
    let judge = appeals::judge(db, &a, m.me.id, m.ctx.now).await?;
    Ok(respond::private_page(&m.ctx, views::appeal(&m.ctx.chrome(), &a, judge, "", &Errors::default())))
}

pub async fn answer_appeal(m: Member, Id(id): Id<AppealId>, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    may(ctx)?;
    let db = ctx.app.db.read();
    let a = appeals::one(db, id).await?.ok_or(Error::NotFound)?;
    let yes = raw.yes()?;
    let reason = match Reason::parse(&raw.reason) {
        Ok(reason) => reason.into_string(),
        Err(e) => {
            let judge = appeals::judge(db, &a, m.me.id, ctx.now).await?;
            return Ok(respond::invalid(ctx, views::appeal(&ctx.chrome(), &a, judge, &raw.reason, &Errors::one("reason", e.message(ctx.lang)))));
        }
    };
    let tx = ctx.app.db.write().await?;
    appeals::decide(&tx, &ctx.app.config, &a, m.me.id, yes, &reason, ctx.now).await?;
    audit::record(&tx, Deed { actor: Some(m.me.id), action: if yes { "appeal_upheld" } else { "appeal_refused" }, object: "appeal", object_id: id.0, note: &reason }, ctx.now).await?;
    tx.commit().await?;
    ctx.app.forget(a.member_id).await;
    Ok(respond::see_other_saying(paths::StaffProgramme, "decided"))
}
