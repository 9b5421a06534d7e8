//! Answers: a page with its cache headers, a redirect, a fragment.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;

use crate::bus::Topic;
use crate::clock::Millis;
use crate::web::context::Ctx;
use crate::web::paths;

/// In a response: visitors may share it, what it is made of, and when something on it begins or ends by itself.
#[derive(Clone, Copy)]
pub struct Shared {
    pub topic: Topic,
    pub until: Option<Millis>,
}

/// How a page may be kept.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Anonymous pages are public with an ETag; a member's are private with an ETag.
    Revalidate,
    /// Password, export, staff and admin pages.
    Never,
}

/// A whole page with status 200.
pub fn page(ctx: &Ctx, markup: Markup) -> Response {
    page_with(ctx, StatusCode::OK, Keep::Revalidate, markup)
}

/// A page that visitors may share until what it is made of changes, or until a moment at which something on it begins or
/// ends. Whoever is signed in has their own.
pub fn shared(ctx: &Ctx, topic: Topic, until: Option<Millis>, markup: Markup) -> Response {
    let mut response = page(ctx, markup);
    if ctx.me.is_none() && !ctx.has_session_cookie {
        response.extensions_mut().insert(Shared { topic, until });
    }
    response
}

/// A whole page that no cache may keep.
pub fn private_page(ctx: &Ctx, markup: Markup) -> Response {
    page_with(ctx, StatusCode::OK, Keep::Never, markup)
}

/// The form again, with what was typed and its errors: 422.
pub fn invalid(ctx: &Ctx, markup: Markup) -> Response {
    page_with(ctx, StatusCode::UNPROCESSABLE_ENTITY, Keep::Never, markup)
}

/// The form again, with what was typed, where the limit `what` is reached: 429.
pub fn too_many(ctx: &Ctx, what: &'static str, seconds: u64, markup: Markup) -> Response {
    ctx.app.limits.refused(what, ctx.me.as_ref().map(|me| me.id));
    limited(ctx, seconds, markup)
}

/// The same, where it was counted already.
pub fn limited(ctx: &Ctx, seconds: u64, markup: Markup) -> Response {
    let mut response = page_with(ctx, StatusCode::TOO_MANY_REQUESTS, Keep::Never, markup);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}

pub fn page_with(ctx: &Ctx, status: StatusCode, keep: Keep, markup: Markup) -> Response {
    let mut response = (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], markup.into_string()).into_response();
    let headers = response.headers_mut();
    let cache = match (keep, status == StatusCode::OK, ctx.has_session_cookie) {
        (Keep::Never, ..) | (_, false, _) => "no-store",
        (_, _, true) => "private, no-cache",
        (_, _, false) => "public, no-cache",
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static("Cookie, Accept-Language, X-Fragment"));
    response
}

/// A part of a page, for the script that asked for it; `say` is read out by screen readers.
pub fn fragment(markup: Markup, say: Option<&str>) -> Response {
    let mut response = ([(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], markup.into_string()).into_response();
    if let Some(value) = say.and_then(|s| HeaderValue::from_str(&paths::encode(s).to_string()).ok()) {
        response.headers_mut().insert("x-say", value);
    }
    response
}

/// 303 to a path; after a POST.
pub fn see_other(to: impl std::fmt::Display) -> Response {
    redirect(StatusCode::SEE_OTHER, to)
}

/// 303 to a path where a sentence of `ui::flash` is shown.
pub fn see_other_saying(to: impl std::fmt::Display, said: &'static str) -> Response {
    let to = to.to_string();
    let (path, anchor) = to.split_once('#').map_or((to.as_str(), None), |(p, a)| (p, Some(a)));
    let sep = if path.contains('?') { '&' } else { '?' };
    let anchor = anchor.map(|a| format!("#{a}")).unwrap_or_default();
    redirect(StatusCode::SEE_OTHER, format!("{path}{sep}said={said}{anchor}"))
}

/// 301: the address has another, final form.
pub fn moved(to: impl std::fmt::Display) -> Response {
    redirect(StatusCode::MOVED_PERMANENTLY, to)
}

fn redirect(status: StatusCode, to: impl std::fmt::Display) -> Response {
    // letters beyond ASCII are escaped: what browsers make of them in a header differs
    let to = to.to_string();
    let to = percent_encoding::utf8_percent_encode(&to, percent_encoding::CONTROLS).to_string();
    match HeaderValue::from_str(&to) {
        Ok(location) => (status, [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A validator for a body, and 304 for who has it already.
pub async fn etag(request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let get = request.method() == axum::http::Method::GET;
    let response = next.run(request).await;
    let keeps = response.headers().get(header::CACHE_CONTROL).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("no-cache"));
    if !get || response.status() != StatusCode::OK || !keeps || response.headers().contains_key(header::ETAG) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, 8 << 20).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    // weak: the same page, whatever its compression; the same in every process
    let tag = format!("W/\"{:016x}\"", rapidhash::v3::rapidhash_v3(&bytes));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    unless_known(known.as_ref(), Response::from_parts(parts, axum::body::Body::from(bytes)))
}

/// The page, or 304 where its validator is among those that the browser has.
pub fn unless_known(known: Option<&HeaderValue>, mut response: Response) -> Response {
    let tag = response.headers().get(header::ETAG).and_then(|t| t.to_str().ok());
    let (Some(tag), Some(known)) = (tag, known.and_then(|k| k.to_str().ok())) else { return response };
    if response.status() != StatusCode::OK || !known.split(',').any(|t| t.trim() == tag) {
        return response;
    }
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    for name in [header::CONTENT_TYPE, header::CONTENT_ENCODING, header::CONTENT_LENGTH] {
        response.headers_mut().remove(name);
    }
    *response.body_mut() = axum::body::Body::empty();
    response
}
