//! How much one member may say in a day, counted in the database, so that every process agrees. The numbers are
//! `rules::daily`'s; what was taken back counts too.

use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::clock::{DAY, Millis, SECOND};
use crate::error::{Error, Result};
use crate::rules::daily;
use crate::rules::policy::Actor;
use crate::{db, values};

/// The day's share is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enough {
    pub limit: i64,
    /// Until the next one.
    pub wait: Millis,
}

impl Enough {
    /// Whole seconds, for `Retry-After`.
    pub fn seconds(self) -> u64 {
        u64::try_from(self.wait / SECOND + 1).unwrap_or(1)
    }
}

impl From<Enough> for Error {
    fn from(e: Enough) -> Error {
        Error::TooMany { seconds: e.seconds() }
    }
}

/// May they answer once more? Call before anything else is locked: two answers of one member wait for each other.
pub async fn answers(tx: &DatabaseTransaction, actor: &Actor, now: Millis) -> Result<Option<Enough>> {
    written(tx, actor, now, daily::answers(actor, now), "SELECT created_at AS at FROM post WHERE author_id = $1 AND kind = 'answer' ORDER BY id DESC LIMIT $2").await
}

/// The same for comments.
pub async fn comments(tx: &DatabaseTransaction, actor: &Actor, now: Millis) -> Result<Option<Enough>> {
    written(tx, actor, now, daily::comments(actor, now), "SELECT created_at AS at FROM comment WHERE author_id = $1 ORDER BY id DESC LIMIT $2").await
}

/// The same for "this helped me".
pub async fn votes(tx: &DatabaseTransaction, actor: &Actor, now: Millis) -> Result<Option<Enough>> {
    said(tx, actor, now, daily::votes(actor, now), "vote").await
}

/// The same for "did not work for me".
pub async fn did_not_work(tx: &DatabaseTransaction, actor: &Actor, now: Millis) -> Result<Option<Enough>> {
    said(tx, actor, now, daily::did_not_work(actor, now), "did_not_work").await
}

/// The same for reports.
pub async fn flags(tx: &DatabaseTransaction, actor: &Actor, now: Millis) -> Result<Option<Enough>> {
    said(tx, actor, now, daily::flags(actor, now), "flag").await
}

async fn written(tx: &DatabaseTransaction, actor: &Actor, now: Millis, limit: Option<i64>, newest: &'static str) -> Result<Option<Enough>> {
    if let (Some(me), Some(_)) = (actor.id, limit) {
        db::lock(tx, "account", me).await?;
    }
    last(tx, actor, now, limit, newest).await
}

async fn said(tx: &DatabaseTransaction, actor: &Actor, now: Millis, limit: Option<i64>, table: &'static str) -> Result<Option<Enough>> {
    last(tx, actor, now, limit, &format!("SELECT at FROM {table} WHERE actor_id = $1 ORDER BY at DESC LIMIT $2")).await
}

/// Were as many as allowed written within a day?
async fn last(tx: &DatabaseTransaction, actor: &Actor, now: Millis, limit: Option<i64>, newest: &str) -> Result<Option<Enough>> {
    #[derive(FromQueryResult)]
    struct Row {
        at: i64,
    }
    let (Some(me), Some(limit)) = (actor.id, limit) else { return Ok(None) };
    let rows: Vec<Row> = db::rows(tx, newest, values![me, limit]).await?;
    let oldest = rows.iter().map(|r| r.at).min().filter(|_| i64::try_from(rows.len()).is_ok_and(|n| n >= limit));
    Ok(oldest.map(|at| at + DAY - now).filter(|wait| *wait > 0).map(|wait| Enough { limit, wait }))
}
