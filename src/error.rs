//! The one error of a request. It is logged once, where it becomes a page; the page says what a person can do
//! next and shows no internals.

use sea_orm::{DbErr, RuntimeErr, SqlErr};

use crate::rules::daily::Enough;
use crate::rules::policy::Denied;

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Absent, or not for these eyes: nobody can tell which.
    #[error("not found")]
    NotFound,
    #[error("denied: {0:?}")]
    Denied(Denied),
    /// A request that another site made a browser send.
    #[error("cross-site request refused")]
    Forged,
    /// Sign in first, then come back to this path.
    #[error("sign in first")]
    SignIn { back: String },
    /// Someone else was faster, or the page was stale.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    #[error("bad request: {0}")]
    BadRequest(&'static str),
    /// More bytes than any form of ours holds.
    #[error("the request is too large")]
    TooLarge,
    /// Too many requests; try again in that many seconds.
    #[error("too many requests, retry in {seconds} s")]
    TooMany { what: &'static str, seconds: u64 },
    /// As much as one member may do for now.
    #[error("a limit is reached: {0:?}")]
    Enough(Enough),
    /// A dependency is down or busy: nothing was saved, try again.
    #[error("unavailable: {0}")]
    Unavailable(String),
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

impl From<Denied> for Error {
    fn from(d: Denied) -> Self {
        Error::Denied(d)
    }
}

impl From<Enough> for Error {
    fn from(e: Enough) -> Self {
        Error::Enough(e)
    }
}

impl From<DbErr> for Error {
    fn from(e: DbErr) -> Self {
        if is_zero_in_text(&e) {
            return Error::BadRequest("a field holds a zero character");
        }
        let busy = match &e {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
            DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e)) => {
                use sea_orm::sqlx::Error as E;
                match &**e {
                    E::Io(_) | E::PoolTimedOut | E::PoolClosed | E::WorkerCrashed => true,
                    // SQLITE_FULL, SQLITE_BUSY, SQLITE_IOERR; PostgreSQL: shutting down, disk full, statement or lock
                    // timeout, two transactions that waited for each other
                    E::Database(d) => d.code().is_some_and(|c| matches!(c.as_ref(), "13" | "5" | "10" | "57P01" | "57P03" | "53100" | "57014" | "55P03" | "40P01" | "40001")),
                    _ => false,
                }
            }
            _ => false,
        };
        if busy { Error::Unavailable(e.to_string()) } else { Error::Internal(anyhow::Error::new(e)) }
    }
}

/// PostgreSQL keeps no U+0000 in texts (22021). Where one can be meant, `rules::text` says so beside its field; this is
/// for what only a forged form holds.
fn is_zero_in_text(e: &DbErr) -> bool {
    use sea_orm::sqlx::Error as E;
    let (DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e))) = e else { return false };
    matches!(&**e, E::Database(d) if d.code().is_some_and(|c| c == "22021"))
}

/// Did a write fail because the row is already there? Same answer on both databases.
pub fn is_unique_violation(e: &DbErr) -> bool {
    matches!(e.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}
