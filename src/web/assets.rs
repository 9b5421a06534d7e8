//! Stylesheet, scripts, fonts and icons: embedded by the build, addressed by their hash, kept by browsers for ever.
//! The brand's accent is appended to the stylesheet when the program starts, which gives that one its own hash.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::app::App;

/// An embedded file.
pub struct Asset {
    pub name: &'static str,
    pub path: &'static str,
    pub content_type: &'static str,
    pub raw: &'static [u8],
    pub br: Option<&'static [u8]>,
    pub gz: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The stylesheet with the brand's tokens, if they differ from the built-in ones.
#[derive(Clone, Debug)]
pub struct BrandedCss {
    pub path: String,
    body: Option<Arc<str>>,
}

impl BrandedCss {
    /// `tokens` is CSS to append, or empty.
    pub fn new(tokens: &str) -> BrandedCss {
        if tokens.is_empty() {
            return BrandedCss { path: APP_CSS.to_owned(), body: None };
        }
        let css = ASSETS.iter().find(|a| a.name == "app.css").map_or("", |a| std::str::from_utf8(a.raw).unwrap_or_default());
        let body = format!("{css}\n{tokens}");
        let hash: String = Sha256::digest(body.as_bytes()).iter().take(4).map(|b| format!("{b:02x}")).collect();
        BrandedCss { path: format!("/a/brand.{hash}.css"), body: Some(body.into()) }
    }
}

pub async fn serve(State(app): State<App>, Path(file): Path<String>, headers: HeaderMap) -> Response {
    let path = format!("/a/{file}");
    let forever = (header::CACHE_CONTROL, "public, max-age=31536000, immutable");
    if let Some(body) = app.css.body.as_ref().filter(|_| app.css.path == path) {
        return ([forever, (header::CONTENT_TYPE, "text/css; charset=utf-8")], body.to_string()).into_response();
    }
    let Some(asset) = ASSETS.iter().find(|a| a.path == path) else {
        return (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-store")], "").into_response();
    };
    let accepts = |name: &str| headers.get(header::ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).is_some_and(|v| v.split(',').any(|e| e.trim().split(';').next() == Some(name)));
    let (body, encoding) = match (asset.br.filter(|_| accepts("br")), asset.gz.filter(|_| accepts("gzip"))) {
        (Some(br), _) => (br, Some("br")),
        (None, Some(gz)) => (gz, Some("gzip")),
        _ => (asset.raw, None),
    };
    let mut response = ([forever, (header::CONTENT_TYPE, asset.content_type), (header::VARY, "Accept-Encoding")], Body::from(body)).into_response();
    if let Some(encoding) = encoding {
        response.headers_mut().insert(header::CONTENT_ENCODING, header::HeaderValue::from_static(encoding));
    }
    response
}
