//! Handlers of the site's own texts.

use axum::response::Response;

use crate::listings::texts::views;
use crate::markdown;
use crate::web::context::Ctx;
use crate::web::{paths, respond};

fn text(ctx: &Ctx, title: &str, path: String, key: &str, missing: &str) -> Response {
    let source = ctx.app.config.get(key).trim();
    let html = (!source.is_empty()).then(|| markdown::render(source).html);
    respond::page(ctx, views::text(&ctx.chrome(), title, path, html.as_deref(), missing))
}

pub async fn legal(ctx: Ctx) -> Response {
    text(&ctx, ctx.lang.ui_legal(), paths::Legal.to_string(), "legal.notice", ctx.lang.listings_legal_missing())
}

pub async fn terms(ctx: Ctx) -> Response {
    text(&ctx, ctx.lang.ui_terms(), paths::Terms.to_string(), "legal.terms", ctx.lang.listings_terms_missing())
}

pub async fn privacy(ctx: Ctx) -> Response {
    text(&ctx, ctx.lang.ui_privacy(), paths::Privacy.to_string(), "legal.privacy", ctx.lang.listings_privacy_missing())
}

pub async fn accessibility(ctx: Ctx) -> Response {
    text(&ctx, ctx.lang.ui_accessibility(), paths::Accessibility.to_string(), "legal.accessibility", ctx.lang.listings_not_audited())
}

pub async fn help(ctx: Ctx) -> Response {
    respond::page(&ctx, views::help(&ctx.chrome()))
}

pub async fn licences(ctx: Ctx) -> Response {
    respond::page(&ctx, views::licences(&ctx.chrome()))
}
