//! Finished pages that visitors share: kept as the bytes that went out, compressed, and given away again until what they
//! are made of changes.
//!
//! What must stay true: a page is kept only if its handler says what it is made of ([`respond::shared`]), nobody was signed
//! in, and nothing came in that it may depend on but its address, the language, the theme and what the browser unpacks; a
//! page that holds times in words ("2 minutes ago") is at most a minute old.

use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use moka::future::Cache;

use crate::app::App;
use crate::bus::{Seen, Topic};
use crate::clock::{MINUTE, Millis};
use crate::i18n::Lang;
use crate::questions::drafts;
use crate::ui::chrome::Theme;
use crate::web::context::{cookie, language, prefetched};
use crate::web::respond::{self, Shared};
use crate::web::session;

/// Bytes of all pages that are kept.
const ROOM: u64 = 32 << 20;
/// Longer addresses and pages are not.
const LONGEST_ADDRESS: usize = 300;
const LARGEST: usize = 1 << 20;
/// How old a page may be.
const FRESH: Millis = MINUTE;

#[derive(PartialEq, Eq, Hash)]
struct Key {
    address: Box<str>,
    lang: Lang,
    theme: Theme,
    coding: Coding,
}

/// How a page was compressed: the best of what the browser unpacks.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Coding {
    Brotli,
    Gzip,
    Plain,
}

struct Kept {
    topic: Topic,
    seen: Seen,
    at: Millis,
    headers: HeaderMap,
    body: Bytes,
}

pub struct Pages(Cache<Key, Arc<Kept>>);

impl Default for Pages {
    fn default() -> Pages {
        let weight = |key: &Key, page: &Arc<Kept>| u32::try_from(key.address.len() + page.body.len() + 1_000).unwrap_or(u32::MAX);
        Pages(Cache::builder().max_capacity(ROOM).weigher(weight).time_to_live(std::time::Duration::from_secs(120)).build())
    }
}

pub async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    let started = std::time::Instant::now();
    let Some(key) = key(&app, &request) else { return next.run(request).await };
    // where the database does not answer, nothing is known of what is kept
    let Ok(seen) = app.bus.read(&app.db).await else { return next.run(request).await };
    let now = app.clock.now();
    if let Some(page) = app.pages.0.get(&key).await
        && (page.at..page.at + FRESH).contains(&now)
        && app.bus.holds(page.topic, page.seen)
    {
        if let Topic::Thread(id) = page.topic
            && !prefetched(request.headers())
        {
            app.count_view(id);
        }
        let response = again(&page, request.headers());
        metrics::counter!("entraide_requests_total", "method" => "GET", "status" => response.status().as_u16().to_string()).increment(1);
        metrics::histogram!("entraide_request_seconds").record(started.elapsed().as_secs_f64());
        return response;
    }
    let response = next.run(request).await;
    let coded = match response.headers().get(header::CONTENT_ENCODING).map(HeaderValue::as_bytes) {
        Some(b"br") => Some(Coding::Brotli),
        Some(b"gzip") => Some(Coding::Gzip),
        None => Some(Coding::Plain),
        _ => None,
    };
    let plain = response.status() == StatusCode::OK && !response.headers().contains_key(header::SET_COOKIE) && coded == Some(key.coding);
    let Some(Shared(topic)) = response.extensions().get::<Shared>().copied().filter(|_| plain) else { return response };
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, 8 << 20).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    if body.len() <= LARGEST {
        let mut headers = parts.headers.clone();
        headers.remove("x-request-id");
        app.pages.0.insert(key, Arc::new(Kept { topic, seen, at: now, headers, body: body.clone() })).await;
    }
    Response::from_parts(parts, Body::from(body))
}

/// What a page is kept under; none if this request may not have one that others have.
fn key(app: &App, request: &Request) -> Option<Key> {
    let headers = request.headers();
    let address = request.uri().path_and_query()?.as_str();
    let personal = [session::cookie_name(&app.config), drafts::cookie_name(&app.config)].into_iter().any(|name| cookie(headers, name).is_some());
    if request.method() != Method::GET || personal || headers.contains_key("x-fragment") || headers.contains_key(header::RANGE) || address.len() > LONGEST_ADDRESS {
        return None;
    }
    let theme = cookie(headers, "theme").map_or(Theme::Auto, Theme::from_word);
    Some(Key { address: address.into(), lang: language(app, None, headers), theme, coding: coding(headers) })
}

/// The compression that would be chosen for these headers. Where this guesses otherwise than what compresses, the page is
/// not kept.
fn coding(headers: &HeaderMap) -> Coding {
    let all: Vec<&str> = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|v| v.to_str().ok()).collect();
    let accepts = |name: &str| {
        all.iter().flat_map(|v| v.split(',')).any(|part| {
            let mut words = part.split(';').map(str::trim);
            words.next().is_some_and(|n| n.eq_ignore_ascii_case(name)) && words.all(|w| !w.strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0)))
        })
    };
    if accepts("br") {
        Coding::Brotli
    } else if accepts("gzip") {
        Coding::Gzip
    } else {
        Coding::Plain
    }
}

fn again(page: &Kept, headers: &HeaderMap) -> Response {
    let mut response = Response::new(Body::empty());
    *response.headers_mut() = page.headers.clone();
    if let Ok(id) = HeaderValue::from_str(&format!("{:016x}", rand::random::<u64>())) {
        response.headers_mut().insert("x-request-id", id);
    }
    if respond::knows(headers, page.headers.get(header::ETAG)) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        for name in [header::CONTENT_TYPE, header::CONTENT_ENCODING, header::CONTENT_LENGTH] {
            response.headers_mut().remove(name);
        }
        return response;
    }
    *response.body_mut() = Body::from(page.body.clone());
    response
}
