//! More requests than this machine answers: some are refused at once, so that the others are answered in time.
//!
//! What counts is what is being answered, not what is still being sent: a client that types slowly takes no place. A
//! moment of many is waited out; when it lasts, those go first who lose least by coming back, and the team last.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::body::{Body as HttpBody, Frame, SizeHint};

use crate::app::App;
use crate::i18n::Lang;
use crate::web::{limits, paths, session};

/// Requests answered at once, for each core, that are no crowd yet.
const EACH_CORE: usize = 32;
/// A crowd that is over sooner is none.
const LASTS: Duration = Duration::from_millis(300);
/// So many times as many are too many at any moment.
const AT_ONCE: usize = 4;
/// Seconds after which to come back.
const LATER: &str = "3";

/// Who asks for what; the first are refused first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    Crawler,
    VisitorsSearch,
    Visitor,
    Member,
    Writes,
    Team,
}

impl Asks {
    fn of(app: &App, request: &Request) -> Asks {
        let path = request.uri().path();
        let cookie = session::cookie_name(&app.config);
        let member = request.headers().get_all(header::COOKIE).iter().any(|c| c.to_str().is_ok_and(|c| c.split(';').any(|one| one.trim().split('=').next() == Some(cookie))));
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        match member {
            true if paths::is_of_team(path) => Asks::Team,
            _ if !reads => Asks::Writes,
            true => Asks::Member,
            false if limits::is_crawler(request) => Asks::Crawler,
            false if path == paths::Search::PATTERN => Asks::VisitorsSearch,
            false => Asks::Visitor,
        }
    }

    /// As many may be answered at once, as parts of a crowd, while it lasts.
    fn share(self, crowd: usize) -> usize {
        match self {
            Asks::Crawler => crowd / 2,
            Asks::VisitorsSearch => crowd * 3 / 4,
            Asks::Visitor => crowd,
            Asks::Member => crowd * 2,
            Asks::Writes => crowd * 4,
            Asks::Team => crowd * 8,
        }
    }
}

#[derive(Debug, Default)]
struct Moment {
    answering: usize,
    /// Since when there is a crowd.
    since: Option<Instant>,
}

/// How many are being answered by this process.
#[derive(Clone, Debug)]
pub struct Crowding {
    crowd: usize,
    now: Arc<Mutex<Moment>>,
}

impl Crowding {
    pub fn new(cores: usize) -> Crowding {
        Crowding { crowd: cores.max(1) * EACH_CORE, now: Arc::default() }
    }

    fn change(&self, by: impl FnOnce(usize) -> usize) {
        let mut now = self.now.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        now.answering = by(now.answering);
        // the smallest share is what a crowd begins with
        if now.answering < self.crowd / 2 {
            now.since = None;
        } else if now.since.is_none() {
            now.since = Some(Instant::now());
        }
    }

    /// A place among those who are answered; none where there are too many.
    fn enter(&self, asks: Asks) -> Option<Place> {
        let share = asks.share(self.crowd);
        let full = {
            let now = self.now.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let lasts = now.since.is_some_and(|since| since.elapsed() >= LASTS);
            now.answering >= share * AT_ONCE || (lasts && now.answering >= share)
        };
        if full {
            return None;
        }
        self.change(|n| n + 1);
        Some(Place(self.clone()))
    }
}

/// Leaving frees it.
struct Place(Crowding);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.change(|n| n.saturating_sub(1));
    }
}

/// A body that counts its request out while nothing of it comes.
struct Awaited {
    body: Body,
    crowding: Crowding,
    waits: bool,
}

impl Awaited {
    fn waits(&mut self, waits: bool) {
        if self.waits != waits {
            self.waits = waits;
            self.crowding.change(|n| if waits { n.saturating_sub(1) } else { n + 1 });
        }
    }
}

impl HttpBody for Awaited {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(cx);
        self.waits(frame.is_pending());
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Awaited {
    fn drop(&mut self) {
        self.waits(false);
    }
}

/// Stands before everything that costs something.
pub async fn layer(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(place) = app.crowding.enter(Asks::of(&app, &request)) else {
        metrics::counter!("entraide_shed_total").increment(1);
        return come_back(&request);
    };
    let request = request.map(|body| Body::new(Awaited { body, crowding: app.crowding.clone(), waits: false }));
    let response = next.run(request).await;
    drop(place);
    response
}

/// A small page that costs nothing: that nothing was done, and when to come back.
fn come_back(request: &Request) -> Response {
    let lang = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|l| l.to_str().ok()).and_then(Lang::negotiate).unwrap_or(Lang::En);
    let page = maud::html! {
        (maud::DOCTYPE)
        html lang=(lang.code()) {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width"; title { (lang.ui_503_title()) } }
            body { main { h1 { (lang.ui_503_title()) } p { (lang.ui_503_text()) } } }
        }
    };
    let headers = [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store"), (header::RETRY_AFTER, LATER), (header::VARY, "Accept-Language")];
    (StatusCode::SERVICE_UNAVAILABLE, headers, page.into_string()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lasting(crowding: &Crowding) {
        crowding.now.lock().expect("not poisoned").since = Instant::now().checked_sub(LASTS);
    }

    #[test]
    fn a_moment_of_many_is_waited_out() {
        let crowding = Crowding::new(2);
        let held: Vec<_> = (0..200).map_while(|_| crowding.enter(Asks::Visitor)).collect();
        assert_eq!(held.len(), 200);
        let more: Vec<_> = (0..200).map_while(|_| crowding.enter(Asks::Visitor)).collect();
        assert!(more.len() < 200, "far too many are too many at once");
    }

    #[test]
    fn what_lasts_refuses_those_first_who_lose_least() {
        let crowding = Crowding::new(2);
        let held: Vec<_> = (0..64).map_while(|_| crowding.enter(Asks::Visitor)).collect();
        assert_eq!(held.len(), 64);
        lasting(&crowding);
        for refused in [Asks::Crawler, Asks::VisitorsSearch, Asks::Visitor] {
            assert!(crowding.enter(refused).is_none(), "{refused:?}");
        }
        for answered in [Asks::Member, Asks::Writes, Asks::Team] {
            assert!(crowding.enter(answered).is_some(), "{answered:?}");
        }
        drop(held);
        assert!(crowding.enter(Asks::Crawler).is_some());
        assert!(crowding.now.lock().expect("not poisoned").since.is_none());
    }

    #[tokio::test]
    async fn whoever_sends_slowly_takes_no_place() {
        let crowding = Crowding::new(1);
        let place = crowding.enter(Asks::Writes);
        let answering = || crowding.now.lock().expect("not poisoned").answering;
        let silent = futures_util::stream::pending::<Result<Bytes, std::io::Error>>();
        let mut body = Box::pin(Awaited { body: Body::from_stream(silent), crowding: crowding.clone(), waits: false });
        assert_eq!(answering(), 1);
        std::future::poll_fn(|cx| {
            assert!(body.as_mut().poll_frame(cx).is_pending());
            Poll::Ready(())
        })
        .await;
        assert_eq!(answering(), 0);
        drop(body);
        assert_eq!(answering(), 1);
        drop(place);
        assert_eq!(answering(), 0);
    }
}
