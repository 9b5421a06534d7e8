//! `/moderation/decisions`: what was decided about a member, for them alone, and their appeal.

use axum::response::Response;
use entity::DecisionId;

use super::appeals::{self, Against, Appeal};
use super::forms::Words;
use super::queries::{self, Decision};
use super::views;
use crate::error::{Error, Result};
use crate::screening::decisions::is_against;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

/// `GET /moderation/decisions`
pub async fn list(Member { ctx, me }: Member) -> Result<Response> {
    let mut found = queries::decisions_about(ctx.app.db.read(), me.id).await?;
    found.retain(|d| is_against(d.act));
    Ok(respond::private_page(&ctx, views::own::list(&ctx.chrome(), &found)))
}

/// A decision against this member; nobody else's is there.
async fn seen(m: &Member, id: DecisionId) -> Result<(Decision, Option<Appeal>)> {
    let db = m.ctx.app.db.read();
    let found = queries::decision(db, id).await?.filter(|d| d.member_id == Some(m.me.id) && is_against(d.act)).ok_or(Error::NotFound)?;
    Ok((found, appeals::of_decision(db, id).await?))
}

async fn shown(ctx: &Ctx, decision: &Decision, appeal: Option<&Appeal>, typed: &str, errors: &Errors) -> Result<maud::Markup> {
    let body = match decision.object() {
        Some(object) => queries::body(ctx.app.db.read(), object).await?,
        None => None,
    };
    Ok(views::own::page(&ctx.chrome(), decision, body.as_ref(), appeal, appeals::open_to(decision, ctx.now), typed, errors))
}

/// `GET /moderation/decisions/{id}`
pub async fn page(m: Member, Id(id): Id<DecisionId>) -> Result<Response> {
    let (decision, appeal) = seen(&m, id).await?;
    Ok(respond::private_page(&m.ctx, shown(&m.ctx, &decision, appeal.as_ref(), "", &Errors::new()).await?))
}

/// `POST /moderation/decisions/{id}/appeal`: whoever is silenced or suspended may.
pub async fn appeal(m: Member, Id(id): Id<DecisionId>, Form(raw): Form<Words>) -> Result<Response> {
    let ctx = &m.ctx;
    let (decision, made) = seen(&m, id).await?;
    if made.is_some() || !appeals::open_to(&decision, ctx.now) {
        return Err(Error::Conflict("it was appealed against, or it is too late"));
    }
    let words = match raw.parse(ctx.lang) {
        Ok(words) => words,
        Err(errors) => return Ok(respond::invalid(ctx, shown(ctx, &decision, None, &raw.words, &errors).await?)),
    };
    let tx = ctx.app.db.write().await?;
    appeals::make(&tx, Against::Decision(id, m.me.id), &words, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::OwnDecision { id }, "appealed"))
}
