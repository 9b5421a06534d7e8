//! robots.txt, the description of the search, the manifest, the icon's old address.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::listings::machines::feeds::xml;
use crate::web::context::Ctx;
use crate::web::{assets, paths, respond};

const DAY: &str = "public, max-age=86400";

/// What has no end or is nobody's business stays out of indexes.
pub async fn robots(ctx: Ctx) -> Response {
    let closed: [String; 9] = [
        paths::Search.to_string(),
        paths::SearchSuggestions.to_string(),
        paths::Ask.to_string(),
        paths::Drafts.to_string(),
        paths::Settings.to_string(),
        paths::Login.to_string(),
        paths::Signup.to_string(),
        paths::Staff.to_string(),
        paths::Admin.to_string(),
    ];
    let lines: String = closed.iter().map(|p| format!("Disallow: {p}\n")).collect();
    let text = format!("User-agent: *\n{lines}\nSitemap: {}{}\n", ctx.app.config.base_url(), paths::Sitemap);
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, DAY)], text).into_response()
}

fn escape(text: &str) -> String {
    xml(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// OpenSearch 1.1: lets a browser search here.
pub async fn opensearch(ctx: Ctx) -> Response {
    let base = ctx.app.config.base_url();
    let name: String = ctx.app.config.get("brand.name").chars().take(16).collect();
    let text = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>{}</ShortName><Description>{}</Description><InputEncoding>UTF-8</InputEncoding><Image width="16" height="16" type="image/svg+xml">{base}{}</Image><Url type="text/html" method="get" template="{base}{}?q={{searchTerms}}"/><Url type="application/x-suggestions+json" method="get" template="{base}{}?q={{searchTerms}}"/></OpenSearchDescription>"#,
        escape(name.trim()),
        escape(ctx.app.config.get("brand.name")),
        assets::FAVICON_SVG,
        paths::Search,
        paths::SearchSuggestions,
    );
    ([(header::CONTENT_TYPE, "application/opensearchdescription+xml; charset=utf-8"), (header::CACHE_CONTROL, DAY)], text).into_response()
}

pub async fn manifest(ctx: Ctx) -> Response {
    let name = ctx.app.config.get("brand.name");
    let body = json!({
        "name": name,
        "short_name": name.chars().take(12).collect::<String>(),
        "start_url": paths::Home.to_string(),
        "scope": paths::Home.to_string(),
        "display": "minimal-ui",
        "background_color": "#eff3f4",
        "theme_color": ctx.app.config.get("brand.accent"),
        "icons": [{ "src": assets::FAVICON_SVG, "sizes": "any", "type": "image/svg+xml" }],
        "share_target": { "action": paths::Ask.to_string(), "method": "GET", "params": { "title": "title", "text": "body" } },
    });
    ([(header::CONTENT_TYPE, "application/manifest+json"), (header::CACHE_CONTROL, DAY)], body.to_string()).into_response()
}

pub async fn favicon() -> Response {
    respond::moved(assets::FAVICON_SVG)
}
