//! The one error of a request. It is logged once, where it becomes a page; the page says what a person can do
//! next and shows no internals.

use std::sync::Arc;

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
    /// Two transactions waited for each other, and this one was given up: nothing was saved, once more will do.
    #[error("gave way: {0}")]
    GaveWay(String),
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
        Error::of(&e).unwrap_or_else(|| Error::Internal(anyhow::Error::new(e)))
    }
}

/// Of a reading that several waited for.
impl From<Arc<DbErr>> for Error {
    fn from(e: Arc<DbErr>) -> Self {
        Error::of(&e).unwrap_or_else(|| Error::Internal(anyhow::anyhow!("{e}")))
    }
}

impl Error {
    /// Whose fault it is; none: ours.
    fn of(e: &DbErr) -> Option<Error> {
        if is_zero_in_text(e) {
            return Some(Error::BadRequest("a field holds a zero character"));
        }
        if gave_way(e) {
            return Some(Error::GaveWay(e.to_string()));
        }
        passing(e).then(|| Error::Unavailable(e.to_string()))
    }
}

/// Is it the database that is down, full or busy, rather than us who are wrong? Then nothing was saved, and trying again
/// later may do.
pub fn passing(e: &DbErr) -> bool {
    use sea_orm::sqlx::Error as E;
    match e {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e)) => match &**e {
            E::Io(_) | E::Tls(_) | E::Protocol(_) | E::PoolTimedOut | E::PoolClosed | E::WorkerCrashed => true,
            E::Database(d) => d.code().is_some_and(|code| passing_code(&code)),
            _ => false,
        },
        _ => false,
    }
}

/// Did two transactions wait for each other, or cross?
fn gave_way(e: &DbErr) -> bool {
    use sea_orm::sqlx::Error as E;
    let (DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e))) = e else { return false };
    matches!(&**e, E::Database(d) if d.code().is_some_and(|c| c == "40P01" || c == "40001"))
}

fn passing_code(code: &str) -> bool {
    // SQLite says a number; what is above its last eight bits says more of the same
    if code.len() < 5
        && let Ok(number) = code.parse::<u32>()
    {
        // BUSY, LOCKED, NOMEM, IOERR, FULL, CANTOPEN
        return matches!(number & 0xff, 5 | 6 | 7 | 10 | 13 | 14);
    }
    // connections, resources, the system around it; it stops, crashes or starts; statement or lock timeout; idle for too long;
    // not the primary any more; two transactions that waited for each other
    ["08", "53", "58", "57P0"].iter().any(|class| code.starts_with(class)) || matches!(code, "57014" | "55P03" | "25P03" | "25P04" | "25006" | "40P01" | "40001")
}

/// Says the same thing once in a while, so that a database that is down for an hour does not fill the log.
pub struct Seldom(std::sync::Mutex<(Option<std::time::Instant>, u64)>);

impl Seldom {
    const PAUSE: std::time::Duration = std::time::Duration::from_secs(10);

    pub const fn new() -> Seldom {
        Seldom(std::sync::Mutex::new((None, 0)))
    }

    /// May it be said now? Then how often it was not, since it was last.
    pub fn now(&self) -> Option<u64> {
        let mut held = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if held.0.is_some_and(|last| last.elapsed() < Self::PAUSE) {
            held.1 += 1;
            return None;
        }
        held.0 = Some(std::time::Instant::now());
        Some(std::mem::take(&mut held.1))
    }
}

impl Default for Seldom {
    fn default() -> Self {
        Seldom::new()
    }
}

/// That a dependency is down, wherever it is noticed.
pub static DOWN: Seldom = Seldom::new();

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_is_told_from_what_is_wrong() {
        // a full disk, an I/O error with its details, a database that stops, crashes, starts
        for passes in ["5", "517", "13", "778", "4874", "14", "57P01", "57P02", "57P03", "53100", "53300", "08006", "58030", "40001", "25006"] {
            assert!(passing_code(passes), "{passes}");
        }
        for ours in ["1", "8", "19", "2067", "787", "23505", "42P01", "22021", "XX000"] {
            assert!(!passing_code(ours), "{ours}");
        }
    }

    #[test]
    fn the_same_is_said_seldom() {
        let seldom = Seldom::new();
        assert_eq!(seldom.now(), Some(0));
        assert!((0..100).all(|_| seldom.now().is_none()));
    }
}
