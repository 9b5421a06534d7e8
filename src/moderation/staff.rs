//! `/staff/moderation/{id}`: an item: what it is, who says so, who wrote it; taking it, deciding, undoing.

use axum::extract::Query;
use axum::response::Response;
use entity::{DecisionAct, DecisionId, ItemId, ItemKind};
use serde::Deserialize;

use super::deeds::{self, Case};
use super::forms::{Raw, Words};
use super::queries::{self, Key, Line};
use super::{actions, appeals, notices, reverse, taking_out, views};
use crate::error::{Error, Result};
use crate::escalations::limits;
use crate::questions::facts::scene;
use crate::reputation;
use crate::rules::moderation::Judging;
use crate::rules::policy::{Facts, Verb, may};
use crate::rules::text::Reason;
use crate::screening::queue::Object;
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    view: String,
}

/// The item, if this person may see it.
async fn seen(m: &Member, id: ItemId) -> Result<Line> {
    may(&m.ctx.actor(), Verb::Moderate, &Facts::default())?;
    let line = queries::one(m.ctx.app.db.read(), m.me.id, id).await?.ok_or(Error::NotFound)?;
    may(&m.ctx.actor(), Verb::Moderate, &Facts { author: line.about_id.map(|a| a.0), ..Facts::default() })?;
    Ok(line)
}

async fn drawn(m: &Member, line: &Line, raw: &Raw, errors: &Errors) -> Result<maud::Markup> {
    let ctx = &m.ctx;
    let db = ctx.app.db.read();
    let object = line.object();
    let (mut appeal, mut against, mut notice, mut judging) = (None, None, None, Judging::Yes);
    match object {
        Object::Appeal(id) => {
            let found = appeals::one(db, id).await?.ok_or(Error::NotFound)?;
            judging = appeals::may_judge(db, &found, m.me.id, ctx.now).await?;
            if let Some(decision) = found.decision_id {
                against = queries::decision(db, decision).await?;
            }
            if let Some(of) = found.notice_id {
                notice = notices::one(db, of.0).await?;
            }
            appeal = Some(found);
        }
        Object::Notice(id) => notice = notices::one(db, id).await?,
        _ => {}
    }
    let beside = match &notice {
        Some(notice) => notices::beside(db, notice).await?,
        None => Vec::new(),
    };
    let shown = against.as_ref().and_then(queries::Decision::object).unwrap_or(object);
    let member = match line.about_id {
        Some(id) => queries::member(db, id).await?,
        None => None,
    };
    let kind = ItemKind::from_word(&raw.view);
    let sanctions = member.as_ref().is_none_or(|p| deeds::may_sanction(m.me.role, p.role));
    let page = views::item::Page {
        line,
        body: queries::body(db, shown).await?,
        reports: queries::reports(db, object).await?,
        decisions: queries::decisions_on(db, shown).await?,
        notes: queries::notes(db, Some(line.id), line.about_id).await?,
        member,
        sanctions,
        appeal,
        against,
        notice,
        beside,
        judging,
        next: queries::list(db, m.me.id, kind, line.key(), 1, ctx.now).await?.first().map(|l| l.id),
        undo: queries::undoable(db, m.me.id, limits::current(db).await?.undo, ctx.now).await?,
        me: m.me.id,
    };
    Ok(views::item::page(&ctx.chrome(), &page, raw, errors))
}

/// `GET /staff/moderation/{id}`
pub async fn page(m: Member, Id(id): Id<ItemId>, Query(asked): Query<Asked>) -> Result<Response> {
    let line = seen(&m, id).await?;
    if matches!(line.object(), Object::Suggestion(_) | Object::Case(_)) {
        return Ok(respond::see_other(views::place(&line, &asked.view)));
    }
    let raw = Raw { view: asked.view, ..Raw::default() };
    Ok(respond::private_page(&m.ctx, drawn(&m, &line, &raw, &Errors::new()).await?))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Take {
    release: String,
}

/// `POST /staff/moderation/{id}/claim`: one person has it, for fifteen minutes.
pub async fn claim(m: Member, Id(id): Id<ItemId>, Form(raw): Form<Take>) -> Result<Response> {
    let ctx = &m.ctx;
    let line = seen(&m, id).await?;
    let tx = ctx.app.db.write().await?;
    let (done, said) = match raw.release.is_empty() {
        true => (actions::claim(&tx, id, m.me.id, ctx.now).await?, "mod-taken"),
        false => (actions::give_back(&tx, id, m.me.id).await?, "mod-given-back"),
    };
    if !done {
        tx.rollback().await?;
        return taken(&m, &line).await;
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffItem { id }, said))
}

