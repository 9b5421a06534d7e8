//! Sessions in our database. Only the SHA-256 of a cookie's id is stored, so a stolen backup signs nobody in.
//! Reads are remembered for one second at most: whoever is suspended or signed out is out within it.

use std::time::Duration;

use async_trait::async_trait;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use entity::AccountId;
use moka::future::Cache;
use sea_orm::FromQueryResult;
use sha2::{Digest, Sha256};
use time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error, Result};
use tower_sessions::{Expiry, SessionManagerLayer, SessionStore};

use crate::app::App;
use crate::clock::{Clock, DAY, HOUR, MINUTE, Millis};
use crate::config::Config;
use crate::db::{self, Db};
use crate::values;

/// The account that is signed in, inside the session's data.
pub const ACCOUNT: &str = "account";
/// When the person last proved who they are (log-in or password), inside the session's data.
pub const PROVED_AT: &str = "proved_at";

/// What the browser called itself at log-in, inside the session's data.
pub const USER_AGENT: &str = "user_agent";
/// Someone of the brand: shorter lives, inside the session's data.
pub const STAFF: &str = "staff";

/// Idle and absolute life of a session (S-08), in milliseconds.
pub fn life(staff: bool) -> (Millis, Millis) {
    if staff { (12 * HOUR, 7 * DAY) } else { (14 * DAY, 60 * DAY) }
}

/// Life of a session in which nobody is signed in.
pub const NOBODYS: Millis = 10 * MINUTE;

/// Sessions an account may have at once; the oldest goes first (S-08).
pub const SESSIONS_PER_ACCOUNT: i64 = 10;

#[derive(Clone, Debug)]
pub struct Store {
    db: Db,
    clock: Clock,
    seen: Cache<String, Option<Record>>,
}

#[derive(FromQueryResult)]
struct Row {
    data: String,
    expires_at: i64,
    ends_at: i64,
}

impl Store {
    pub fn new(db: Db, clock: Clock) -> Store {
        Store { db, clock, seen: Cache::builder().max_capacity(20_000).time_to_live(Duration::from_secs(1)).build() }
    }

    /// Forgets what is remembered of every session: after some were ended in the database.
    pub fn forget_all(&self) {
        self.seen.invalidate_all();
    }

    /// Ends a session, and says whether it was one of this account's until now: of whoever is signed out, none is.
    pub async fn end(&self, id: &Id, account: AccountId) -> std::result::Result<bool, sea_orm::DbErr> {
        let key = id_hash(id);
        let tx = self.db.write().await?;
        let ended = db::run(&tx, "DELETE FROM session WHERE id_hash = $1 AND account_id = $2", values![key.clone(), account.0]).await?;
        tx.commit().await?;
        self.seen.invalidate(&key).await;
        Ok(ended == 1)
    }

    /// What changed in a session that is still there.
    async fn update(&self, record: &Record) -> Result<()> {
        let account = record.data.get(ACCOUNT).and_then(serde_json::Value::as_i64);
        let data = serde_json::to_string(&record.data).map_err(|e| Error::Encode(e.to_string()))?;
        let key = id_hash(&record.id);
        let done = async {
            let tx = self.db.write().await?;
            let text = "UPDATE session SET account_id = $2, data = $3, last_seen_at = $4 WHERE id_hash = $1";
            db::run(&tx, text, values![key.clone(), account, data, self.clock.now()]).await?;
            tx.commit().await
        };
        done.await.map_err(|e: sea_orm::DbErr| Error::Backend(e.to_string()))?;
        self.seen.invalidate(&key).await;
        Ok(())
    }

    async fn put(&self, record: &Record) -> Result<()> {
        let account = record.data.get(ACCOUNT).and_then(serde_json::Value::as_i64);
        // never the record itself: it holds the id
        let data = serde_json::to_string(&record.data).map_err(|e| Error::Encode(e.to_string()))?;
        let now = self.clock.now();
        // one that is nobody's waits for the second step of a log-in
        let (idle, absolute) = if account.is_none() { (NOBODYS, NOBODYS) } else { life(record.data.get(STAFF).and_then(serde_json::Value::as_bool).unwrap_or(false)) };
        let agent = record.data.get(USER_AGENT).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        let key = id_hash(&record.id);
        let done = async {
            let tx = self.db.write().await?;
            db::run(
                &tx,
                "INSERT INTO session (id_hash, account_id, data, user_agent, created_at, last_seen_at, expires_at, ends_at) VALUES ($1, $2, $3, $4, $5, $5, $6, $7)",
                values![key.clone(), account, data, agent, now, now + idle, now + absolute],
            )
            .await?;
            db::run(
                &tx,
                "DELETE FROM session WHERE account_id = $1 AND id_hash <> $2
                 AND id_hash NOT IN (SELECT id_hash FROM session WHERE account_id = $1 AND id_hash <> $2 ORDER BY last_seen_at DESC, id_hash LIMIT $3)",
                values![account, key.clone(), SESSIONS_PER_ACCOUNT - 1],
            )
            .await?;
            tx.commit().await
        };
        done.await.map_err(|e: sea_orm::DbErr| Error::Backend(e.to_string()))?;
        self.seen.invalidate(&key).await;
        Ok(())
    }
}

