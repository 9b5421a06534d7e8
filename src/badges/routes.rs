//! `/badges`, a member's badges, and giving and taking back by hand.

use axum::extract::{Path, Query};
use axum::response::Response;
use entity::BadgeAwardId;
use serde::Deserialize;

use super::actions::{self, Gift};
use super::forms::Raw;
use super::queries::{self, Held, Owner, PAGE};
use super::{letters, remembered, views};
use crate::error::{Error, Result};
use crate::mail;
use crate::rules::badges::Badge;
use crate::rules::policy::{self, Facts, Verb};
use crate::rules::text::Reason;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

/// `GET /badges`
pub async fn all(ctx: Ctx) -> Result<Response> {
    let holders = remembered::holders(&ctx.app).await?;
    let mine: Vec<Badge> = match &ctx.me {
        Some(me) => queries::shelf(ctx.app.db.read(), me.id).await?.iter().map(|s| s.badge).collect(),
        None => Vec::new(),
    };
    Ok(respond::page(&ctx, views::all(&ctx.chrome(), &holders, &mine)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Before {
    before: String,
}

/// `GET /badges/{word}`
pub async fn one(ctx: Ctx, Path(word): Path<String>, Query(q): Query<Before>) -> Result<Response> {
    let badge = Badge::from_word(&word).ok_or(Error::NotFound)?;
    let before: Option<(i64, i64)> = q.before.split_once('.').and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?)));
    let mut latest = queries::latest(ctx.app.db.read(), badge, before).await?;
    let more = latest.len() > PAGE;
    latest.truncate(PAGE);
    let holders = remembered::holders(&ctx.app).await?.get(&badge).copied().unwrap_or(0);
    Ok(respond::page(&ctx, views::one(&ctx.chrome(), badge, holders, &latest, more, before.is_none())))
}

async fn owner(ctx: &Ctx, username: &str) -> Result<Owner> {
    queries::owner(ctx.app.db.read(), username).await?.ok_or(Error::NotFound)
}

/// `GET /users/{username}/badges`
pub async fn of_member(ctx: Ctx, Path(username): Path<String>) -> Result<Response> {
    let owner = owner(&ctx, &username).await?;
    let actor = ctx.actor();
    let own = actor.is(Some(owner.id.0));
    // what was taken back is between the member and the brand
    let held = queries::of_member(ctx.app.db.read(), owner.id, own || actor.is_staff()).await?;
    let decides = policy::may(&actor, Verb::GrantBadge, &Facts { author: Some(owner.id.0), ..Facts::default() }).is_ok();
    Ok(respond::page(&ctx, views::of_member(&ctx.chrome(), &owner, &held, own, decides && owner.role == "customer")))
}

/// Nobody decides about their own; staff hold none.
fn decides(member: &Member, owner: &Owner) -> Result<()> {
    policy::may(&member.ctx.actor(), Verb::GrantBadge, &Facts { author: Some(owner.id.0), ..Facts::default() })?;
    if owner.role == "customer" { Ok(()) } else { Err(Error::NotFound) }
}

/// `GET /users/{username}/badges/grant`
pub async fn grant_form(m: Member, Path(username): Path<String>) -> Result<Response> {
    let owner = owner(&m.ctx, &username).await?;
    decides(&m, &owner)?;
    Ok(respond::private_page(&m.ctx, views::grant(&m.ctx.chrome(), &owner, &Raw::default(), &Errors::new())))
}

/// `POST /users/{username}/badges/grant`
pub async fn grant(m: Member, Path(username): Path<String>, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let owner = owner(ctx, &username).await?;
    decides(&m, &owner)?;
    let again = |errors: Errors| respond::invalid(ctx, views::grant(&ctx.chrome(), &owner, &raw, &errors));
    let grant = match raw.parse(ctx.app.db.read(), ctx.lang).await? {
        Ok(grant) => grant,
        Err(errors) => return Ok(again(errors)),
    };
    let gift = Gift { member: owner.id, badge: grant.badge, cause: &grant.cause, post: grant.post, by: m.me.id, reason: &grant.reason };
    let tx = ctx.app.db.write().await?;
    if !actions::grant(&tx, &gift, ctx.now).await? {
        return Ok(again(Errors::one("badge", ctx.lang.badges_grant_held())));
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::UserBadges { username: &owner.username }, "badge-granted"))
}

async fn award(m: &Member, id: BadgeAwardId) -> Result<(Held, Owner)> {
    let award = queries::one(m.ctx.app.db.read(), id).await?.filter(|a| a.revoked_at.is_none()).ok_or(Error::NotFound)?;
    let owner = owner(&m.ctx, &award.username).await?;
    decides(m, &owner)?;
    Ok((award, owner))
}

/// `GET /badge-awards/{id}/revoke`
pub async fn revoke_form(m: Member, Id(id): Id<BadgeAwardId>) -> Result<Response> {
    let (award, owner) = award(&m, id).await?;
    Ok(respond::private_page(&m.ctx, views::revoke(&m.ctx.chrome(), &owner, &award, "", &Errors::new())))
}

/// `POST /badge-awards/{id}/revoke`
pub async fn revoke(m: Member, Id(id): Id<BadgeAwardId>, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let (award, owner) = award(&m, id).await?;
    let reason = match Reason::parse(&raw.reason) {
        Ok(reason) => reason.into_string(),
        Err(e) => return Ok(respond::invalid(ctx, views::revoke(&ctx.chrome(), &owner, &award, &raw.reason, &Errors::one("reason", e.message(ctx.lang))))),
    };
    let tx = ctx.app.db.write().await?;
    if !actions::revoke(&tx, id, m.me.id, &reason, ctx.now).await? {
        return Err(Error::Conflict("the badge was taken back meanwhile"));
    }
    if let Some(letter) = letters::revoked(&ctx.app.config, &owner, &award, &reason) {
        mail::queue(&tx, &ctx.app.config, letter, ctx.now).await?;
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::UserBadges { username: &owner.username }, "badge-revoked"))
}
