//! `/briefings`: for everyone, from the minute promised.

use axum::extract::Query;
use axum::response::Response;
use entity::BriefingId;

use super::forms::RawRemark;
use super::queries::{self, For};
use super::reader::Asked;
use super::views;
use crate::error::{Error, Result};
use crate::ui::form::Errors;
use crate::web::context::Ctx;
use crate::web::id::Id;
use crate::web::respond;

pub async fn list(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response> {
    let mut lines = queries::lines(ctx.app.db.read(), ctx.lang, For::Everyone, asked.place(), ctx.now).await?;
    let more = lines.len() > queries::PAGE;
    lines.truncate(queries::PAGE);
    Ok(respond::page(&ctx, views::reader::public_list(&ctx.chrome(), &lines, more, asked.place().is_none())))
}

pub async fn page(ctx: Ctx, Id(id): Id<BriefingId>) -> Result<Response> {
    let db = ctx.app.db.read();
    let b = queries::public(db, id, ctx.lang, ctx.now).await?.ok_or(Error::NotFound)?;
    let remarks = queries::remarks(db, id).await?;
    let page = views::reader::Page { briefing: &b, remarks: &remarks, me: None, typed: &RawRemark::default(), errors: &Errors::default(), inside: false };
    Ok(respond::page(&ctx, views::reader::page(&ctx.chrome(), &page)))
}
