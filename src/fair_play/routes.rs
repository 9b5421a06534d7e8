//! `/staff/cases`: votes that look arranged, for a person to decide.

use axum::response::Response;
use entity::{AccountId, CaseId};
use sea_orm::DatabaseTransaction;

use super::forms::{Decision, Raw};
use super::queries::{self, Fact};
use super::{actions, letters, reverse, views};
use crate::error::{Error, Result};
use crate::mail;
use crate::reputation_pages::in_force;
use crate::rules::numbers::FairPlay;
use crate::rules::policy::{self, Facts, Verb};
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

/// A case one is part of is left out by the queries.
fn allowed(ctx: &Ctx) -> Result<()> {
    Ok(policy::may(&ctx.actor(), Verb::JudgeCase, &Facts::default())?)
}

/// `GET /staff/cases`
pub async fn list(m: Member) -> Result<Response> {
    let ctx = &m.ctx;
    allowed(ctx)?;
    let db = ctx.app.db.read();
    let cases = queries::list(db, m.me.id).await?;
    let members = queries::members(db, &cases.iter().map(|c| c.id).collect::<Vec<_>>()).await?;
    Ok(respond::private_page(ctx, views::list(&ctx.chrome(), &cases, &members)))
}

async fn seen(m: &Member, id: CaseId) -> Result<views::Case> {
    allowed(&m.ctx)?;
    let db = m.ctx.app.db.read();
    let case = queries::one(db, m.me.id, id).await?.ok_or(Error::NotFound)?;
    let members = queries::members(db, &[id]).await?.remove(&id).unwrap_or_default();
    // those of the look that found it
    let numbers = match in_force::current(db, case.updated_at).await? {
        Some(version) => m.ctx.app.rules(version).await?.numbers.fair_play.clone(),
        None => FairPlay::default(),
    };
    Ok(views::Case { members, findings: queries::findings(db, id).await?, facts: queries::facts(db, id).await?, numbers, case })
}

/// `GET /staff/cases/{id}`
pub async fn page(m: Member, Id(id): Id<CaseId>) -> Result<Response> {
    let case = seen(&m, id).await?;
    Ok(respond::private_page(&m.ctx, views::page(&m.ctx.chrome(), &case, None, &Errors::new())))
}

/// `POST /staff/cases/{id}`
pub async fn decide(m: Member, Id(id): Id<CaseId>, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let case = seen(&m, id).await?;
    let decision = match raw.parse(&case.facts, ctx.lang) {
        Some(Ok(decision)) => decision,
        Some(Err(errors)) => return Ok(respond::invalid(ctx, views::page(&ctx.chrome(), &case, Some(&raw), &errors))),
        None => return Err(Error::BadRequest("a decision is reverse, dismiss or undo")),
    };
    let tx = ctx.app.db.write().await?;
    let said = match decision {
        Decision::Dismiss { reason } => actions::dismiss(&tx, id, m.me.id, &reason, ctx.now).await?.then_some("case-dismissed"),
        Decision::Reverse { facts, reason } => {
            let concerned = reverse::reverse(&tx, id, &facts, m.me.id, &reason, ctx.now).await?;
            tell(&tx, ctx, &case.facts, concerned.as_deref(), false, &reason, |f| facts.iter().any(|k| k.0.word() == f.kind && k.1 == f.fact_id)).await?;
            concerned.map(|_| "case-reversed")
        }
        Decision::Undo { reason } => {
            let concerned = reverse::undo(&tx, id, m.me.id, &reason, ctx.now).await?;
            tell(&tx, ctx, &case.facts, concerned.as_deref(), true, &reason, |f| f.annulled).await?;
            concerned.map(|_| "case-undone")
        }
    };
    let Some(said) = said else { return Err(Error::Conflict("the case was decided meanwhile")) };
    tx.commit().await?;
    for member in &case.members {
        ctx.app.forget(member.id).await;
    }
    Ok(respond::see_other_saying(paths::StaffCase { id }, said))
}

/// Each person hears what happened to what they gave or received.
async fn tell(tx: &DatabaseTransaction, ctx: &Ctx, facts: &[Fact], concerned: Option<&[AccountId]>, undone: bool, reason: &str, which: impl Fn(&Fact) -> bool) -> Result<()> {
    for person in queries::people(tx, concerned.unwrap_or_default()).await? {
        let count = facts.iter().filter(|f| which(f) && (f.giver_id == person.id || f.receiver_id == person.id)).count();
        // whoever only voted has no line of it
        let lines = facts.iter().any(|f| which(f) && (f.receiver_id == person.id || (f.giver_id == person.id && f.kind == "acceptance")));
        let letter = letters::decided(&ctx.app.config, &person, i64::try_from(count).unwrap_or(0), lines, undone, reason);
        mail::queue(tx, &ctx.app.config, letter, ctx.now).await?;
    }
    Ok(())
}
