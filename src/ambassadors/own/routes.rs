//! Handlers of one's own page.

use axum::extract::Query;
use axum::response::Response;
use entity::{Rank, Role};
use sea_orm::ConnectionTrait;
use serde::Deserialize;

use super::views::{self, Own};
use crate::ambassadors::{appeals, boards, charter, history, impact, leave, measure, nominations, people, steps};
use crate::clock::DAY;
use crate::error::{Error, Result};
use crate::listings::cursor::{From, Slice};
use crate::listings::rows::{self, Sort, Status};
use crate::reputation::versions;
use crate::rules::policy::{self, Facts, Verb};
use crate::rules::standing::{criteria, hold, keeping};
use crate::standing::seats;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: String,
    before: String,
}

pub async fn page(m: Member, Query(asked): Query<Asked>) -> Result<Response> {
    let (ctx, db) = (&m.ctx, m.ctx.app.db.read());
    if m.me.role != Role::Customer {
        return Ok(respond::see_other(paths::Ambassadors));
    }
    let who = measure::member(db, m.me.id).await?.ok_or(Error::NotFound)?;
    let version = versions::current(db).await?;
    let n = &version.numbers;
    let window = who.window(ctx.now);
    let next = match who.rank {
        Rank::Member => Some((Rank::Helper, criteria(&window, &n.standing.helper, &n.standing))),
        Rank::Helper => Some((Rank::Expert, criteria(&window, &n.standing.expert, &n.standing))),
        Rank::Expert => Some((Rank::Ambassador, who.asked(n, ctx.now))),
        Rank::Emeritus => Some((Rank::Ambassador, who.kept(n, ctx.now))),
        Rank::Ambassador => None,
    };
    let kept = match who.rank {
        Rank::Expert | Rank::Ambassador => keeping(&window, who.rank.into(), &n.standing),
        _ => Vec::new(),
    };
    let offer = measure::offer(db, m.me.id).await?;
    let place = match &offer {
        Some(o) => seats::place(db, o.id).await?,
        None => 0,
    };
    let term = steps::term(db, m.me.id).await?;
    let since = ctx.now - n.standing.window_days * DAY;
    let from = From::parse(&asked.after, &asked.before);
    let own = Own {
        renewable: term.as_ref().is_some_and(|t| t.ends_at - ctx.now <= steps::RENEW_DAYS * DAY) && hold(&kept),
        may_ask: offer.is_none()
            && !matches!(who.rank, Rank::Ambassador)
            && who.deserves(n, ctx.now)
            && who.may_take_part(ctx.now)
            && !steps::sanctioned(db, m.me.id, n, ctx.now).await?
            && !steps::taken_back(db, m.me.id, n, ctx.now).await?,
        next,
        kept,
        offer,
        place,
        leave: leave::now(db, m.me.id, ctx.now).await?,
        leave_left: leave::left(db, m.me.id, n.programme.leave_days, ctx.now).await?,
        notice: measure::notice(db, m.me.id).await?,
        term,
        nomination: nominations::queries::about(db, m.me.id).await?,
        impact: impact::this_month(db, m.me.id, &version.zone, ctx.now).await?,
        month: crate::ui::when::month_of(&version.zone, ctx.now),
        events: history::of(db, m.me.id, ctx.now).await?,
        appeals: appeals::of(db, m.me.id).await?,
        charter: charter::charter(ctx.lang, &ctx.app.config, &n.programme),
        needs: needs(db, &m, since, from).await?,
        out: boards::is_out(db, m.me.id).await?,
        who,
    };
    Ok(respond::private_page(ctx, views::page(&ctx.chrome(), &own, n, from.is_start())))
}

