//! `/staff/sign-ups`.

use axum::response::Response;
use serde::Deserialize;

use super::ranges::Range;
use super::{actions, queries, views};
use crate::error::{Error, Result};
use crate::rules::policy::{Facts, Verb, may};
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::{paths, respond};

/// One account, or all of a place.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    account: Option<i64>,
    place: String,
    decision: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Places {
    ranges: String,
}

/// Letters of all places together.
const RANGES_AT_MOST: usize = 4_000;

async fn show(m: &Member, ranges: &str, errors: &Errors) -> Result<maud::Markup> {
    let waiting = queries::all(m.ctx.app.db.read()).await?;
    let manager = may(&m.ctx.actor(), Verb::RunModeration, &Facts::default()).is_ok();
    Ok(views::page(&m.ctx.chrome(), &waiting, manager.then_some(ranges), errors))
}

pub async fn list(m: Member) -> Result<Response> {
    let ranges = queries::ranges(m.ctx.app.db.read()).await?;
    Ok(respond::private_page(&m.ctx, show(&m, &ranges, &Errors::default()).await?))
}

pub async fn decide(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let app = &m.ctx.app;
    may(&m.ctx.actor(), Verb::Moderate, &Facts::default())?;
    let approve = match raw.decision.as_str() {
        "approve" => true,
        "refuse" => false,
        _ => return Err(Error::NotFound),
    };
    let tx = app.db.write().await?;
    let mut decided = Vec::new();
    for account in queries::meant(&tx, raw.account, &raw.place).await? {
        let done = if approve { actions::approve(&tx, &app.config, m.me.id, account, m.ctx.now).await? } else { actions::refuse(&tx, m.me.id, account, m.ctx.now).await? };
        decided.extend(done.then_some(account));
    }
    if approve && !decided.is_empty() && !raw.place.is_empty() {
        actions::trust(&tx, &app.config, &raw.place, m.ctx.now).await?;
    }
    tx.commit().await?;
    for account in &decided {
        app.forget(*account).await;
    }
    let said = match (decided.is_empty(), approve) {
        (true, _) => "unchanged",
        (false, true) => "signups-approved",
        (false, false) => "signups-refused",
    };
    Ok(respond::see_other_saying(paths::StaffSignups, said))
}

pub async fn leave_out(m: Member, Form(raw): Form<Places>) -> Result<Response> {
    let typed = raw.ranges.replace("\r\n", "\n");
    let wrong = match Range::read_all(&typed) {
        Err(line) => Some(m.ctx.lang.approval_range_wrong(i64::try_from(line).unwrap_or(1))),
        Ok(_) if typed.len() > RANGES_AT_MOST => Some(m.ctx.lang.approval_ranges_long().into()),
        Ok(_) => None,
    };
    if let Some(message) = wrong {
        return Ok(respond::invalid(&m.ctx, show(&m, &typed, &Errors::one("ranges", message)).await?));
    }
    let tx = m.ctx.app.db.write().await?;
    actions::leave_out(&tx, m.me.id, typed.trim(), m.ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffSignups, "saved"))
}