/// Somebody else has it: the page says who.
async fn taken(m: &Member, line: &Line) -> Result<Response> {
    let now = queries::one(m.ctx.app.db.read(), m.me.id, line.id).await?.ok_or(Error::NotFound)?;
    let page = drawn(m, &now, &Raw::default(), &Errors::new()).await?;
    Ok(respond::page_with(&m.ctx, axum::http::StatusCode::CONFLICT, respond::Keep::Never, page))
}

/// `POST /staff/moderation/{id}/notes`
pub async fn note(m: Member, Id(id): Id<ItemId>, Form(raw): Form<Words>) -> Result<Response> {
    let ctx = &m.ctx;
    let line = seen(&m, id).await?;
    let words = match raw.parse(ctx.lang) {
        Ok(words) => words,
        Err(errors) => return Ok(respond::invalid(ctx, drawn(&m, &line, &Raw::default(), &errors).await?)),
    };
    let tx = ctx.app.db.write().await?;
    actions::note(&tx, Some(id), line.about_id, m.me.id, &words, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffItem { id }, "mod-noted"))
}

/// `POST /staff/moderation/{id}`: decides.
pub async fn decide(m: Member, Id(id): Id<ItemId>, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let line = seen(&m, id).await?;
    if line.done_at.is_some() {
        return taken(&m, &line).await;
    }
    match line.object() {
        Object::Appeal(appeal) => return answer(&m, &line, &raw, Some(appeal)).await,
        Object::Notice(_) => return answer(&m, &line, &raw, None).await,
        _ => {}
    }
    let verdict = match raw.parse(ctx.lang) {
        Some(Ok(verdict)) => verdict,
        Some(Err(errors)) => return Ok(respond::invalid(ctx, drawn(&m, &line, &raw, &errors).await?)),
        None => return Err(Error::BadRequest("a decision is missing")),
    };
    let next = next(&m, &line, &raw).await?;
    let nothing = || Errors::one("act", ctx.lang.moderation_error_nothing());
    let plan = match verdict.act {
        DecisionAct::EditOut => match taking_out::planned(ctx, &line).await? {
            Some(plan) => Some(plan),
            None => return Ok(respond::invalid(ctx, drawn(&m, &line, &raw, &nothing()).await?)),
        },
        _ => None,
    };
    let tx = ctx.app.db.write().await?;
    let Some(post) = deeds::post_of(&tx, line.object()).await? else { return Err(Error::NotFound) };
    let scene = scene::held(&tx, post).await?;
    let remark = match line.object() {
        Object::Comment(id) => Some(deeds::remark(&tx, id).await?),
        _ => None,
    };
    let case = Case { item: Some(id), scene, remark };
    may(&ctx.actor(), Verb::Moderate, &Facts { author: Some(case.author().0), ..Facts::default() })?;
    if !actions::is_open_to(&tx, id, m.me.id, ctx.now).await? {
        drop(tx);
        return taken(&m, &line).await;
    }
    if deeds::lacks_verdict(&tx, &case, verdict.act).await? {
        tx.rollback().await?;
        return Ok(respond::invalid(ctx, drawn(&m, &line, &raw, &Errors::one("act", ctx.lang.moderation_error_verdict())).await?));
    }
    if let Some(plan) = &plan
        && !taking_out::masked(&tx, ctx, plan, &case).await?
    {
        tx.rollback().await?;
        return Ok(respond::invalid(ctx, drawn(&m, &line, &raw, &nothing()).await?));
    }
    deeds::decide(&tx, &ctx.app.config, &case, &verdict, m.me.id, ctx.now).await?;
    tx.commit().await?;
    ctx.app.forget(case.author()).await;
    Ok(next)
}

