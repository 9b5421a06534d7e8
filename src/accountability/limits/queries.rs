//! Refusals by the hour, and what lifting a limit writes.

use entity::AccountId;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use crate::app::App;
use crate::audit::{self, Deed};
use crate::clock::{DAY, HOUR, Millis};
use crate::{db, values};

/// Writes down what this process refused since the last time.
pub async fn write_down(app: &App, now: Millis) -> anyhow::Result<()> {
    let mut met: Vec<_> = app.limits.take_refusals().into_iter().collect();
    if met.is_empty() {
        return Ok(());
    }
    met.sort_unstable(); // two processes lock in one order
    let tx = app.db.write().await?;
    for ((what, account), n) in met {
        db::run(
            &tx,
            "INSERT INTO limit_met (what, account_id, hour, n) VALUES ($1, $2, $3, $4) ON CONFLICT (what, account_id, hour) DO UPDATE SET n = limit_met.n + excluded.n",
            values![what, account, now - now.rem_euclid(HOUR), n],
        )
        .await?;
    }
    Ok(tx.commit().await?)
}

/// A limit that was met in the last day; `username` is none for those without an account, all together.
#[derive(Debug, FromQueryResult)]
pub struct Met {
    pub what: String,
    pub username: Option<String>,
    pub display_name: Option<String>,
    pub n: i64,
    pub hour: i64,
    /// A count that can be set back.
    pub counted: bool,
}

/// Members first, whoever met it most first.
pub async fn met(db: &impl ConnectionTrait, now: Millis) -> Result<Vec<Met>, DbErr> {
    let text = "SELECT m.what, a.username, a.display_name, CAST(SUM(m.n) AS BIGINT) AS n, MAX(m.hour) AS hour,
            EXISTS (SELECT 1 FROM quota q WHERE q.account_id = m.account_id AND q.act = m.what) AS counted
         FROM limit_met m LEFT JOIN account a ON a.id = m.account_id WHERE m.hour > $1
         GROUP BY m.what, m.account_id, a.username, a.display_name
         ORDER BY CASE WHEN a.username IS NULL THEN 1 ELSE 0 END, SUM(m.n) DESC, m.what, m.account_id LIMIT 200";
    db::rows(db, text, values![now - DAY]).await
}

/// Sets a member's count back; false: there is nothing to set back.
pub async fn lift(tx: &DatabaseTransaction, by: AccountId, username: &str, what: &str, now: Millis) -> Result<bool, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: AccountId,
    }
    let found: Option<Row> = db::row(tx, "SELECT id FROM account WHERE username = $1", values![username]).await?;
    let Some(Row { id }) = found else { return Ok(false) };
    // votes for one author are counted under their number
    let gone = db::run(tx, "DELETE FROM quota WHERE account_id = $1 AND (act = $2 OR SUBSTR(act, 1, LENGTH($2) + 1) = $3)", values![id.0, what, format!("{what}:")]).await?;
    if gone == 0 {
        return Ok(false);
    }
    db::run(tx, "DELETE FROM limit_met WHERE account_id = $1 AND what = $2", values![id.0, what]).await?;
    audit::record(tx, Deed { actor: Some(by), action: "limit_lifted", object: "account", object_id: id.0, note: what }, now).await?;
    Ok(true)
}
