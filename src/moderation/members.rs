//! `/staff/moderation-members/{username}`: what was decided about a member, notes, and acting without a text; merging
//! two accounts, for managers.

use axum::extract::Path;
use axum::response::Response;

use super::forms::{Merge, Raw, Words};
use super::merge::Parted;
use super::queries::{self, Member as Person};
use super::{actions, deeds, merge, merges, views};
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::photos;
use crate::reputation;
use crate::rules::policy::{Facts, Verb, may};
use crate::rules::text::Reason;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Me, Member};
use crate::web::form::Form;
use crate::web::{paths, respond};

/// The member, unless it is oneself, or somebody of the team and one is no manager.
async fn seen(m: &Member, username: &str) -> Result<Person> {
    let ctx = &m.ctx;
    may(&ctx.actor(), Verb::Moderate, &Facts::default())?;
    let found = queries::member_called(ctx.app.db.read(), username).await?.filter(|p| !p.deleted).ok_or(Error::NotFound)?;
    may(&ctx.actor(), Verb::Moderate, &Facts { author: Some(found.id.0), ..Facts::default() }).map_err(|_| Error::NotFound)?;
    if found.role != entity::Role::Customer {
        may(&ctx.actor(), Verb::RunModeration, &Facts::default()).map_err(|_| Error::NotFound)?;
    }
    Ok(found)
}

async fn drawn(ctx: &Ctx, me: &Me, member: &Person, raw: &Raw, merge: &Merge, errors: &Errors) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    let page = views::member::Page {
        member,
        decisions: queries::decisions_about(db, member.id).await?,
        notes: queries::notes(db, None, Some(member.id)).await?,
        wrote: queries::wrote(db, member.id).await?,
        sanctions: deeds::may_sanction(me.role, member.role),
        joined: merges::of(db, member.id, ctx.now).await?,
        merges: may(&ctx.actor(), Verb::RunModeration, &Facts::default()).is_ok() && member.role == entity::Role::Customer && !member.placeholder,
    };
    Ok(views::member::page(&ctx.chrome(), &page, raw, merge, errors))
}

/// `GET /staff/moderation-members/{username}`
pub async fn page(m: Member, Path(username): Path<String>) -> Result<Response> {
    let member = seen(&m, &username).await?;
    Ok(respond::private_page(&m.ctx, drawn(&m.ctx, &m.me, &member, &Raw::default(), &Merge::default(), &Errors::new()).await?))
}

/// `POST /staff/moderation-members/{username}`: warns, silences, suspends, or ends that.
pub async fn act(m: Member, Path(username): Path<String>, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let member = seen(&m, &username).await?;
    let verdict = match raw.parse(ctx.lang) {
        Some(Ok(verdict)) => verdict,
        Some(Err(errors)) => return Ok(respond::invalid(ctx, drawn(ctx, &m.me, &member, &raw, &Merge::default(), &errors).await?)),
        None => return Err(Error::BadRequest("a decision is missing")),
    };
    let tx = ctx.app.db.write().await?;
    deeds::decide_member(&tx, &ctx.app.config, member.id, &verdict, m.me.id, ctx.now).await?;
    tx.commit().await?;
    ctx.app.forget(member.id).await;
    let lifted = verdict.act == entity::DecisionAct::Lift;
    if lifted {
        reputation::jobs::release(&ctx.app.db, Some(member.id), ctx.now).await?;
    }
    Ok(respond::see_other_saying(paths::StaffModerationMember { username: &member.username }, if lifted { "sanction-lifted" } else { "sanctioned" }))
}

/// `POST /staff/moderation-members/{username}/notes`
pub async fn note(m: Member, Path(username): Path<String>, Form(raw): Form<Words>) -> Result<Response> {
    let ctx = &m.ctx;
    let member = seen(&m, &username).await?;
    let words = match raw.parse(ctx.lang) {
        Ok(words) => words,
        Err(errors) => return Ok(respond::invalid(ctx, drawn(ctx, &m.me, &member, &Raw::default(), &Merge::default(), &errors).await?)),
    };
    let tx = ctx.app.db.write().await?;
    actions::note(&tx, None, Some(member.id), m.me.id, &words, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffModerationMember { username: &member.username }, "mod-noted"))
}

/// `POST /staff/moderation-members/{username}/picture`: takes the picture beside their name away.
pub async fn picture(m: Member, Path(username): Path<String>) -> Result<Response> {
    let ctx = &m.ctx;
    let member = seen(&m, &username).await?;
    let tx = ctx.app.db.write().await?;
    photos::actions::set_avatar(&tx, member.id, None, ctx.now).await?;
    audit::record(&tx, Deed { actor: Some(m.me.id), action: "remove_picture", object: "account", object_id: member.id.0, note: "" }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffModerationMember { username: &member.username }, "photo-removed"))
}

/// `POST /staff/moderation-members/{username}/merge`: makes it one with another, or parts what was.
pub async fn merge_into(m: Member, Path(username): Path<String>, Form(raw): Form<Merge>) -> Result<Response> {
    let ctx = &m.ctx;
    may(&ctx.actor(), Verb::RunModeration, &Facts::default())?;
    let member = seen(&m, &username).await?;
    let again = async |field, message: String| Ok(respond::invalid(ctx, drawn(ctx, &m.me, &member, &Raw::default(), &raw, &Errors::one(field, message)).await?));
    let reason = match Reason::parse(&raw.fact) {
        Ok(reason) => reason.into_string(),
        Err(e) => return again("fact", e.message(ctx.lang)).await,
    };
    if !raw.part.is_empty() {
        let claim = raw.part.parse().map_err(|_| Error::BadRequest("a claim is a number"))?;
        if !merges::of(ctx.app.db.read(), member.id, ctx.now).await?.iter().any(|j| j.claim_id == claim) {
            return Err(Error::Conflict("these two cannot be parted any more"));
        }
        let tx = ctx.app.db.write().await?;
        let other = match merge::part(&tx, &ctx.app.config, claim, m.me.id, &reason, ctx.now).await? {
            Parted::Two(other) => other,
            Parted::First { into } => {
                tx.rollback().await?;
                return again("fact", ctx.lang.moderation_error_part_first(&member.username, into)).await;
            }
        };
        tx.commit().await?;
        ctx.app.forget(member.id).await;
        ctx.app.forget(other).await;
        return Ok(respond::see_other_saying(paths::StaffModerationMember { username: &member.username }, "accounts-parted"));
    }
    let into = queries::member_called(ctx.app.db.read(), raw.into.trim().trim_start_matches('@')).await?;
    let fits = |p: &Person| !p.deleted && !p.placeholder && p.id != member.id && p.id != m.me.id && p.role == entity::Role::Customer;
    let Some(into) = into.filter(fits) else {
        return again("into", ctx.lang.moderation_error_merge().into()).await;
    };
    let tx = ctx.app.db.write().await?;
    merge::merge(&tx, &ctx.app.config, member.id, into.id, m.me.id, &reason, ctx.now).await?;
    tx.commit().await?;
    ctx.app.forget(member.id).await;
    ctx.app.forget(into.id).await;
    Ok(respond::see_other_saying(paths::StaffModerationMember { username: &into.username }, "accounts-merged"))
}