/// Open questions in the topics one is good at, none of one's own or answered by one.
async fn needs(db: &impl ConnectionTrait, m: &Member, since: i64, from: From) -> Result<Slice<rows::Listed>> {
    let (categories, tags) = people::good_at(db, m.me.id, since).await?;
    let list = |ids: &[(i64, i64)]| ids.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>().join(", ");
    let mut topics = Vec::new();
    if !categories.is_empty() {
        topics.push(format!("category_id IN ({})", list(&categories)));
    }
    if !tags.is_empty() {
        topics.push(format!("EXISTS (SELECT 1 FROM question_tag g WHERE g.question_id = question.id AND g.hidden = FALSE AND g.tag_id IN ({}))", list(&tags)));
    }
    if topics.is_empty() {
        return Ok(Slice::of(Vec::new(), From::Start, |q| Sort::Activity.place(q)));
    }
    let scope = format!(
        " AND author_id <> $1 AND duplicate_of IS NULL AND ({}) AND NOT EXISTS (SELECT 1 FROM post p WHERE p.author_id = $1 AND p.kind = 'answer' AND p.question_id = question.id)",
        topics.join(" OR ")
    );
    let found = rows::page(db, m.ctx.lang, Some((&scope, m.me.id.0)), Status::Open, Sort::Activity, from).await?;
    Ok(Slice::of(found, from, |q| Sort::Activity.place(q)))
}

fn may(m: &Member) -> Result<()> {
    Ok(policy::may(&m.ctx.actor(), Verb::TakePart, &Facts::default())?)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Accepting {
    /// The charter that was read.
    charter: String,
}

pub async fn accept(m: Member, Form(raw): Form<Accepting>) -> Result<Response> {
    may(&m)?;
    let ctx = &m.ctx;
    let tx = ctx.app.db.write().await?;
    let rules = versions::current(&tx).await?.numbers.programme;
    if charter::charter(ctx.lang, &ctx.app.config, &rules).hash != raw.charter {
        return Err(Error::Conflict("the charter changed meanwhile: read it again"));
    }
    steps::accept(&tx, &ctx.app.config, m.me.id, ctx.now).await?;
    tx.commit().await?;
    ctx.app.forget(m.me.id).await;
    Ok(respond::see_other_saying(paths::AmbassadorsMe, "ambassador"))
}

pub async fn decline(m: Member) -> Result<Response> {
    may(&m)?;
    let tx = m.ctx.app.db.write().await?;
    steps::decline(&tx, &m.ctx.app.config, m.me.id, m.ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AmbassadorsMe, "noted"))
}

pub async fn ask(m: Member) -> Result<Response> {
    may(&m)?;
    let tx = m.ctx.app.db.write().await?;
    steps::ask_again(&tx, &m.ctx.app.config, m.me.id, m.ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AmbassadorsMe, "noted"))
}

pub async fn renew(m: Member) -> Result<Response> {
    may(&m)?;
    let tx = m.ctx.app.db.write().await?;
    steps::renew(&tx, &m.ctx.app.config, m.me.id, m.ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AmbassadorsMe, "saved"))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Away {
    days: String,
}

pub async fn away(m: Member, Form(raw): Form<Away>) -> Result<Response> {
    may(&m)?;
    let days = raw.days.trim().parse().ok().filter(|d| leave::LENGTHS.contains(d)).ok_or(Error::BadRequest("so many days cannot be taken at once"))?;
    let tx = m.ctx.app.db.write().await?;
    leave::begin(&tx, &m.ctx.app.config, m.me.id, days, m.ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AmbassadorsMe, "saved"))
}

pub async fn back(m: Member) -> Result<Response> {
    may(&m)?;
    let tx = m.ctx.app.db.write().await?;
    leave::end(&tx, &m.ctx.app.config, m.me.id, m.ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AmbassadorsMe, "saved"))
}

pub async fn step_down(m: Member) -> Result<Response> {
    let tx = m.ctx.app.db.write().await?;
    steps::step_down(&tx, &m.ctx.app.config, m.me.id, m.ctx.now).await?;
    tx.commit().await?;
    m.ctx.app.forget(m.me.id).await;
    Ok(respond::see_other_saying(paths::AmbassadorsMe, "noted"))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Boards {
    out: String,
}

/// Stays off the leaderboards, or comes back.
pub async fn leaderboards(m: Member, Form(raw): Form<Boards>) -> Result<Response> {
    let tx = m.ctx.app.db.write().await?;
    boards::set_out(&tx, m.me.id, raw.out == "1", m.ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AmbassadorsMe, "saved"))
}
