//! `GET /staff/threads/{id}`: the public thread, read only, beside everything the team does with it.

use axum::http::StatusCode;
use axum::response::Response;
use entity::{PostId, PostKind};

use super::{On, allowed, facts};
use crate::deadlines::departments;
use crate::canned;
use crate::error::{Error, Result};
use crate::escalations::forms::Typed;
use crate::escalations::{queries, views};
use crate::questions::new_form_key;
use crate::questions::thread::{self, Found, Sort, Want};
use crate::rules::policy::{Verb, may};
use crate::web::context::Member;
use crate::web::respond::{self, Keep};

/// `GET /staff/threads/{id}`
pub async fn page(m: Member, On(question): On) -> Result<Response> {
    let desk = desk(&m, question).await?;
    Ok(respond::private_page(&m.ctx, views::desk::page(&m.ctx.chrome(), &desk, &Typed::default())))
}

/// The page again, with what was typed in one of its forms.
pub(super) async fn again(m: &Member, question: PostId, status: StatusCode, typed: Typed) -> Result<Response> {
    let desk = desk(m, question).await?;
    Ok(respond::page_with(&m.ctx, status, Keep::Never, views::desk::page(&m.ctx.chrome(), &desk, &typed)))
}

async fn desk(m: &Member, question: PostId) -> Result<views::Desk> {
    let ctx = &m.ctx;
    let scene = allowed(ctx, question, Verb::Handle).await?;
    let facts = facts(m, &scene).await?;
    let db = ctx.app.db.read();
    let head = queries::head(db, question).await?.ok_or(Error::NotFound)?;
    let found = thread::queries::thread(thread::Read::Now(&ctx.app), question, &ctx.actor(), Want::Page { page: 1, sort: Sort::Newest }, ctx.now).await?;
    let Found::Thread(thread) = found else { return Err(Error::NotFound) };
    let records = queries::records(db, question).await?;
    let department = departments::of_question(db, question).await?;
    let mut posts: Vec<views::Post> = std::iter::once(&thread.question).chain(thread.answers.iter().rev()).map(|p| post(p, head.asker_id)).collect();
    posts.retain(|p| !p.html.is_empty());
    Ok(views::Desk {
        me: m.me.id,
        open: records.first().filter(|r| r.ended_at.is_none()).cloned(),
        earlier: records.into_iter().filter(|r| r.ended_at.is_some()).collect(),
        department,
        departments: departments::all(db).await?,
        colleagues: queries::colleagues(db, department, head.asker_id, ctx.now).await?,
        posts,
        more: thread.pages > 1,
        answers: queries::answers(db, question).await?,
        brand: thread.brand,
        journal: queries::journal(db, question).await?,
        notes: queries::notes(db, question).await?,
        exchange: queries::exchange(db, question).await?,
        may_read_exchange: may(&ctx.actor(), Verb::ReadExchange, &facts).is_ok(),
        may_ask: may(&ctx.actor(), Verb::AskDetails, &facts).is_ok(),
        row: queries::feed_row(db, question).await?,
        reasons: queries::reasons(db, question).await?.into_iter().map(|r| r.reason).collect(),
        canned: canned::queries::choices(db).await?,
        last_answer: canned::queries::last_answer(db, question).await?,
        form_key: new_form_key(),
        head,
    })
}

fn post(p: &thread::Post, asker: entity::AccountId) -> views::Post {
    let shown = p.state.is_live();
    views::Post {
        id: p.id,
        question: p.kind == PostKind::Question,
        by_asker: p.author.id == asker,
        author: if p.author.former { String::new() } else { p.author.display_name.clone() },
        official: p.official,
        accepted: p.accepted_at.is_some(),
        verified: p.verified_at.is_some(),
        lang: p.lang.clone(),
        html: if shown { p.html.clone() } else { String::new() },
        at: p.created_at,
        remarks: p.comments.iter().filter(|c| !c.hidden).map(|c| (c.author.display_name.clone(), c.html.clone())).collect(),
    }
}
