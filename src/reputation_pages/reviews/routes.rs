//! `/reputation/{id}/review` for the owner of a line, `/staff/reviews` for the team.

use axum::response::Response;
use entity::{EntryId, ReviewId};
use serde::Deserialize;

use super::queries::Request;
use super::{actions, letters, queries, views};
use crate::accounts::letters::To;
use crate::accounts::people;
use crate::error::{Error, Result};
use crate::mail;
use crate::reputation_pages::ledger::lines::Line;
use crate::reputation_pages::ledger::queries as ledger;
use crate::reputation_pages::ledger::views::reason;
use crate::rules::policy::{Facts, Verb, may};
use crate::rules::text::Reason;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    reason: String,
}

/// The owner's own line; for anyone else there is none.
async fn own(m: &Member, id: EntryId) -> Result<Line> {
    let line = ledger::line(m.ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    if line.member_id == m.me.id { Ok(line) } else { Err(Error::NotFound) }
}

/// `GET /reputation/{id}/review`
pub async fn form(m: Member, Id(id): Id<EntryId>) -> Result<Response> {
    let line = own(&m, id).await?;
    Ok(respond::private_page(&m.ctx, views::ask(&m.ctx.chrome(), &m.me.username, &line, "", &Errors::new())))
}

/// `POST /reputation/{id}/review`
pub async fn ask(m: Member, Id(id): Id<EntryId>, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let line = own(&m, id).await?;
    let why = match Reason::parse(&raw.reason) {
        Ok(reason) => reason.into_string(),
        Err(e) => return Ok(respond::invalid(ctx, views::ask(&ctx.chrome(), &m.me.username, &line, &raw.reason, &Errors::one("reason", e.message(ctx.lang))))),
    };
    let tx = ctx.app.db.write().await?;
    actions::ask(&tx, id, m.me.id, &why, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::UserReputation { username: &m.me.username }, "review-asked"))
}

/// `GET /staff/reviews`
pub async fn list(m: Member) -> Result<Response> {
    let ctx = &m.ctx;
    may(&ctx.actor(), Verb::Reviews, &Facts::default())?;
    let found = shown(ctx).await?;
    Ok(respond::private_page(ctx, views::list(&ctx.chrome(), &found, None, &Errors::new())))
}

/// Requests with their lines.
async fn shown(ctx: &Ctx) -> Result<Vec<(Request, Line)>> {
    let db = ctx.app.db.read();
    let mut all = Vec::new();
    for request in queries::list(db).await? {
        if let Some(line) = ledger::line(db, request.entry_id).await? {
            all.push((request, line));
        }
    }
    Ok(all)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Answer {
    decision: String,
    reason: String,
}

/// `POST /staff/reviews/{id}`
pub async fn decide(m: Member, Id(id): Id<ReviewId>, Form(raw): Form<Answer>) -> Result<Response> {
    let ctx = &m.ctx;
    may(&ctx.actor(), Verb::Reviews, &Facts::default())?;
    let request = queries::one(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    let upheld = match raw.decision.as_str() {
        "upheld" => true,
        "declined" => false,
        _ => return Err(Error::BadRequest("a decision is upheld or declined")),
    };
    let took_part = queries::took_part(ctx.app.db.read(), request.entry_id, m.me.id).await?;
    let wrong = match Reason::parse(&raw.reason) {
        _ if request.member_id == m.me.id => Err(ctx.lang.reviews_own().to_owned()),
        _ if took_part => Err(ctx.lang.reviews_took_part().to_owned()),
        Ok(reason) => Ok(reason.into_string()),
        Err(e) => Err(e.message(ctx.lang)),
    };
    let answer = match wrong {
        Ok(answer) => answer,
        Err(why) => {
            let found = shown(ctx).await?;
            return Ok(respond::invalid(ctx, views::list(&ctx.chrome(), &found, Some((id, &raw.reason)), &Errors::one("reason", why))));
        }
    };
    let line = ledger::line(ctx.app.db.read(), request.entry_id).await?.ok_or(Error::NotFound)?;
    let tx = ctx.app.db.write().await?;
    if !actions::answer(&tx, id, m.me.id, upheld, &answer, ctx.now).await? {
        return Err(Error::Conflict("the request was answered meanwhile"));
    }
    let config = &ctx.app.config;
    if let Some(person) = people::by_id(&tx, request.member_id).await?
        && let Some(email) = person.email.as_deref()
        && person.email_verified_at.is_some()
    {
        let to = To { account: Some(person.id), email, lang: person.lang(config) };
        let what = reason(to.lang, &ctx.chrome().brand.team, &line);
        mail::queue(&tx, config, letters::answered(config, &to, &person.username, &what, upheld, &answer), ctx.now).await?;
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffReviews, "decided"))
}
