//! `GET /transparency`

use axum::response::Response;

use super::{remembered, views};
use crate::error::Result;
use crate::web::context::Ctx;
use crate::web::respond;

/// Days the page is about.
pub const DAYS: i64 = 365;
/// Days over which first answers are timed.
pub const LATELY: i64 = 30;

/// `GET /transparency`
pub async fn page(ctx: Ctx) -> Result<Response> {
    let figures = remembered::figures(&ctx.app, ctx.now).await?;
    Ok(respond::page(&ctx, views::page(&ctx.chrome(), &figures)))
}
