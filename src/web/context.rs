//! Who asks, in which language, when: worked out once a request, handed to handlers as [`Ctx`].

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header, request::Parts};
use axum::middleware::Next;
use axum::response::Response;
use entity::{AccountId, Rank, Role, VersionId};
use sea_orm::FromQueryResult;
use tower_sessions::Session;
use tracing::Instrument as _;

use crate::app::App;
use crate::clock::{MINUTE, Millis};
use crate::config::Config;
use crate::error::{self, Error, Result};
use crate::i18n::Lang;
use crate::rules::numbers::Privileges;
use crate::rules::policy::{Actor, Facts, Verb, may};
use crate::ui::chrome::{Barred, Brand, Chrome, Theme, Viewer};
use crate::values;
use crate::web::{failure, paths, session};
use crate::{db, ui};

/// The signed-in person, as far as every page needs them. Read at most once a second.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Me {
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
    pub role: Role,
    pub rank: Rank,
    pub reputation: i64,
    pub lang: Option<String>,
    pub theme: Option<String>,
    pub shortcuts: bool,
    pub email_verified_at: Option<i64>,
    pub suspended_until: Option<i64>,
    pub suspended_reason: Option<String>,
    pub silenced_until: Option<i64>,
    pub silenced_reason: Option<String>,
    pub created_at: i64,
    /// The rules in force.
    pub version_id: Option<VersionId>,
    /// What reputation unlocks under them.
    #[sea_orm(skip)]
    pub privileges: Privileges,
    /// Points won or lost since they last read their ledger.
    pub gained: i64,
    /// Notifications they have not read, up to a hundred.
    pub unread: i64,
    /// For the team: threads of the feed that cannot wait.
    pub urgent: i64,
    /// For managers: gestures of others that wait for a decision.
    pub to_decide: i64,
    /// A code is asked for after the password.
    pub two_step: bool,
    /// Somebody of the team has to let this account in first.
    pub waits: bool,
    /// The team must have it, and they have not.
    pub two_step_owed: bool,
}

impl Me {
    pub fn is_staff(&self) -> bool {
        !matches!(self.role, Role::Customer)
    }

    /// What keeps them from writing, until when, why.
    fn barred(&self, now: Millis) -> Option<Barred> {
        let of = |until: Option<i64>, reason: &Option<String>, silenced| until.filter(|t| *t > now).map(|until| Barred { silenced, until, reason: reason.clone().unwrap_or_default() });
        of(self.suspended_until, &self.suspended_reason, false).or_else(|| of(self.silenced_until, &self.silenced_reason, true))
    }

    /// As the policy knows them.
    pub fn actor(&self, config: &Config, now: Millis) -> Actor {
        Actor {
            id: Some(self.id.0),
            role: self.role.into(),
            rank: self.rank.into(),
            reputation: self.reputation,
            confirmed: !self.waits && (self.email_verified_at.is_some() || !config.sends_mail()),
            suspended: self.suspended_until.is_some_and(|t| t > now),
            silenced: self.silenced_until.is_some_and(|t| t > now),
            created_at: self.created_at,
            privileges: self.privileges,
        }
    }
}

/// The context of one request. Cheap to clone.
#[derive(Clone)]
pub struct Ctx(Arc<Inner>);

pub struct Inner {
    pub app: App,
    pub now: Millis,
    pub lang: Lang,
    pub theme: Theme,
    pub me: Option<Arc<Me>>,
    pub session: Session,
    /// The element a script asked for (`X-Fragment`), without `#`.
    pub fragment: Option<String>,
    /// The client's address: the socket's, or what a trusted proxy says.
    pub ip: IpAddr,
    pub method: Method,
    /// Path and query as asked.
    pub path: String,
    /// The page of ours that the request came from, if the browser says.
    pub came_from: Option<String>,
    pub request_id: String,
    pub has_session_cookie: bool,
}

impl std::ops::Deref for Ctx {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Ctx {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Ctx> {
        parts.extensions.get::<Ctx>().cloned().ok_or_else(|| Error::Internal(anyhow::anyhow!("a route outside the context layer asked for it")))
    }
}

/// A request by someone signed in; anyone else is sent to log in and comes back.
pub struct Member {
    pub ctx: Ctx,
    pub me: Arc<Me>,
}

impl<S: Send + Sync> FromRequestParts<S> for Member {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Member> {
        let ctx = Ctx::from_request_parts(parts, state).await?;
        let me = ctx.member()?;
        Ok(Member { ctx, me })
    }
}

impl Inner {
    /// The signed-in person, or "log in first and come back to this page" (for a POST: to the page it came from).
    pub fn member(&self) -> Result<Arc<Me>> {
        self.me.clone().ok_or_else(|| self.sign_in())
    }

    /// Nobody is signed in here: log in, and come back.
    pub fn sign_in(&self) -> Error {
        Error::SignIn { back: self.back() }
    }

