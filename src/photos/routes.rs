//! `/photos`: one sent ahead of its form, one shown.

use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use entity::{AccountId, PhotoPlace};
use serde::Deserialize;

use super::form::PhotoForm;
use super::{Shown, queries};
use crate::deadlines::departments;
use crate::error::{Error, Result};
use crate::ui::photos as ui;
use crate::web::context::Ctx;
use crate::web::{draft_cookie, respond};

/// What a browser may do with a photo that it opens by itself: show it.
const SANDBOX: HeaderValue = HeaderValue::from_static("sandbox; default-src 'none'; require-trusted-types-for 'script'");

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Ahead {
    photo: Vec<String>,
    private_photo: Vec<String>,
    file: Vec<String>,
    /// Which of the form's it is.
    n: i64,
}

/// `POST /photos`: what a script sends ahead of the form; the answer is the photo as the form keeps it.
pub async fn ahead(ctx: Ctx, PhotoForm { form, sent }: PhotoForm<Ahead>) -> Result<Response> {
    let kept = [("photo", &form.photo), ("private_photo", &form.private_photo), ("file", &form.file)];
    let all: Vec<(&str, Shown)> = kept.iter().flat_map(|(name, raw)| Shown::of(raw).into_iter().map(|p| (*name, p))).collect();
    if let Some((_, why)) = sent.errors(ctx.lang).into_iter().next() {
        let text = maud::html! { p { (why) } };
        let mut response = respond::fragment(text, Some(&why));
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(sent.with_cookie(&ctx.app, response));
    }
    if all.is_empty() {
        return Err(Error::BadRequest("a photo was expected"));
    }
    let list = maud::html! { ul { @for (name, photo) in &all { (ui::kept(ctx.lang, name, photo, form.n.clamp(1, 99))) } } };
    Ok(sent.with_cookie(&ctx.app, respond::fragment(list, Some(ctx.lang.photos_sent()))))
}

/// `GET /photos/{key}`
pub async fn large(ctx: Ctx, Path(key): Path<String>, headers: HeaderMap) -> Result<Response> {
    serve(&ctx, &key, &headers, false).await
}

/// `GET /photos/{key}/small`
pub async fn small(ctx: Ctx, Path(key): Path<String>, headers: HeaderMap) -> Result<Response> {
    serve(&ctx, &key, &headers, true).await
}

/// Seen by whoever sees the text it is with; for all others there is none. Asked again each time, so that what is hidden is
/// hidden at once.
async fn serve(ctx: &Ctx, key: &str, headers: &HeaderMap, small: bool) -> Result<Response> {
    if !ui::is_key(key) {
        return Err(Error::NotFound);
    }
    let db = ctx.app.db.read();
    let photo = queries::found(db, key).await?.ok_or(Error::NotFound)?;
    let actor = ctx.actor();
    let in_department = match (photo.place, photo.question_id, actor.id) {
        (PhotoPlace::Message, Some(question), Some(me)) if actor.is_staff() => departments::in_department(db, departments::of_question(db, question).await?, AccountId(me)).await?,
        _ => false,
    };
    let browser = draft_cookie::token_hash(&ctx.app.config, headers);
    if !photo.seen_by(&actor, browser.as_deref(), in_department) {
        return Err(Error::NotFound);
    }
    let small = small && photo.small > 0;
    let name = if small { queries::small_name(&photo.name) } else { photo.name.clone() };
    let tag = format!("\"{key}{}\"", if small { "-s" } else { "" });
    let keep = match photo.place {
        PhotoPlace::Avatar => "private, max-age=3600",
        _ if photo.is_public() => "public, no-cache",
        _ => "private, no-cache",
    };
    let known = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).is_some_and(|v| v.split(',').any(|t| t.trim().trim_start_matches("W/") == tag));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let bytes = ctx.app.photos.store.get(&name).await?.ok_or(Error::NotFound)?;
        let mut response = Response::new(Body::from_stream(bytes));
        let own = response.headers_mut();
        own.insert(header::CONTENT_TYPE, HeaderValue::from_static(super::picture::Kind::content_type(&photo.kind)));
        own.insert(header::CONTENT_LENGTH, HeaderValue::from(if small { photo.small } else { photo.bytes }));
        own.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("inline"));
        response
    };
    let own = response.headers_mut();
    own.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    own.insert(header::VARY, HeaderValue::from_static("Cookie"));
    own.insert(header::CONTENT_SECURITY_POLICY, SANDBOX);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        own.insert(header::ETAG, tag);
    }
    Ok(response)
}
