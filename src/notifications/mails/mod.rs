//! Mails of what was not read in the app: a thread's replies together, at most so many a day, the rest the next morning.
//!
//! What must stay true: one transaction takes what is due and puts the mail into the outbox, so that two processes never
//! send it twice, and none is lost; what may not be seen any more, or was read, is in none.

pub mod digest;
mod gather;
mod letters;
mod reader;

use entity::AccountId;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult, Value};

use gather::Thing;
use reader::{Reader, reader};

use super::choices::{self, Digest};
use super::kinds::Kind;
use crate::app::App;
use crate::clock::{DAY, Millis};
use crate::config::Config;
use crate::{db, mail, values};

/// Mails a day and member that one may do without.
pub const AT_MOST: i64 = 10;
/// Members of one look.
const BATCH: i64 = 200;

/// How many of those went into the outbox for a member in the last 24 hours.
pub async fn today(db: &impl ConnectionTrait, account: AccountId, now: Millis) -> Result<i64, DbErr> {
    let text = "SELECT COUNT(*) AS n FROM mail WHERE account_id = $1 AND created_at > $2 AND unsubscribe IS NOT NULL AND kind <> 'digest'";
    db::count(db, text, values![account.0, now - DAY]).await
}

/// What is over today's share comes the next morning, with a digest or as one.
pub async fn tomorrow(tx: &DatabaseTransaction, config: &Config, account: AccountId, now: Millis) -> Result<(), DbErr> {
    choices::key(tx, account).await?;
    let rhythm = choices::rhythm(tx, account).await?;
    let at = Digest::Daily.next(rhythm.zone(config), now).unwrap_or(now + DAY);
    let text = "UPDATE notification_rhythm SET digest_at = $2 WHERE account_id = $1 AND (digest_at IS NULL OR digest_at > $2)";
    db::run(tx, text, values![account.0, at]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Due {
    account_id: AccountId,
}

/// Mails what is due, a member a transaction. One whose turn fails waits for the next; the others go on.
pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    let mut after = AccountId(0);
    let mut failed = None;
    loop {
        let text = "SELECT DISTINCT account_id FROM notification WHERE mail_at IS NOT NULL AND mail_at <= $1 AND account_id > $2 ORDER BY account_id LIMIT $3";
        let due: Vec<Due> = db::rows(app.db.read(), text, values![now, after.0, BATCH]).await?;
        for one in &due {
            if let Err(e) = of_member(app, one.account_id, now).await {
                tracing::error!(account = %one.account_id, error = %e, "what a member is told could not be mailed");
                failed = Some(e);
            }
        }
        match due.last() {
            Some(last) if due.len() as i64 == BATCH && !app.draining() => after = last.account_id,
            _ => break,
        }
    }
    failed.map_or(Ok(()), |e| Err(e.into()))
}

#[derive(FromQueryResult)]
struct Id {
    id: i64,
}

async fn of_member(app: &App, account: AccountId, now: Millis) -> Result<(), DbErr> {
    let config = &app.config;
    let tx = app.db.write().await?;
    db::lock(&tx, "account", account.0).await?;
    let rhythm = choices::rhythm(&tx, account).await?;
    if let Some(until) = rhythm.quiet_until(config, now) {
        db::run(&tx, "UPDATE notification SET mail_at = $3 WHERE account_id = $1 AND mail_at IS NOT NULL AND mail_at <= $2", values![account.0, now, until]).await?;
        return tx.commit().await;
    }
    // whoever comes second finds nothing
    let text = "UPDATE notification SET mail_at = NULL WHERE account_id = $1 AND mail_at IS NOT NULL AND mail_at <= $2 RETURNING id";
    let taken: Vec<Id> = db::rows(&tx, text, values![account.0, now]).await?;
    let ids: Vec<i64> = taken.into_iter().map(|t| t.id).collect();
    if let Some(person) = reader(&tx, config, account, now).await? {
        let things = gather::unmailed(&tx, &ids, account).await?;
        for group in gather::groups(things) {
            send(&tx, config, &person, &group, now).await?;
        }
    }
    tx.commit().await
}

/// One mail, or a place in the next morning's. The asker's words to whoever answers them are never held.
async fn send(tx: &DatabaseTransaction, config: &Config, to: &Reader, group: &[Thing], now: Millis) -> Result<(), DbErr> {
    let waited_for = group.iter().any(|t| t.by_asker && t.mine && matches!(t.kind(), Kind::Answer | Kind::Comment | Kind::Mention));
    if !waited_for && today(tx, to.id, now).await? >= AT_MOST {
        return tomorrow(tx, config, to.id, now).await;
    }
    if let Some(mail) = letters::of_thread(tx, config, to, group).await? {
        mail::put(tx, config, &mail, now).await?;
    }
    mailed(tx, group, now).await
}

/// Nobody is mailed the same twice.
async fn mailed(tx: &DatabaseTransaction, things: &[Thing], now: Millis) -> Result<(), DbErr> {
    for some in things.chunks(500) {
        let text = format!("UPDATE notification_part SET mailed_at = $1 WHERE id IN ({})", db::placeholders(2, some.len()));
        db::run(tx, &text, std::iter::once(Value::from(now)).chain(some.iter().map(|t| t.id.into()))).await?;
    }
    Ok(())
}
