//! What time does to accounts: one whose address was never proved goes after a week and frees its name.

use entity::AccountId;
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::accounts::settings::leave;
use crate::app::App;
use crate::clock::{DAY, Millis};
use crate::error::Result;
use crate::{db, values};

/// How long an account may wait for its address to be proved.
const WAITS: Millis = 7 * DAY;

/// What is written about an account before it says anything.
const KEPT_OF_THEM: &[(&str, &str)] = &[
    ("standing_mark", "member_id"),
    ("standing", "member_id"),
    ("badge_due", "member_id"),
    ("ledger_seen", "member_id"),
    ("mail_choice", "member_id"),
    ("leaderboard_out", "member_id"),
    ("quota", "account_id"),
    ("limit_met", "account_id"),
    ("linked_host", "account_id"),
];

/// Removes accounts that nobody confirmed. Where no mail is sent, none waits. One whose owner logged in meanwhile is in
/// the audit record and stays as a former member; the others leave no trace.
pub async fn sweep(app: &App, now: Millis) -> anyhow::Result<()> {
    if !app.config.sends_mail() {
        return Ok(());
    }
    #[derive(FromQueryResult)]
    struct Row {
        id: AccountId,
    }
    let rows: Vec<Row> = db::rows(
        app.db.read(),
        "SELECT id FROM account WHERE email_verified_at IS NULL AND email_folded IS NULL AND email IS NOT NULL AND placeholder = FALSE AND deleted_at IS NULL
         AND role = 'customer' AND created_at < $1 ORDER BY created_at LIMIT 500",
        values![now - WAITS],
    )
    .await?;
    for row in rows {
        let tx = app.db.write().await?;
        let still = db::count(&tx, "SELECT COUNT(*) AS n FROM account WHERE id = $1 AND email_verified_at IS NULL", values![row.id.0]).await?;
        if still == 1 && erase(&tx, row.id, now).await? {
            tx.commit().await?;
        }
    }
    Ok(())
}

/// Removes an account that nobody confirmed; one that did something stays as a former member. `false`: it has to stay.
pub async fn erase(tx: &DatabaseTransaction, account: AccountId, now: Millis) -> Result<bool> {
    let traced = "SELECT COUNT(*) AS n FROM account WHERE id = $1 AND (EXISTS (SELECT 1 FROM audit WHERE audit.actor_id = account.id) OR EXISTS (SELECT 1 FROM post WHERE post.author_id = account.id))";
    let traced = db::count(tx, traced, values![account.0]).await? > 0;
    if !leave(tx, account, now).await? {
        return Ok(false);
    }
    if !traced {
        // nobody gave them anything: what they began with goes with them
        db::run(tx, "DELETE FROM ledger_entry WHERE member_id = $1 AND credit_id IS NULL", values![account.0]).await?;
        for (table, column) in KEPT_OF_THEM {
            db::run(tx, &format!("DELETE FROM {table} WHERE {column} = $1"), values![account.0]).await?;
        }
        db::run(tx, "DELETE FROM account WHERE id = $1", values![account.0]).await?;
    }
    Ok(true)
}
