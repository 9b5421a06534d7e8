//! Finished pages that visitors share: kept as the bytes that went out, compressed, and given away again until what they
//! are made of changes.
//!
//! What must stay true: a page is kept only if its handler says what it is made of ([`respond::shared`]), nobody was signed
//! in, and nothing came in that it may depend on but its address, the language, the theme and what the browser unpacks; a
//! page that holds times in words ("2 minutes ago") is at most a minute old, and goes when something on it begins or ends.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use moka::future::Cache;
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::app::App;
use crate::bus::{Seen, Topic};
use crate::clock::{MINUTE, Millis};
use crate::i18n::Lang;
use crate::questions::drafts;
use crate::ui::chrome::Theme;
use crate::web::context::{self, cookie, language, prefetched};
use crate::web::respond::{self, Shared};
use crate::web::session;

/// Bytes of all pages that are kept.
const ROOM: u64 = 32 << 20;
/// Longer addresses and pages are not.
const LONGEST_ADDRESS: usize = 300;
const LARGEST: usize = 1 << 20;
/// How old a page may be.
const FRESH: Millis = MINUTE;
/// Pages that hold no longer stay for whoever asks next: one makes it anew, the others wait so long for theirs.
const STAY: Duration = Duration::from_secs(120);
const TURN: Duration = Duration::from_secs(1);

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
    until: Millis,
    headers: HeaderMap,
    body: Bytes,
    /// Whose turn it is to make it anew.
    anew: Arc<Mutex<()>>,
}

impl Kept {
    fn holds(&self, app: &App) -> bool {
        (self.at..self.until).contains(&app.clock.now()) && app.bus.holds(self.topic, self.seen)
    }
}

pub struct Pages(Cache<Key, Arc<Kept>>);

impl Default for Pages {
    fn default() -> Pages {
        let weight = |key: &Key, page: &Arc<Kept>| u32::try_from(key.address.len() + page.body.len() + 1_000).unwrap_or(u32::MAX);
        Pages(Cache::builder().max_capacity(ROOM).weigher(weight).time_to_live(STAY).build())
    }
}

impl Pages {
    async fn find(&self, app: &App, key: &Key) -> Option<Arc<Kept>> {
        self.0.get(key).await.filter(|page| page.holds(app))
    }
}

pub async fn layer(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let acts = !request.method().is_safe();
    let Some(key) = key(&app, &request) else {
        let response = next.run(request).await;
        if acts {
            app.bus.acted();
        }
        return response;
    };
    // where the database does not say, nothing is known of what is kept
    if app.bus.read(&app.db).await.is_none() {
        return next.run(request).await;
    }
    // what the browser has is compared here: the page is made, and kept, all the same
    let has = request.headers_mut().remove(header::IF_NONE_MATCH);
    let reader = Reader { ip: context::ip_of(&app, &request), prefetched: prefetched(request.headers()), has, started };
    if let Some(page) = app.pages.find(&app, &key).await {
        return give(&app, &page, &reader);
    }
    let turn = match app.pages.0.get(&key).await {
        Some(old) => timeout(TURN, old.anew.clone().lock_owned()).await.ok(),
        None => None,
    };
    if turn.is_some()
        && let Some(page) = app.pages.find(&app, &key).await
    {
        return give(&app, &page, &reader);
    }
    let (seen, at) = (app.bus.seen(), app.clock.now());
    let response = next.run(request).await;
    let response = keep(&app, key, seen, at, response).await;
    drop(turn);
    respond::unless_known(reader.has.as_ref(), response)
}

/// Whoever asks for a page that others may have.
struct Reader {
    ip: IpAddr,
    prefetched: bool,
    /// The validator of the page they have.
    has: Option<HeaderValue>,
    started: Instant,
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
    let accepts = |name: &str| all.iter().flat_map(|v| v.split(',')).any(|part| accepted(part, name));
    if accepts("br") {
        Coding::Brotli
    } else if accepts("gzip") {
        Coding::Gzip
    } else {
        Coding::Plain
    }
}

/// Does this part (`br;q=0.8`) accept the coding? What cannot be read does not.
fn accepted(part: &str, name: &str) -> bool {
    let mut words = part.split(';').map(str::trim);
    words.next().is_some_and(|n| n.eq_ignore_ascii_case(name))
        && words.all(|word| word.split_once('=').is_some_and(|(k, q)| k.trim().eq_ignore_ascii_case("q") && q.trim().parse::<f32>().is_ok_and(|q| q > 0.0 && q <= 1.0)))
}

/// Keeps what was made, if visitors may share it and it is what was expected.
async fn keep(app: &App, key: Key, seen: Seen, at: Millis, response: Response) -> Response {
    let coded = match response.headers().get(header::CONTENT_ENCODING).map(HeaderValue::as_bytes) {
        Some(b"br") => Some(Coding::Brotli),
        Some(b"gzip") => Some(Coding::Gzip),
        None => Some(Coding::Plain),
        _ => None,
    };
    let plain = response.status() == StatusCode::OK && !response.headers().contains_key(header::SET_COOKIE) && coded == Some(key.coding);
    let Some(Shared { topic, until }) = response.extensions().get::<Shared>().copied().filter(|_| plain) else { return response };
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, 8 << 20).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    if body.len() <= LARGEST {
        let mut headers = parts.headers.clone();
        headers.remove("x-request-id");
        let until = until.unwrap_or(Millis::MAX).min(at + FRESH);
        app.pages.0.insert(key, Arc::new(Kept { topic, seen, at, until, headers, body: body.clone(), anew: Arc::default() })).await;
        metrics::counter!("entraide_kept_pages_total", "what" => "made").increment(1);
    }
    Response::from_parts(parts, Body::from(body))
}

/// A kept page as an answer; it leaves the same traces as one that is made.
fn give(app: &App, page: &Kept, reader: &Reader) -> Response {
    if let Topic::Thread(id) = page.topic
        && !reader.prefetched
        && app.limits.counts_as_read(reader.ip)
    {
        app.count_view(id);
    }
    let mut response = Response::new(Body::from(page.body.clone()));
    *response.headers_mut() = page.headers.clone();
    let id = context::new_request_id();
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", id);
    }
    let response = respond::unless_known(reader.has.as_ref(), response);
    let status = response.status().as_u16();
    metrics::counter!("entraide_kept_pages_total", "what" => "given").increment(1);
    context::answered(&Method::GET, status, reader.started);
    tracing::debug!(id, status, micros = reader.started.elapsed().as_micros() as u64, kept = true, "answered");
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_given_a_coding_they_refuse() {
        let of = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_str(text).expect("a header"));
            coding(&headers)
        };
        for (text, wanted) in [
            ("gzip, deflate, br", Coding::Brotli),
            ("BR;Q=0.5", Coding::Brotli),
            ("br;q=0, gzip", Coding::Gzip),
            ("br; Q = 0.000, gzip;q=0.1", Coding::Gzip),
            ("br;q=abc, gzip;q=", Coding::Plain),
            ("br;q=2, gzip;level=9", Coding::Plain),
            ("*", Coding::Plain),
            ("", Coding::Plain),
        ] {
            assert!(of(text) == wanted, "{text}");
        }
    }
}
