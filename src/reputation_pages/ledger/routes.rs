//! Handlers of a member's ledger.

use axum::extract::{Path, Query};
use axum::response::Response;
use entity::AccountId;
use serde::Deserialize;

use super::lines::{Line, group};
use super::queries::{self, Eyes, Which, Worth};
use super::{actions, csv, views};
use crate::error::{Error, Result};
use crate::listings::people::queries::{Profile, profile};
use crate::reputation_pages::calendar::{self, Month};
use crate::reputation_pages::in_force;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::{paths, respond};

/// Months in the table.
const MONTHS: i64 = 12;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    before: String,
    month: String,
    format: String,
}

async fn found(ctx: &Ctx, username: &str) -> Result<Profile> {
    profile(ctx.app.db.read(), &username.to_lowercase()).await?.ok_or(Error::NotFound)
}

/// `GET /users/{username}/reputation`
pub async fn page(ctx: Ctx, Path(username): Path<String>, Query(asked): Query<Asked>) -> Result<Response> {
    let db = ctx.app.db.read();
    let who = found(&ctx, &username).await?;
    if let Some(now) = &who.claimed_by {
        return Ok(respond::see_other(paths::UserReputation { username: now }));
    }
    if who.username != username {
        return Ok(respond::moved(paths::UserReputation { username: &who.username }));
    }
    let member = AccountId(who.id);
    let actor = ctx.actor();
    let mine = actor.is(Some(who.id));
    let eyes = if mine || actor.is_staff() { Eyes::Inner } else { Eyes::Outer };
    if asked.format == "csv" {
        return if mine { Ok(csv::all(&ctx, member, &who.username)) } else { Err(Error::NotFound) };
    }
    let zone = ctx.app.config.get("timezone");
    let month = Month::parse(&asked.month);
    if month.is_none() && !asked.month.is_empty() {
        return Err(Error::NotFound);
    }
    let mut which = Which { before: asked.before.parse().ok().filter(|n| *n > 0).unwrap_or(i64::MAX), ..Which::ALL };
    if let Some(month) = month {
        (which.from, which.until) = (month.begin(zone), month.end(zone));
    }
    let mut lines = queries::lines(db, member, eyes, which, queries::PAGE + 1).await?;
    let more = lines.len() > usize::try_from(queries::PAGE).unwrap_or(usize::MAX);
    lines.truncate(usize::try_from(queries::PAGE).unwrap_or(usize::MAX));
    let older = lines.last().filter(|_| more).map(|l| l.id);
    if !mine {
        lines.iter_mut().for_each(Line::keep_report);
    }
    let worth = worth(&ctx, &lines).await?;
    let this_month = Month::of(zone, ctx.now);
    let began = queries::began(db, member).await?.map_or(this_month, |at| Month::of(zone, at));
    let statement = match month {
        Some(month) => {
            let sums = queries::sums(db, member, eyes, &[month], zone).await?;
            let balances = if eyes == Eyes::Inner { Some((queries::balance(db, member, which.from).await?, queries::balance(db, member, which.until).await?)) } else { None };
            Some(views::Statement { month, sums, balances, before: (month > began).then(|| month.before()), after: (month < this_month).then(|| month.next()) })
        }
        None => None,
    };
    let months: Vec<Month> = (0..MONTHS).map(|n| Month(this_month.0 - n)).take_while(|m| *m >= began).collect();
    let whole = month.is_none() && which.before == i64::MAX;
    let sums = if whole { queries::sums(db, member, eyes, &months, zone).await? } else { Vec::new() };
    let today = if whole && eyes == Eyes::Inner { Some(today(&ctx, member, zone).await?) } else { None };
    let seen = if mine { queries::seen(db, member).await? } else { None };
    let page = views::Page {
        who: &who,
        mine,
        inner: eyes == Eyes::Inner,
        staff: actor.is_staff(),
        me: mine.then_some(&actor),
        gained: ctx.me.as_ref().filter(|_| mine).map_or(0, |me| me.gained),
        groups: group(lines, zone),
        older,
        statement,
        months: sums,
        today,
        worth: &worth,
        seen,
        first: which.before == i64::MAX,
    };
    Ok(respond::page(&ctx, views::page(&ctx.chrome(), &page)))
}

/// What points are worth under the versions of these lines.
async fn worth(ctx: &Ctx, lines: &[Line]) -> Result<Worth> {
    let mut worth: Worth = Vec::new();
    for id in lines.iter().map(|l| l.version_id) {
        if !worth.iter().any(|(known, _)| *known == id) {
            worth.push((id, ctx.app.rules(id).await?.numbers.reputation));
        }
    }
    Ok(worth)
}

/// Points of today and how many there may be.
async fn today(ctx: &Ctx, member: AccountId, zone: &str) -> Result<(i64, i64)> {
    let db = ctx.app.db.read();
    let used = queries::of_day(db, member, calendar::day(zone, ctx.now)).await?;
    // a day follows the rules of its first moment
    let rules = match in_force::current(db, calendar::midnight(zone, ctx.now)).await? {
        Some(id) => ctx.app.rules(id).await?,
        None => Default::default(),
    };
    Ok((used, rules.numbers.reputation.day_at_most))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Read {
    /// The newest line on the page.
    upto: String,
}

/// `POST /users/{username}/reputation/read`: "I have read this". What came after the page was made stays new.
pub async fn read(Member { ctx, me }: Member, Path(username): Path<String>, Form(read): Form<Read>) -> Result<Response> {
    if me.username != username {
        return Err(Error::NotFound);
    }
    let upto: i64 = read.upto.parse().map_err(|_| Error::BadRequest("a line has a number"))?;
    let tx = ctx.app.db.write().await?;
    actions::read(&tx, me.id, upto, ctx.now).await?;
    tx.commit().await?;
    ctx.app.forget(me.id).await;
    Ok(respond::see_other(paths::UserReputation { username: &me.username }))
}
