//! Whoever meets a limit gets back what they typed: a form that was refused by one comes back with its fields and a
//! button that sends it again. Forms that hold a secret do not; a photo has to be chosen again. A form whose transaction
//! gave way to another's is worked on once more.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

use crate::error::Error;
use crate::ui::error_page;
use crate::web::context::Ctx;
use crate::web::{arrival, failure, respond};

/// Fields whose values no page shows again.
const SECRET: &[&str] = &["password", "code", "current", "secret"];

/// Longer forms are not copied: they pass as they come.
const AT_MOST: usize = 512 * 1024;
/// How often a form whose transaction gave way is tried.
const TRIES: usize = 3;
/// Forms copied at once.
static COPIES: Semaphore = Semaphore::const_new(64);

/// Fields and what was typed into them.
pub type Typed = Vec<(String, String)>;

fn is_secret(name: &str) -> bool {
    SECRET.iter().any(|s| name.contains(s))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    WithPhotos,
}

/// Is it a form whose answer is a page?
fn kind(ctx: &Ctx, method: &Method, headers: &HeaderMap) -> Option<Kind> {
    sent(method, headers).filter(|_| ctx.fragment.is_none())
}

fn sent(method: &Method, headers: &HeaderMap) -> Option<Kind> {
    match headers.get(header::CONTENT_TYPE).filter(|_| *method == Method::POST)?.as_bytes() {
        s if s.starts_with(b"application/x-www-form-urlencoded") => Some(Kind::Plain),
        s if s.starts_with(b"multipart/form-data") => Some(Kind::WithPhotos),
        _ => None,
    }
}

fn fields(bytes: &[u8]) -> Typed {
    url::form_urlencoded::parse(bytes).map(|(k, v)| (k.into_owned(), v.into_owned())).collect()
}

/// The words of a form with photos; none if it is not one, or says very much.
pub async fn words(request: Request) -> Option<Typed> {
    let mut form = Multipart::from_request(request, &()).await.ok()?;
    let (mut typed, mut length) = (Typed::new(), 0);
    // a photo that is too long for this comes after the words
    while let Ok(Some(mut field)) = form.next_field().await {
        let (Some(name), None) = (field.name().map(str::to_owned), field.file_name()) else { continue };
        let mut value = Vec::new();
        while let Some(chunk) = field.chunk().await.ok()? {
            length += chunk.len();
            if length > AT_MOST {
                return None;
            }
            value.extend_from_slice(&chunk);
        }
        typed.push((name, String::from_utf8(value).ok()?));
    }
    Some(typed).filter(|t| !t.is_empty())
}

/// The answer to a request that a limit refuses before anything was done: only now its body is read.
pub async fn refuse(ctx: &Ctx, request: Request, reached: Error) -> Response {
    let (Some(kind), Ok(_permit)) = (kind(ctx, request.method(), request.headers()), COPIES.try_acquire()) else { return reached.into_response() };
    let typed = match kind {
        Kind::Plain => to_bytes(request.into_body(), AT_MOST).await.ok().map(|b| fields(&b)),
        Kind::WithPhotos => words(request).await,
    };
    match typed {
        Some(typed) => give_back(ctx, &reached, &typed).unwrap_or_else(|| reached.into_response()),
        None => reached.into_response(),
    }
}

fn give_back(ctx: &Ctx, reached: &Error, typed: &Typed) -> Option<Response> {
    if typed.iter().any(|(name, _)| is_secret(name)) {
        return None;
    }
    failure::note(ctx, reached);
    let (why, seconds) = failure::why(ctx, reached);
    Some(respond::limited(ctx, seconds, error_page::again(&ctx.chrome(), &why, &ctx.path, typed)))
}

/// For limits that a handler meets, and for transactions that gave way: both did nothing yet. Forms with photos show their words again themselves.
pub async fn layer(ctx: Ctx, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let length = headers.get(header::CONTENT_LENGTH).and_then(|v| v.to_str().ok()).and_then(|v| v.parse::<usize>().ok()).filter(|n| *n <= AT_MOST);
    let (Some(Kind::Plain), Some(length), Ok(_permit)) = (sent(request.method(), headers), length, COPIES.try_acquire()) else { return next.run(request).await };
    let (parts, body) = request.into_parts();
    let bytes = match to_bytes(body, length).await {
        Ok(bytes) => bytes,
        Err(e) if arrival::too_large(&e) => return Error::TooLarge.into_response(),
        Err(_) => return Error::BadRequest("the form did not come whole").into_response(),
    };
    let attempt = || next.clone().run(Request::from_parts(parts.clone(), Body::from(bytes.clone())));
    let mut response = attempt().await;
    for _ in 1..TRIES {
        if !failure::gave_way(&response) {
            break;
        }
        tracing::info!(request = %ctx.request_id, "a transaction gave way: once more");
        response = attempt().await;
    }
    let Some(reached) = failure::limit(&response).filter(|_| ctx.fragment.is_none()) else { return response };
    give_back(&ctx, &reached, &fields(&bytes)).unwrap_or(response)
}
