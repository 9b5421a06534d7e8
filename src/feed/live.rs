//! `GET /events`: tells an open feed how many rows came, woke or changed their reason or owner since it was drawn. One look a second for the whole process, and
//! only while somebody listens; it looks at the database, so that it sees what other processes did.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Query;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use entity::AccountId;
use futures_util::stream;
use serde::Deserialize;
use tokio::sync::{Notify, watch};
use tokio::time::Instant;

use super::filter::{Filter, Raw};
use super::rows::{self, Seen};
use crate::app::App;
use crate::db;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::web::context::Member;

/// Between two looks.
const EVERY: Duration = Duration::from_secs(1);
/// A connection ends before the server's own deadline does it, and the browser opens the next.
const LASTS: Duration = Duration::from_secs(45);
/// Those who may listen at once.
const LISTENERS: usize = 500;

/// The process's one look, and who waits for it.
#[derive(Default)]
pub struct Live {
    hub: Mutex<Option<watch::Sender<Seen>>>,
    poke: Notify,
}

impl Live {
    /// Looks at once: this process just changed something.
    pub fn look(&self) {
        self.poke.notify_one();
    }

    fn listen(&self, app: &App) -> Result<watch::Receiver<Seen>> {
        let mut hub = self.hub.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = hub.as_ref().filter(|s| !s.is_closed()) {
            if sender.receiver_count() >= LISTENERS {
                return Err(Error::Unavailable("too many listen to the feed".into()));
            }
            return Ok(sender.subscribe());
        }
        let (sender, receiver) = watch::channel(Seen::default());
        *hub = Some(sender.clone());
        drop(hub);
        tokio::spawn(watch_feed(app.clone(), sender));
        Ok(receiver)
    }
}

/// Looks until nobody listens or the server stops.
async fn watch_feed(app: App, sender: watch::Sender<Seen>) {
    while !sender.is_closed() && !app.draining() {
        match rows::seen(app.db.read()).await {
            Ok(seen) => {
                sender.send_if_modified(|old| std::mem::replace(old, seen) != seen);
            }
            Err(e) => tracing::debug!(error = %e, "the feed could not be looked at"),
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = app.feed.poke.notified() => {}
        }
    }
    // whoever still listens is told by the end of the channel, and asks again
    let mut hub = app.feed.hub.lock().unwrap_or_else(PoisonError::into_inner);
    if hub.as_ref().is_some_and(|s| s.same_channel(&sender)) {
        *hub = None;
    }
}

/// What the open list saw.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    sight: String,
}

/// One listener.
struct Listener {
    app: App,
    me: AccountId,
    lang: Lang,
    filter: Filter,
    sight: String,
    seen: watch::Receiver<Seen>,
    until: Instant,
    told: Option<i64>,
}

pub async fn events(m: Member, headers: HeaderMap, Query(raw): Query<Raw>, Query(asked): Query<Asked>) -> Result<Response> {
    if !headers.get(header::ACCEPT).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("text/event-stream")) {
        return Err(Error::BadRequest("events are for scripts"));
    }
    if !m.me.is_staff() || m.ctx.actor().suspended {
        // "do not come back"
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let app = m.ctx.app.clone();
    let seen = app.feed.listen(&app)?;
    let sight = match db::sight_of(app.db.read(), &asked.sight) {
        Some(sight) if !db::ahead(app.db.read(), &sight).await? => sight,
        _ => rows::heading(app.db.read(), m.ctx.now).await?.sight,
    };
    let listener = Listener { app, me: m.me.id, lang: m.ctx.lang, filter: raw.into(), sight, seen, until: Instant::now() + LASTS, told: None };
    let first = stream::iter([Ok::<Bytes, std::convert::Infallible>(Bytes::from_static(b"retry: 2000\n\n"))]);
    let rest = stream::unfold(listener, |mut l| async move { l.next().await.map(|bytes| (Ok(bytes), l)) });
    let body = Body::from_stream(futures_util::StreamExt::chain(first, rest));
    Ok(([(header::CONTENT_TYPE, "text/event-stream; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], body).into_response())
}

impl Listener {
    /// The next thing to tell; none at the end.
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            // the first time, what came while the page was on its way
            if self.told.is_some() {
                tokio::time::timeout_at(self.until, self.seen.changed()).await.ok()?.ok()?;
            }
            // whoever lost the role or the account hears no more
            let me = self.app.person(self.me).await.ok()??;
            if !me.is_staff() {
                return None;
            }
            let now = self.app.clock.now();
            let n = rows::news(self.app.db.read(), &self.filter, self.me, &self.sight, now).await.ok()?;
            let before = self.told.replace(n).unwrap_or(0);
            if n != before {
                let words = if n == 0 { String::new() } else { self.lang.feed_new(n) };
                return Some(Bytes::from(format!("data: {words}\n\n")));
            }
        }
    }
}
