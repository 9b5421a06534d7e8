//! Appealing against a decision about one's rank.

use axum::response::Response;
use entity::RankEventId;
use serde::Deserialize;

use super::views;
use crate::ambassadors::appeals;
use crate::error::{Error, Result};
use crate::rules::text::Reason;
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    words: String,
}

pub async fn form(m: Member, Id(id): Id<RankEventId>) -> Result<Response> {
    let decision = appeals::decision(m.ctx.app.db.read(), id, m.me.id, m.ctx.now).await?.ok_or(Error::NotFound)?;
    Ok(respond::private_page(&m.ctx, views::appeal(&m.ctx.chrome(), &decision, "", &Errors::default())))
}

pub async fn send(m: Member, Id(id): Id<RankEventId>, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let decision = appeals::decision(ctx.app.db.read(), id, m.me.id, ctx.now).await?.ok_or(Error::NotFound)?;
    let words = match Reason::parse(&raw.words) {
        Ok(words) => words.into_string(),
        Err(e) => return Ok(respond::invalid(ctx, views::appeal(&ctx.chrome(), &decision, &raw.words, &Errors::one("words", e.message(ctx.lang))))),
    };
    let tx = ctx.app.db.write().await?;
    appeals::make(&tx, m.me.id, id, &words, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AmbassadorsMe, "appealed"))
}
