//! Handlers of nominations, for members; the managers' answer is on the desk.

use axum::response::Response;
use entity::{NominationId, NominationState, Role};
use sea_orm::ConnectionTrait;
use serde::Deserialize;

use super::actions::{self, Refusal};
use super::queries::{self, Nomination};
use super::views::{self, Seen};
use crate::ambassadors::measure;
use crate::error::{Error, Result};
use crate::questions::limits::{self, Taker};
use crate::questions::masking_review;
use crate::reputation::versions;
use crate::rules::daily::Act;
use crate::rules::policy::{self, Facts, Verb};
use crate::rules::text::Reason;
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub username: String,
    pub words: String,
}

pub async fn form(m: Member, axum::extract::Query(raw): axum::extract::Query<Raw>) -> Result<Response> {
    let rules = versions::current(m.ctx.app.db.read()).await?.numbers.programme;
    Ok(respond::private_page(&m.ctx, views::form(&m.ctx.chrome(), &raw, &rules, &Errors::default())))
}

fn may(m: &Member) -> Result<()> {
    Ok(policy::may(&m.ctx.actor(), Verb::TakePart, &Facts::default())?)
}

pub async fn send(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    may(&m)?;
    let ctx = &m.ctx;
    if m.me.role != Role::Customer {
        return Ok(respond::see_other(paths::StaffProgramme));
    }
    let rules = versions::current(ctx.app.db.read()).await?.numbers.programme;
    let mut errors = Errors::default();
    let words = Reason::parse(&raw.words).map_err(|e| errors.add("words", e.message(ctx.lang)));
    let nominee = measure::named(ctx.app.db.read(), &raw.username).await?.filter(|w| w.may_take_part(ctx.now));
    if nominee.is_none() {
        errors.add("username", Refusal::Nobody.message(ctx.lang));
    }
    let (Ok(words), Some(nominee)) = (words, nominee) else { return Ok(respond::invalid(ctx, views::form(&ctx.chrome(), &raw, &rules, &errors))) };
    let tx = ctx.app.db.write().await?;
    let by = measure::member(&tx, m.me.id).await?.ok_or(Error::NotFound)?;
    let masked = masking_review::mask_one(words.as_str(), &masking_review::own(&ctx.app.config));
    match actions::nominate(&tx, &ctx.app.config, &by, &nominee, &masked, ctx.now).await? {
        Ok(id) => {
            if let Some(enough) = limits::take(&tx, Taker::new(&ctx.app.config, &ctx.actor(), ctx.now), Act::Nominate).await? {
                drop(tx);
                let page = views::form(&ctx.chrome(), &raw, &rules, &Errors::one("", enough.message(ctx.lang)));
                return Ok(respond::too_many(ctx, enough.act.word(), enough.seconds(), page));
            }
            tx.commit().await?;
            Ok(respond::see_other_saying(paths::Nomination { id }, "nominated"))
        }
        Err(why) => Ok(respond::invalid(ctx, views::form(&ctx.chrome(), &raw, &rules, &Errors::one("username", why.message(ctx.lang))))),
    }
}

/// The nomination, if these eyes may see it: before the nominee agreed, only the two it is between and managers.
async fn found(m: &Member, db: &impl ConnectionTrait, id: NominationId) -> Result<Nomination> {
    let n = queries::one(db, id).await?.ok_or(Error::NotFound)?;
    let party = n.nominee_id == m.me.id || n.by_id == m.me.id || matches!(m.me.role, Role::Manager | Role::Admin);
    let shown = party || matches!(n.state, NominationState::Open | NominationState::Complete);
    if shown { Ok(n) } else { Err(Error::NotFound) }
}

async fn page_of(m: &Member, n: Nomination, words: &str, errors: &Errors) -> Result<maud::Markup> {
    let db = m.ctx.app.db.read();
    let testimonials = queries::testimonials(db, n.id).await?;
    let rules = versions::current(db).await?.numbers.programme;
    let customer = m.me.role == Role::Customer;
    let seen = Seen {
        mine: n.nominee_id == m.me.id,
        said: testimonials.iter().any(|t| t.author_id == m.me.id),
        may_testify: customer && n.nominee_id != m.me.id && matches!(n.state, NominationState::Open | NominationState::Complete) && queries::helped(db, n.nominee_id, m.me.id).await?,
        party: n.nominee_id == m.me.id || n.by_id == m.me.id || !customer,
        needed: rules.testimonials,
        testimonials,
        n,
    };
    Ok(views::page(&m.ctx.chrome(), &seen, words, errors))
}

pub async fn page(m: Member, Id(id): Id<NominationId>) -> Result<Response> {
    let n = found(&m, m.ctx.app.db.read(), id).await?;
    Ok(respond::private_page(&m.ctx, page_of(&m, n, "", &Errors::default()).await?))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Consent {
    answer: String,
}

pub async fn consent(m: Member, Id(id): Id<NominationId>, Form(raw): Form<Consent>) -> Result<Response> {
    may(&m)?;
    let ctx = &m.ctx;
    let yes = match raw.answer.as_str() {
        "yes" => true,
        "no" => false,
        _ => return Err(Error::BadRequest("the answer is yes or no")),
    };
    let n = found(&m, ctx.app.db.read(), id).await?;
    if n.nominee_id != m.me.id {
        return Err(Error::NotFound);
    }
    let tx = ctx.app.db.write().await?;
    actions::consent(&tx, &ctx.app.config, &n, yes, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::Nomination { id }, "noted"))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Testimony {
    words: String,
}

pub async fn testify(m: Member, Id(id): Id<NominationId>, Form(raw): Form<Testimony>) -> Result<Response> {
    may(&m)?;
    let ctx = &m.ctx;
    let n = found(&m, ctx.app.db.read(), id).await?;
    if m.me.role != Role::Customer {
        return Err(Error::NotFound);
    }
    let words = match Reason::parse(&raw.words) {
        Ok(words) => masking_review::mask_one(words.as_str(), &masking_review::own(&ctx.app.config)),
        Err(e) => return Ok(respond::invalid(ctx, page_of(&m, n, &raw.words, &Errors::one("words", e.message(ctx.lang))).await?)),
    };
    let tx = ctx.app.db.write().await?;
    let me = measure::member(&tx, m.me.id).await?.ok_or(Error::NotFound)?;
    match actions::testify(&tx, &n, &me, &words, ctx.now).await? {
        Ok(()) => {
            tx.commit().await?;
            Ok(respond::see_other_saying(paths::Nomination { id }, "testified"))
        }
        Err(why) => {
            drop(tx);
            Ok(respond::invalid(ctx, page_of(&m, n, &raw.words, &Errors::one("words", why.message(ctx.lang))).await?))
        }
    }
}
