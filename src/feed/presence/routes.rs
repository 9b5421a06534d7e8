//! `POST /staff/threads/{id}/here`.

use axum::response::Response;
use entity::PostId;
use serde::Deserialize;

use super::{actions, queries};
use crate::error::{Error, Result};
use crate::feed::views;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

/// What a page says of whoever has it open.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    /// `looking`, `writing`, `gone`.
    state: String,
}

/// Says it, and is told who else is there.
pub async fn say(m: Member, Id(question): Id<PostId>, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    if !queries::is_question(ctx.app.db.read(), question).await? {
        return Err(Error::NotFound);
    }
    let tx = ctx.app.db.write().await?;
    match raw.state.as_str() {
        "gone" => actions::gone(&tx, question, m.me.id).await?,
        state => actions::here(&tx, question, m.me.id, state == "writing", ctx.now).await?,
    }
    tx.commit().await?;
    if ctx.fragment.is_none() {
        return Ok(respond::see_other(paths::StaffFeed));
    }
    let others = queries::at(ctx.app.db.read(), &[question.0], m.me.id, ctx.now).await?.remove(&question.0).unwrap_or_default();
    Ok(respond::fragment(views::here(ctx.lang, &others), None))
}
