//! Reads of accounts that wait.

use std::net::IpAddr;

use entity::AccountId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::ranges::Range;
use crate::{db, values};

/// The name of the choice that holds the places left out.
pub const RANGES: &str = "signup_ranges";
/// Accounts on the page.
const SHOWN: i64 = 300;

/// Does this account wait?
pub async fn waits(db: &impl ConnectionTrait, account: AccountId) -> Result<bool, DbErr> {
    Ok(db::count(db, "SELECT COUNT(*) AS n FROM signup_wait WHERE account_id = $1", values![account.0]).await? > 0)
}

/// An account that waits, and where it was made, as a hash.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Waiting {
    pub account_id: AccountId,
    pub mark: String,
    pub since: i64,
    pub username: String,
    pub display_name: String,
}

/// All that wait, those of one place together.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Waiting>, DbErr> {
    let text = "SELECT w.account_id, w.mark, w.since, a.username, a.display_name FROM signup_wait w JOIN account a ON a.id = w.account_id ORDER BY w.mark, w.since, w.account_id LIMIT $1";
    db::rows(db, text, values![SHOWN]).await
}

/// Which of them a decision is about: one, or all of a place.
pub async fn meant(db: &impl ConnectionTrait, account: Option<i64>, mark: &str) -> Result<Vec<AccountId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        account_id: AccountId,
    }
    let rows: Vec<Row> = db::rows(db, "SELECT account_id FROM signup_wait WHERE account_id = $1 OR mark = $2 ORDER BY account_id LIMIT $3", values![account.unwrap_or(0), mark, SHOWN]).await?;
    Ok(rows.into_iter().map(|r| r.account_id).collect())
}

/// How many wait.
pub async fn count(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    db::count(db, "SELECT COUNT(*) AS n FROM signup_wait", values![]).await
}

/// The places left out, as they were typed.
pub async fn ranges(db: &impl ConnectionTrait) -> Result<String, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        value: String,
    }
    let row: Option<Row> = db::row(db, "SELECT value FROM site_choice WHERE name = $1", values![RANGES]).await?;
    Ok(row.map(|r| r.value).unwrap_or_default())
}

/// Is this address one of a place left out?
pub async fn is_left_out(db: &impl ConnectionTrait, ip: IpAddr) -> Result<bool, DbErr> {
    Ok(Range::read_all(&ranges(db).await?).unwrap_or_default().iter().any(|r| r.holds(ip)))
}