    /// Where to go after something that has to be done first: the page asked for, or the one a form was sent from.
    pub fn back(&self) -> String {
        if self.method == Method::GET { self.path.clone() } else { self.came_from.clone().unwrap_or_else(|| paths::Home.to_string()) }
    }

    /// What the policy knows of whoever asks.
    pub fn actor(&self) -> Actor {
        self.me.as_ref().map_or_else(Actor::visitor, |me| me.actor(&self.app.config, self.now))
    }

    /// The frame of a page.
    pub fn chrome(&self) -> Chrome {
        let config = &self.app.config;
        Chrome {
            lang: self.lang,
            theme: self.theme,
            brand: Brand { write_to: config.get("legal.write_to").to_owned(), ..Brand::new(config.get("brand.name"), config.get("brand.team")) },
            me: self.me.as_ref().map(|me| Viewer {
                username: me.username.clone(),
                display_name: me.display_name.clone(),
                staff: me.is_staff(),
                manager: matches!(me.role, Role::Manager | Role::Admin),
                admin: me.role == Role::Admin,
                shortcuts: me.shortcuts,
                gained: me.gained,
                unread: me.unread,
                urgent: me.urgent,
                to_decide: me.to_decide,
                barred: me.barred(self.now),
                circle: may(&self.actor(), Verb::Circle, &Facts::default()).is_ok(),
                tools: may(&self.actor(), Verb::Tools, &Facts::default()).is_ok(),
            }),
            path: self.path.clone(),
            base_url: config.base_url(),
            css: self.app.css.path.clone(),
            now: self.now,
            zone: config.get("timezone").to_owned(),
            said: said_in(&self.path).and_then(|word| ui::flash::sentence(self.lang, word)).map(str::to_owned),
            request_id: self.request_id.clone(),
        }
    }
}

/// The local part of `Referer`, when it is a page of this site.
fn came_from(app: &App, headers: &HeaderMap) -> Option<String> {
    let path = headers.get(header::REFERER)?.to_str().ok()?.strip_prefix(app.config.base_url().as_str())?;
    (paths::local(path) == path).then(|| path.to_owned())
}

/// What a redirect wants said on the page it leads to: `?said=word`.
fn said_in(path: &str) -> Option<&str> {
    path.split_once('?')?.1.split('&').find_map(|p| p.strip_prefix("said="))
}

/// Works out the context, runs the rest inside a span with the request's id, turns failures into pages.
pub async fn layer(State(app): State<App>, session: Session, mut request: Request, next: Next) -> Response {
    let started = std::time::Instant::now();
    let request_id = new_request_id();
    let path = request.uri().path_and_query().map_or("/", |p| p.as_str()).to_owned();
    let span = tracing::info_span!("request", id = %request_id, method = %request.method(), path = %without_tokens(request.uri().path()));
    let plain_path = without_tokens(request.uri().path());
    let method = request.method().clone();
    async move {
        let ip = ip_of(&app, &request);
        let headers = request.headers();
        let has_session_cookie = cookie(headers, session::cookie_name(&app.config)).is_some();
        let me = if has_session_cookie { signed_in(&app, &session).await } else { Ok(None) };
        let (me, trouble) = match me {
            Ok(me) => (me, None),
            Err(e) => (None, Some(e)),
        };
        let lang = language(&app, me.as_deref(), headers);
        let theme = me.as_ref().and_then(|m| m.theme.as_deref()).or(cookie(headers, "theme")).map_or(Theme::Auto, Theme::from_word);
        let fragment = headers.get("x-fragment").and_then(|v| v.to_str().ok()).filter(|v| v.len() <= 64).map(str::to_owned);
        let ctx = Ctx(Arc::new(Inner { app: app.clone(), now: app.clock.now(), lang, theme, me, session, fragment, ip, method: request.method().clone(), came_from: came_from(&app, request.headers()), path, request_id: request_id.clone(), has_session_cookie }));
        request.extensions_mut().insert(ctx.clone());
        let response = match trouble {
            Some(e) => failure::page(&ctx, &e),
            None if has_zero(request.uri().path()) => failure::page(&ctx, &Error::NotFound),
            None => next.run(request).await,
        };
        let mut response = failure::pages(&ctx, response);
        if let Ok(id) = HeaderValue::from_str(&request_id) {
            response.headers_mut().insert("x-request-id", id);
        }
        let status = response.status().as_u16();
        answered(&method, status, started);
        tracing::debug!(status, micros = started.elapsed().as_micros() as u64, path = %plain_path, "answered");
        response
    }
    .instrument(span)
    .await
}

/// The number by which an answer is found in the log.
pub fn new_request_id() -> String {
    format!("{:016x}", rand::random::<u64>())
}

/// An answer is counted, and how long it took.
pub fn answered(method: &Method, status: u16, started: std::time::Instant) {
    metrics::counter!("entraide_requests_total", "method" => method_label(method), "status" => status.to_string()).increment(1);
    metrics::histogram!("entraide_request_seconds").record(started.elapsed().as_secs_f64());
}

/// The client's address: the socket's, or what a trusted proxy says.
pub fn ip_of(app: &App, request: &Request) -> IpAddr {
    client_ip(app, request.extensions().get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip()), request.headers())
}

