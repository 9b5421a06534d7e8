//! The sitemap: an index, and parts of at most ten thousand ids each.

use std::fmt::Write as _;

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use entity::PostId;
use sea_orm::FromQueryResult;

use crate::error::{Error, Result};
use crate::ui::when;
use crate::web::context::Ctx;
use crate::web::paths;
use crate::{db, values};

/// Ids a part covers.
const PART: i64 = 10_000;
/// The part of what is no question.
const BRIEFINGS: &str = "briefings.xml";
const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

fn answer(body: String) -> Response {
    ([(header::CONTENT_TYPE, "application/xml; charset=utf-8"), (header::CACHE_CONTROL, "public, no-cache")], body).into_response()
}

pub async fn index(ctx: Ctx) -> Result<Response> {
    let base = ctx.app.config.base_url();
    let last = db::count(ctx.app.db.read(), "SELECT COALESCE(MAX(id), 0) AS n FROM question", []).await?;
    let mut out = format!("{HEAD}<sitemapindex xmlns=\"{NAMESPACE}\">");
    for part in 0..=last / PART {
        let file = format!("{part}.xml");
        let _ = write!(out, "<sitemap><loc>{base}{}</loc></sitemap>", paths::SitemapPart { part: &file });
    }
    let _ = write!(out, "<sitemap><loc>{base}{}</loc></sitemap>", paths::SitemapPart { part: BRIEFINGS });
    out.push_str("</sitemapindex>");
    Ok(answer(out))
}

/// Those whose minute has come.
async fn briefings(ctx: &Ctx) -> Result<Response> {
    let base = ctx.app.config.base_url();
    let mut out = format!("{HEAD}<urlset xmlns=\"{NAMESPACE}\">");
    let _ = write!(out, "<url><loc>{base}{}</loc></url>", paths::Briefings);
    for b in crate::thanks::briefings::queries::addresses(ctx.app.db.read(), ctx.now).await? {
        let _ = write!(out, "<url><loc>{base}{}</loc><lastmod>{}</lastmod></url>", paths::Briefing { id: b.id }, when::machine(b.public_at));
    }
    out.push_str("</urlset>");
    Ok(answer(out))
}

pub async fn part(ctx: Ctx, Path(part): Path<String>) -> Result<Response> {
    #[derive(FromQueryResult)]
    struct Row {
        id: PostId,
        slug: String,
        activity_at: i64,
    }
    if part == BRIEFINGS {
        return briefings(&ctx).await;
    }
    let number: i64 = part.strip_suffix(".xml").filter(|n| n.len() <= 12).and_then(|n| n.parse().ok()).filter(|n| *n >= 0).ok_or(Error::NotFound)?;
    let rows: Vec<Row> = db::rows(
        ctx.app.db.read(),
        "SELECT id, slug, activity_at FROM question WHERE state = 'visible' AND id >= $1 AND id < $2 ORDER BY id",
        values![number * PART, (number + 1) * PART],
    )
    .await?;
    if rows.is_empty() && number > 0 {
        return Err(Error::NotFound);
    }
    let base = ctx.app.config.base_url();
    let mut out = format!("{HEAD}<urlset xmlns=\"{NAMESPACE}\">");
    if number == 0 {
        let _ = write!(out, "<url><loc>{base}{}</loc></url>", paths::Home);
    }
    for r in rows {
        let _ = write!(out, "<url><loc>{base}{}</loc><lastmod>{}</lastmod></url>", paths::Question { id: r.id, slug: &r.slug }, when::machine(r.activity_at));
    }
    out.push_str("</urlset>");
    Ok(answer(out))
}