/// What the database keeps of a session id.
pub fn id_hash(id: &Id) -> String {
    Sha256::digest(id.0.to_be_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        record.id = Id::default(); // 128 random bits: a clash is not expected in the life of the universe
        self.put(record).await
    }

    /// One that was ended meanwhile stays ended.
    async fn save(&self, record: &Record) -> Result<()> {
        self.update(record).await
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let key = id_hash(id);
        let now = self.clock.now();
        let found = self.seen.try_get_with(key.clone(), async {
            let row: Option<Row> = db::row(self.db.read(), "SELECT data, expires_at, ends_at FROM session WHERE id_hash = $1", values![key]).await?;
            let live = row.filter(|r| r.expires_at > now && r.ends_at > now);
            Ok::<_, sea_orm::DbErr>(live.and_then(|r| {
                let expiry_date = OffsetDateTime::from_unix_timestamp(r.ends_at / 1_000).ok()?;
                Some(Record { id: *id, data: serde_json::from_str(&r.data).ok()?, expiry_date })
            }))
        });
        found.await.map_err(|e| Error::Backend(e.to_string()))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        let key = id_hash(id);
        let done = async {
            let tx = self.db.write().await?;
            db::run(&tx, "DELETE FROM session WHERE id_hash = $1", values![key.clone()]).await?;
            tx.commit().await
        };
        done.await.map_err(|e: sea_orm::DbErr| Error::Backend(e.to_string()))?;
        self.seen.invalidate(&key).await;
        Ok(())
    }
}

/// The cookie's name: `__Host-` where the site is on https, plain on a loopback http address.
pub fn cookie_name(config: &Config) -> &'static str {
    if config.secure_cookies() { "__Host-session" } else { "session" }
}

/// The layer that reads and writes the cookie. It lives as long as a session may at most; the database ends it earlier.
pub fn layer(store: Store, config: &Config) -> SessionManagerLayer<Store> {
    SessionManagerLayer::new(store)
        .with_name(cookie_name(config))
        .with_secure(config.secure_cookies())
        .with_http_only(true)
        .with_same_site(tower_sessions::cookie::SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(time::Duration::days(60)))
}

/// A cookie whose session is gone is taken back by whole attributes (a `__Host-` one goes only so), and never by a GET:
/// reading sets no cookie. Stands outside [`layer`], whose library takes it back by its name alone.
pub async fn take_back(State(app): State<App>, request: Request, next: Next) -> Response {
    let reads = request.method().is_safe();
    let mut response = next.run(request).await;
    let gone = format!("{}=;", cookie_name(&app.config));
    let headers = response.headers_mut();
    let all: Vec<HeaderValue> = headers.get_all(header::SET_COOKIE).iter().cloned().collect();
    let kept: Vec<HeaderValue> = all.iter().filter(|v| !v.as_bytes().starts_with(gone.as_bytes())).cloned().collect();
    if kept.len() == all.len() {
        return response;
    }
    headers.remove(header::SET_COOKIE);
    for value in kept {
        headers.append(header::SET_COOKIE, value);
    }
    if !reads {
        let secure = if app.config.secure_cookies() { "; Secure" } else { "" };
        if let Ok(value) = HeaderValue::from_str(&format!("{gone} Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}")) {
            headers.append(header::SET_COOKIE, value);
        }
    }
    response
}

/// Ends sessions of an account, except one if given. Call inside the transaction of the cause, then [`Store::forget_all`].
pub async fn end_all(tx: &sea_orm::DatabaseTransaction, account: AccountId, except: Option<&Id>) -> std::result::Result<u64, sea_orm::DbErr> {
    let keep = except.map(id_hash).unwrap_or_default();
    db::run(tx, "DELETE FROM session WHERE account_id = $1 AND id_hash <> $2", values![account.0, keep]).await
}