/// Where a decision leads: to what waits next in the same view.
async fn next(m: &Member, line: &Line, raw: &Raw) -> Result<Response> {
    let kind = ItemKind::from_word(&raw.view);
    let db = m.ctx.app.db.read();
    let mut after = queries::list(db, m.me.id, kind, line.key(), 1, m.ctx.now).await?;
    if after.is_empty() {
        after = queries::list(db, m.me.id, kind, Key::START, 2, m.ctx.now).await?;
    }
    Ok(match after.into_iter().find(|l| l.id != line.id) {
        Some(l) => respond::see_other_saying(paths::with_query(paths::StaffItem { id: l.id }, &[("view", &raw.view)]), "mod-next"),
        None => respond::see_other_saying(paths::with_query(paths::StaffModeration, &[("view", &raw.view)]), "mod-last"),
    })
}

/// Decides an appeal, or a notice: both are answered in words.
async fn answer(m: &Member, line: &Line, raw: &Raw, appeal: Option<i64>) -> Result<Response> {
    let ctx = &m.ctx;
    let yes = match raw.act.as_str() {
        "agree" => true,
        "refuse" => false,
        _ => return Err(Error::BadRequest("a decision is agree or refuse")),
    };
    let answer = match Reason::parse(&raw.answer) {
        Ok(answer) => answer.into_string(),
        Err(e) => return Ok(respond::invalid(ctx, drawn(m, line, raw, &Errors::one("answer", e.message(ctx.lang))).await?)),
    };
    let next = next(m, line, raw).await?;
    let db = ctx.app.db.read();
    let found = match appeal {
        Some(id) => Some(appeals::one(db, id).await?.ok_or(Error::NotFound)?),
        None => None,
    };
    if let Some(appeal) = &found
        && appeals::may_judge(db, appeal, m.me.id, ctx.now).await? == Judging::No
    {
        return taken(m, line).await;
    }
    let notice = if appeal.is_none() { notices::one(db, line.object_id).await? } else { None };
    let tx = ctx.app.db.write().await?;
    let mut concerned = None;
    match (&found, &notice) {
        (Some(appeal), _) => concerned = appeals::decide(&tx, &ctx.app.config, appeal, m.me.id, yes, &answer, ctx.now).await?,
        (None, Some(notice)) => notices::decide(&tx, &ctx.app.config, notice, m.me.id, yes, &answer, ctx.now).await?,
        (None, None) => return Err(Error::NotFound),
    }
    tx.commit().await?;
    if let Some(member) = concerned {
        ctx.app.forget(member).await;
        if yes {
            // what they had given was held while they were suspended
            reputation::jobs::release(&ctx.app.db, Some(member), ctx.now).await?;
        }
    }
    Ok(next)
}

/// `POST /staff/moderation-decisions/{id}/undo`
pub async fn undo(m: Member, Id(id): Id<DecisionId>) -> Result<Response> {
    let ctx = &m.ctx;
    may(&ctx.actor(), Verb::Moderate, &Facts::default())?;
    let tx = ctx.app.db.write().await?;
    let undone = reverse::undo(&tx, &ctx.app.config, id, m.me.id, ctx.now).await?;
    let item = match undone.object() {
        Some(object) => queries::open_about(&tx, object).await?,
        None => None,
    };
    tx.commit().await?;
    if let Some(member) = undone.member_id {
        ctx.app.forget(member).await;
        reputation::jobs::release(&ctx.app.db, Some(member), ctx.now).await?;
    }
    Ok(match item {
        Some(id) => respond::see_other_saying(paths::StaffItem { id }, "mod-undone"),
        None => respond::see_other_saying(paths::StaffModeration, "mod-undone"),
    })
}
