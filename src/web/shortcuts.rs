//! `GET /shortcuts`: the list of keys.

use axum::response::Response;

use crate::ui;
use crate::web::context::Ctx;
use crate::web::respond;

pub async fn show(ctx: Ctx) -> Response {
    respond::page(&ctx, ui::shortcuts::page(&ctx.chrome()))
}
