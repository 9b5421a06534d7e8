//! The two pages.

use axum::response::Response;
use entity::VersionId;

use super::views;
use crate::error::{Error, Result};
use crate::reputation_pages::in_force;
use crate::web::context::Ctx;
use crate::web::id::Id;
use crate::web::respond;

/// `GET /privileges`
pub async fn page(ctx: Ctx) -> Result<Response> {
    let db = ctx.app.db.read();
    let rules = match in_force::current(db, ctx.now).await? {
        Some(id) => ctx.app.rules(id).await?,
        None => Default::default(),
    };
    let actor = ctx.actor();
    let me = (!actor.is_visitor()).then_some(&actor);
    Ok(respond::page(&ctx, views::page(&ctx.chrome(), &rules, me)))
}

/// `GET /rules/{id}`
pub async fn version(ctx: Ctx, Id(id): Id<VersionId>) -> Result<Response> {
    let db = ctx.app.db.read();
    let rules = in_force::read(db, id).await?.filter(|r| r.applied_at <= ctx.now).ok_or(Error::NotFound)?;
    let after = in_force::after(db, id).await?;
    Ok(respond::page(&ctx, views::version(&ctx.chrome(), id, &rules, after)))
}
