//! The desk, one member's page on it, and the decisions taken there.

use axum::extract::Path;
use axum::response::Response;
use entity::{CategoryId, OfferCause, RankEventKind};
use sea_orm::ConnectionTrait;
use serde::Deserialize;

use super::queries;
use super::views::{self, Desk, OneMember};
use crate::ambassadors::measure::{self, Member as Who};
use crate::ambassadors::steps::{self, New};
use crate::ambassadors::{appeals, history, nominations};
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::reputation::versions;
use crate::rules::policy::{self, Facts, Verb};
use crate::rules::text::Reason;
use crate::standing::reasons::Public;
use crate::standing::seats;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::{paths, respond};

pub(super) fn may(ctx: &Ctx) -> Result<()> {
    Ok(policy::may(&ctx.actor(), Verb::RunProgramme, &Facts::default())?)
}

async fn read(ctx: &Ctx) -> Result<Desk> {
    let db = ctx.app.db.read();
    let version = versions::current(db).await?;
    Ok(Desk {
        candidates: queries::candidates(db, &version.numbers).await?,
        offers: queries::offers(db).await?,
        seats: seats::all(db).await?,
        ending: queries::ending(db, steps::RENEW_DAYS, ctx.now).await?,
        notices: queries::notices(db).await?,
        nominations: nominations::queries::queue(db).await?,
        appeals: appeals::open(db).await?,
        cohort: queries::cohort(db, &version.zone, ctx.now).await?,
        strength: queries::strength(db).await?,
        numbers: version.numbers,
    })
}

pub async fn page(m: Member) -> Result<Response> {
    may(&m.ctx)?;
    let desk = read(&m.ctx).await?;
    Ok(respond::private_page(&m.ctx, views::page(&m.ctx.chrome(), &desk, &Errors::default())))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RawSeats {
    category: String,
    seats: String,
}

/// Sets the seats of a category; whoever stands in line is offered what became free.
pub async fn seats(m: Member, Form(raw): Form<RawSeats>) -> Result<Response> {
    let ctx = &m.ctx;
    may(ctx)?;
    let category: CategoryId = raw.category.parse().map_err(|_| Error::BadRequest("a category is a number"))?;
    let seats = match raw.seats.trim() {
        "" => None,
        text => match text.parse::<i64>().ok().filter(|n| (0..=10_000).contains(n)) {
            Some(n) => Some(n),
            None => {
                let desk = read(ctx).await?;
                return Ok(respond::invalid(ctx, views::page(&ctx.chrome(), &desk, &Errors::one("seats", ctx.lang.desk_seats_wrong()))));
            }
        },
    };
    let tx = ctx.app.db.write().await?;
    if !queries::is_category(&tx, category).await? {
        return Err(Error::NotFound);
    }
    seats::set(&tx, category, seats, m.me.id, ctx.now).await?;
    steps::next_in_line(&tx, &ctx.app.config, Some(category), ctx.now).await?;
    audit::record(&tx, Deed { actor: Some(m.me.id), action: "seats_set", object: "category", object_id: category.0, note: raw.seats.trim() }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffProgramme, "saved"))
}

async fn found(db: &impl ConnectionTrait, username: &str) -> Result<Who> {
    measure::named(db, username).await?.ok_or(Error::NotFound)
}

async fn one(ctx: &Ctx, who: Who) -> Result<OneMember> {
    let db = ctx.app.db.read();
    let version = versions::current(db).await?;
    Ok(OneMember {
        asked: who.asked(&version.numbers, ctx.now),
        kept: who.kept(&version.numbers, ctx.now),
        offer: measure::offer(db, who.id).await?,
        term: steps::term(db, who.id).await?,
        events: history::of(db, who.id, ctx.now).await?,
        may: who.may_take_part(ctx.now),
        who,
    })
}

pub async fn member(m: Member, Path(username): Path<String>) -> Result<Response> {
    may(&m.ctx)?;
    let who = found(m.ctx.app.db.read(), &username).await?;
    let shown = one(&m.ctx, who).await?;
    Ok(respond::private_page(&m.ctx, views::member(&m.ctx.chrome(), &shown, &Raw::default(), &Errors::default())))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    decision: String,
    pub public: String,
    pub reason: String,
}

pub async fn decide(m: Member, Path(username): Path<String>, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    may(ctx)?;
    let who = found(ctx.app.db.read(), &username).await?;
    if who.id == m.me.id {
        return Err(Error::Denied(policy::Denied::Own));
    }
    let suspends = raw.decision == "suspend";
    let mut errors = Errors::default();
    let words = Reason::parse(&raw.reason).map_err(|e| errors.add("reason", e.message(ctx.lang)));
    let public = Public::from_word(&raw.public);
    if suspends && public.is_none() {
        errors.add("public", ctx.lang.desk_choose_reason());
    }
    let (Ok(words), true) = (words, errors.is_empty()) else {
        let shown = one(ctx, who).await?;
        return Ok(respond::invalid(ctx, views::member(&ctx.chrome(), &shown, &raw, &errors)));
    };
    let (id, by, reason) = (who.id, m.me.id, words.as_str());
    let config = &ctx.app.config;
    let tx = ctx.app.db.write().await?;
    let action = match raw.decision.as_str() {
        "invite" => {
            steps::make(&tx, config, &New { member: id, cause: OfferCause::Invitation, kind: RankEventKind::Invited, by: Some(by), reason, confirmed: true }, ctx.now).await?;
            "ambassador_invited"
        }
        "confirm" => {
            steps::confirm(&tx, config, id, by, reason, ctx.now).await?;
            "offer_confirmed"
        }
        "refuse" => {
            steps::withdraw(&tx, config, id, by, reason, ctx.now).await?;
            "offer_withdrawn"
        }
        "suspend" => {
            steps::suspend(&tx, config, id, by, &public.unwrap_or(Public::Other).with(reason), ctx.now).await?;
            "rank_suspended"
        }
        _ => return Err(Error::BadRequest("a decision is invite, confirm, refuse or suspend")),
    };
    audit::record(&tx, Deed { actor: Some(by), action, object: "account", object_id: id.0, note: reason }, ctx.now).await?;
    tx.commit().await?;
    ctx.app.forget(id).await;
    Ok(respond::see_other_saying(paths::StaffMember { username: &who.username }, "decided"))
}
