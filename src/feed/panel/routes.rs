//! `GET /staff/threads/{id}/panel`.

use axum::response::Response;
use entity::PostId;

use super::{queries, views};
use crate::error::{Error, Result};
use crate::web::context::Member;
use crate::web::id::Id;
use crate::web::respond;

pub async fn show(m: Member, Id(question): Id<PostId>) -> Result<Response> {
    let ctx = &m.ctx;
    let panel = queries::panel(ctx.app.db.read(), question, m.me.id, ctx.now).await?.ok_or(Error::NotFound)?;
    Ok(match ctx.fragment.as_deref() {
        Some("panel") => respond::fragment(views::part(&ctx.chrome(), &panel), None),
        _ => respond::private_page(ctx, views::page(&ctx.chrome(), &panel)),
    })
}
