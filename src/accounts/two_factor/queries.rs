//! Reads of two-step log-in.

use entity::AccountId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::seal::Keys;
use crate::clock::{MINUTE, Millis};
use crate::config::Config;
use crate::error::Result;
use crate::{db, values};

/// A set-up that was begun is good for so long.
pub const PENDING: Millis = 30 * MINUTE;

/// What its owner sees of it.
#[derive(Debug, Default, FromQueryResult)]
pub struct State {
    pub enabled_at: Option<i64>,
    pub codes_left: i64,
}

/// Is it on, since when, and how many recovery codes are left?
pub async fn state(db: &impl ConnectionTrait, account: AccountId) -> Result<State, DbErr> {
    let text = "SELECT t.enabled_at, (SELECT COUNT(*) FROM recovery_code r WHERE r.account_id = t.account_id AND r.used_at IS NULL) AS codes_left
         FROM two_factor t WHERE t.account_id = $1";
    Ok(db::row(db, text, values![account.0]).await?.unwrap_or_default())
}

/// Is it on?
pub async fn is_on(db: &impl ConnectionTrait, account: AccountId) -> Result<bool, DbErr> {
    Ok(db::count(db, "SELECT COUNT(*) AS n FROM two_factor WHERE account_id = $1", values![account.0]).await? > 0)
}

/// What a session keeps of a set-up under way, opened.
pub async fn opened(db: &impl ConnectionTrait, config: &Config, account: AccountId, sealed: &str) -> Result<Option<Vec<u8>>> {
    Ok(Keys::read(db, config).await?.open(&account.to_string(), sealed))
}

/// Keys that secrets were sealed with and that this server has not, with how many secrets.
pub async fn lost(db: &impl ConnectionTrait, config: &Config) -> Result<Vec<(String, i64)>> {
    #[derive(FromQueryResult)]
    struct Row {
        name: String,
        n: i64,
    }
    let keys = Keys::read(db, config).await?;
    let text = "SELECT SUBSTR(secret, 1, 8) AS name, COUNT(*) AS n FROM two_factor GROUP BY SUBSTR(secret, 1, 8) ORDER BY 1";
    let rows: Vec<Row> = db::rows(db, text, values![]).await?;
    Ok(rows.into_iter().filter(|r| !keys.has(&r.name)).map(|r| (r.name, r.n)).collect())
}

/// Must the team have it? As it was chosen, else as the settings say.
pub async fn team_must(db: &impl ConnectionTrait, config: &Config) -> Result<bool, DbErr> {
    let text = "SELECT COUNT(*) AS n WHERE COALESCE((SELECT value FROM site_choice WHERE name = 'team_two_factor'), $1) = 'required'";
    Ok(db::count(db, text, values![config.get("two_step.staff")]).await? > 0)
}

/// Someone of the team.
#[derive(Debug, FromQueryResult)]
pub struct Colleague {
    pub username: String,
    pub display_name: String,
    pub enabled_at: Option<i64>,
    pub codes_left: i64,
}

/// The team, whoever has it not first.
pub async fn team(db: &impl ConnectionTrait) -> Result<Vec<Colleague>, DbErr> {
    let text = "SELECT a.username, a.display_name, t.enabled_at, (SELECT COUNT(*) FROM recovery_code r WHERE r.account_id = a.id AND r.used_at IS NULL) AS codes_left
         FROM account a LEFT JOIN two_factor t ON t.account_id = a.id
         WHERE a.role <> 'customer' AND a.deleted_at IS NULL ORDER BY CASE WHEN t.enabled_at IS NULL THEN 0 ELSE 1 END, a.username";
    db::rows(db, text, values![]).await
}
