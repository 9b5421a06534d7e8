//! `/staff/claims`: a manager looks at the proof and decides, with a reason; and undoes, within thirty days.

use axum::response::Response;
use entity::ClaimId;
use serde::Deserialize;

use super::queries::{self, Claim};
use super::{actions, views};
use crate::accounts::letters::{self, To};
use crate::accounts::people;
use crate::error::{Error, Result};
use crate::mail;
use crate::rules::policy::{self, Facts, Verb};
use crate::rules::text::Reason;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    decision: String,
    reason: String,
}

pub async fn list(m: Member) -> Result<Response> {
    let ctx = &m.ctx;
    policy::may(&ctx.actor(), Verb::Claims, &Facts::default())?;
    let claims = queries::list(ctx.app.db.read(), ctx.now).await?;
    Ok(respond::private_page(ctx, views::list(&ctx.chrome(), &claims)))
}

pub async fn page(m: Member, Id(id): Id<ClaimId>) -> Result<Response> {
    let ctx = &m.ctx;
    policy::may(&ctx.actor(), Verb::Claims, &Facts::default())?;
    let claim = queries::one(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    Ok(respond::private_page(ctx, views::claim(&ctx.chrome(), &claim, "", &Errors::default())))
}

pub async fn decide(m: Member, Id(id): Id<ClaimId>, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    policy::may(&ctx.actor(), Verb::Claims, &Facts::default())?;
    let claim = queries::one(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    let again = |field, message: String| respond::invalid(ctx, views::claim(&ctx.chrome(), &claim, &raw.reason, &Errors::one(field, message)));
    if claim.account_id == m.me.id {
        return Ok(again("reason", ctx.lang.claims_own().into()));
    }
    let reason = match Reason::parse(&raw.reason) {
        Ok(reason) => reason.into_string(),
        Err(e) => return Ok(again("reason", e.message(ctx.lang))),
    };
    let by = Some(m.me.id);
    let tx = ctx.app.db.write().await?;
    let done = match raw.decision.as_str() {
        "approve" => actions::approve(&tx, id, by, &reason, ctx.now).await?,
        "reject" => actions::reject(&tx, id, by, &reason, ctx.now).await?,
        "revert" => actions::revert(&tx, id, by, &reason, ctx.now).await?,
        _ => return Err(Error::BadRequest("a decision is approve, reject or revert")),
    };
    if !done {
        return Err(Error::Conflict("the claim was decided meanwhile"));
    }
    tell(&tx, ctx, &claim, &raw.decision, &reason).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffClaims, "decided"))
}

/// The member hears what was decided, and why.
async fn tell(tx: &sea_orm::DatabaseTransaction, ctx: &Ctx, claim: &Claim, decision: &str, reason: &str) -> Result<()> {
    let config = &ctx.app.config;
    let Some(person) = people::by_id(tx, claim.account_id).await? else { return Ok(()) };
    let Some(email) = person.email.as_deref() else { return Ok(()) };
    let to = To { account: Some(person.id), email, lang: person.lang(config) };
    Ok(mail::queue(tx, config, letters::claim(config, &to, decision, &claim.placeholder_name, reason), ctx.now).await?)
}