/// What a method counts as: names that clients make up would each be a series of their own, for ever.
fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

/// Would U+0000 come out of it? Nothing of ours is called so, and PostgreSQL cannot even be asked for it. What is typed
/// into a search is never refused; where else a query holds one, `Error` says what it is.
fn has_zero(encoded: &str) -> bool {
    encoded.contains("%00")
}

/// Links in mails hold tokens: they are not logged.
fn without_tokens(path: &str) -> String {
    for secret in [paths::ConfirmToken::PATTERN, paths::Reset::PATTERN, paths::FollowUp::PATTERN, paths::NoticeOf::PATTERN] {
        let prefix = secret.split('{').next().unwrap_or(secret);
        if path.starts_with(prefix) && path.len() > prefix.len() {
            return format!("{prefix}…");
        }
    }
    path.chars().take(200).map(|c| if c.is_control() { '�' } else { c }).collect()
}

async fn signed_in(app: &App, session: &Session) -> Result<Option<Arc<Me>>> {
    let id: Option<i64> = session.get(session::ACCOUNT).await.map_err(|e| Error::Unavailable(e.to_string()))?;
    let Some(id) = id else { return Ok(None) };
    let me = app.person(AccountId(id)).await?;
    if me.is_some() {
        touch(app, session).await;
    }
    Ok(me)
}

/// Moves the idle end of a session forward, at most every five minutes.
async fn touch(app: &App, session: &Session) {
    let Some(id) = session.id() else { return };
    let key = session::id_hash(&id);
    if app.touched.contains_key(&key) {
        return;
    }
    app.touched.insert(key.clone(), ()).await;
    let app = app.clone();
    tokio::spawn(async move {
        let now = app.clock.now();
        let done = async {
            let tx = app.db.write().await?;
            for (staff, cmp) in [(true, "<>"), (false, "=")] {
                let (idle, _) = session::life(staff);
                let text = format!(
                    "UPDATE session SET last_seen_at = $1, expires_at = $2 WHERE id_hash = $3 AND last_seen_at < $4 AND account_id IN (SELECT id FROM account WHERE role {cmp} 'customer')"
                );
                db::run(&tx, &text, values![now, now + idle, key.clone(), now - 5 * MINUTE]).await?;
            }
            db::run(&tx, "UPDATE account SET last_seen_at = $1 WHERE id = (SELECT account_id FROM session WHERE id_hash = $2)", values![now, key]).await?;
            tx.commit().await
        };
        if let Err(e) = done.await
            && let Some(others) = error::DOWN.now()
        {
            tracing::warn!(error = %e, others, "a session could not be marked as used");
        }
    });
}

/// Is the page fetched ahead, perhaps never to be read?
pub fn prefetched(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose"].iter().any(|h| headers.get(*h).is_some_and(|v| v.to_str().is_ok_and(|v| v.contains("prefetch"))))
}

/// The value of a cookie, if it came once and is plain.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';')).find_map(|pair| pair.trim().split_once('=').filter(|(k, _)| *k == name).map(|(_, v)| v))
}

pub fn language(app: &App, me: Option<&Me>, headers: &HeaderMap) -> Lang {
    me.and_then(|m| m.lang.as_deref())
        .or(cookie(headers, "lang"))
        .and_then(Lang::from_code)
        .or_else(|| headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).and_then(Lang::negotiate))
        .or(Lang::from_code(app.config.get("default_language")))
        .unwrap_or_default()
}

/// `X-Forwarded-For` counts only from a configured proxy; the last address that is not one of them is the client.
fn client_ip(app: &App, socket: Option<IpAddr>, headers: &HeaderMap) -> IpAddr {
    let socket = socket.unwrap_or(IpAddr::from([127, 0, 0, 1]));
    let trusted = |ip: &IpAddr| app.trusted_proxies.contains(ip);
    if !trusted(&socket) {
        return socket;
    }
    let forwarded: Vec<IpAddr> = headers.get_all("x-forwarded-for").iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(',')).filter_map(|s| s.trim().parse().ok()).collect();
    forwarded.into_iter().rev().find(|ip| !trusted(ip)).unwrap_or(socket)
}

impl From<Role> for crate::rules::policy::Role {
    fn from(role: Role) -> Self {
        match role {
            Role::Customer => Self::Customer,
            Role::Staff => Self::Staff,
            Role::Manager => Self::Manager,
            Role::Admin => Self::Admin,
        }
    }
}

impl From<Rank> for crate::rules::policy::Rank {
    fn from(rank: Rank) -> Self {
        match rank {
            Rank::Member => Self::Member,
            Rank::Helper => Self::Helper,
            Rank::Expert => Self::Expert,
            Rank::Ambassador => Self::Ambassador,
            Rank::Emeritus => Self::Emeritus,
        }
    }
}
