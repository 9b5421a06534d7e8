//! What two-step log-in writes. Every act that looks at a code holds the account's lock first.

use entity::AccountId;
use sea_orm::{DatabaseTransaction, FromQueryResult};
use tower_sessions::session::Id;

use super::codes::{self, Typed};
use super::seal::Keys;
use crate::accounts::throttle::{self, Failures};
use crate::audit::{self, Deed};
use crate::clock::{AHEAD, MINUTE, Millis, SECOND};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::web::session;
use crate::{db, values};

/// Tries in a minute (S-11).
pub const TRIES: i64 = 6;

/// What came of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right,
    /// A recovery code, and so many are left.
    Recovered(i64),
    /// So many in a row.
    Wrong(i64),
    /// Whatever was typed: not before so many seconds.
    Wait(u64),
    /// The secret of their app does not open: its key is not among the server's. No fault of whoever types.
    Shut,
}

impl Verdict {
    pub fn is_right(self) -> bool {
        matches!(self, Verdict::Right | Verdict::Recovered(_))
    }
}

#[derive(FromQueryResult)]
struct Row {
    secret: String,
    last_step: i64,
    tries: i64,
    tries_from: i64,
    failures: i64,
    blocked_until: Option<i64>,
}

/// Under the account's lock.
async fn row(tx: &DatabaseTransaction, account: AccountId) -> Result<Option<Row>> {
    db::lock(tx, "account", account.0).await?;
    Ok(db::row(tx, "SELECT secret, last_step, tries, tries_from, failures, blocked_until FROM two_factor WHERE account_id = $1", values![account.0]).await?)
}

/// Judges a code and uses it up. A wrong one counts: commit in every case. A recovery code is nobody's to guess, so that no
/// wait keeps it out: whoever knows the password alone cannot shut its owner out.
pub async fn judge(tx: &DatabaseTransaction, config: &Config, account: AccountId, typed: &str, now: Millis) -> Result<Verdict> {
    let Some(Row { secret, last_step, tries, tries_from, failures, blocked_until }) = row(tx, account).await? else { return Ok(Verdict::Wrong(1)) };
    let typed = Typed::read(typed);
    if let Typed::Recovery(code) = &typed
        && let Some(left) = recover(tx, account, code, now).await?
    {
        db::run(tx, "UPDATE two_factor SET tries = 0, failures = 0, blocked_until = NULL WHERE account_id = $1", values![account.0]).await?;
        record(tx, Some(account), "recovery_code_used", account, &left.to_string(), now).await?;
        return Ok(Verdict::Recovered(left));
    }
    let (tries, from) = if tries_from + MINUTE <= now || tries_from > now + AHEAD { (0, now) } else { (tries, tries_from) };
    // a wait that no right clock gave is none
    let blocked = blocked_until.filter(|until| *until <= now + throttle::LONGEST + AHEAD).unwrap_or(0);
    let until = blocked.max(if tries >= TRIES { from + MINUTE } else { 0 });
    if until > now {
        return Ok(Verdict::Wait(seconds(until - now)));
    }
    if let Typed::App(code) = typed {
        let Some(secret) = Keys::read(tx, config).await?.open(&account.to_string(), &secret) else {
            tracing::error!(account = account.0, "the secret of a two-step log-in does not open: is its key still in secret_key?");
            return Ok(Verdict::Shut);
        };
        if let Some(step) = codes::step(&secret, &code, codes::last(last_step, now), now) {
            db::run(tx, "UPDATE two_factor SET last_step = $2, tries = $3, tries_from = $4, failures = 0, blocked_until = NULL WHERE account_id = $1", values![account.0, step, tries + 1, from]).await?;
            return Ok(Verdict::Right);
        }
    }
    let after = Failures { count: failures, until: blocked_until }.and_one(now);
    db::run(tx, "UPDATE two_factor SET tries = $2, tries_from = $3, failures = $4, blocked_until = $5 WHERE account_id = $1", values![account.0, tries + 1, from, after.count, after.until]).await?;
    record(tx, None, "code_failed", account, "", now).await?;
    Ok(Verdict::Wrong(after.count))
}

/// Uses a recovery code up; how many are left, if it was one.
async fn recover(tx: &DatabaseTransaction, account: AccountId, code: &str, now: Millis) -> Result<Option<i64>> {
    let text = "UPDATE recovery_code SET used_at = $3 WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL";
    if db::run(tx, text, values![account.0, codes::mark(account, code), now]).await? == 0 {
        return Ok(None);
    }
    Ok(Some(db::count(tx, "SELECT COUNT(*) AS n FROM recovery_code WHERE account_id = $1 AND used_at IS NULL", values![account.0]).await?))
}

fn seconds(wait: Millis) -> u64 {
    u64::try_from((wait + SECOND - 1) / SECOND).unwrap_or(1).max(1)
}

/// Read at a time when secrets are sealed anew, and as many at most are sealed in one go.
const SEALED_AT_ONCE: usize = 500;

/// Seals anew, with the first key, what another one locked: then the other is not needed any more. What no key opens
/// stands in nobody's way.
pub async fn seal_anew(tx: &DatabaseTransaction, config: &Config) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Old {
        account_id: i64,
        secret: String,
    }
    let keys = Keys::read(tx, config).await?;
    let Some(first) = keys.first() else { return Ok(()) };
    let (mut after, mut sealed) = (0, 0);
    loop {
        let text = "SELECT account_id, secret FROM two_factor WHERE SUBSTR(secret, 1, 8) <> $1 AND account_id > $2 ORDER BY account_id LIMIT $3";
        let rows: Vec<Old> = db::rows(tx, text, values![first.as_str(), after, SEALED_AT_ONCE as i64]).await?;
        let more = rows.len() == SEALED_AT_ONCE;
        for Old { account_id, secret } in rows {
            after = account_id;
            let Some(open) = keys.open(&account_id.to_string(), &secret) else { continue };
            db::run(tx, "UPDATE two_factor SET secret = $3 WHERE account_id = $1 AND secret = $2", values![account_id, secret, keys.seal(&account_id.to_string(), &open)?]).await?;
            sealed += 1;
        }
        if !more || sealed >= SEALED_AT_ONCE {
            return Ok(());
        }
    }
}

/// A new secret for an app, sealed. It is kept in the session of whoever sets it up, and shown there alone.
pub async fn begin(tx: &DatabaseTransaction, config: &Config, account: AccountId, now: Millis) -> Result<String> {
    Keys::make(tx, config, now).await?.seal(&account.to_string(), &codes::new_secret())
}

/// Confirms a set-up by a code of the new app; gives the recovery codes. None: the code is not right, or it is on already.
pub async fn confirm(tx: &DatabaseTransaction, config: &Config, account: AccountId, sealed: &str, typed: &str, keep: Option<&Id>, now: Millis) -> Result<Option<Vec<String>>> {
    let before = row(tx, account).await?;
    let keys = Keys::make(tx, config, now).await?;
    let open = |sealed: &str| keys.open(&account.to_string(), sealed);
    let (Some(secret), Typed::App(code)) = (open(sealed), Typed::read(typed)) else { return Ok(None) };
    let twice = before.and_then(|r| open(&r.secret)).is_some_and(|s| s == secret);
    let Some(step) = codes::step(&secret, &code, 0, now).filter(|_| !twice) else { return Ok(None) };
    let text = "INSERT INTO two_factor (account_id, secret, enabled_at, last_step, tries, tries_from, failures) VALUES ($1, $2, $3, $4, 0, 0, 0)
         ON CONFLICT (account_id) DO UPDATE SET secret = excluded.secret, enabled_at = excluded.enabled_at, last_step = excluded.last_step, tries = 0, failures = 0, blocked_until = NULL";
    db::run(tx, text, values![account.0, sealed, now, step]).await?;
    session::end_all(tx, account, keep).await?;
    record(tx, Some(account), "two_step_on", account, "", now).await?;
    Ok(Some(recovery(tx, account, now).await?))
}

/// New recovery codes in place of the old; call when the person has just proved themselves.
pub async fn new_recovery(tx: &DatabaseTransaction, account: AccountId, now: Millis) -> Result<Vec<String>> {
    if row(tx, account).await?.is_none() {
        return Err(Error::Conflict("two-step log-in was switched off meanwhile"));
    }
    record(tx, Some(account), "recovery_codes_made", account, "", now).await?;
    recovery(tx, account, now).await
}

async fn recovery(tx: &DatabaseTransaction, account: AccountId, now: Millis) -> Result<Vec<String>> {
    db::run(tx, "DELETE FROM recovery_code WHERE account_id = $1", values![account.0]).await?;
    let made: Vec<String> = (0..codes::RECOVERY).map(|_| codes::recovery()).collect();
    for code in &made {
        db::run(tx, "INSERT INTO recovery_code (account_id, code_hash, made_at) VALUES ($1, $2, $3)", values![account.0, codes::mark(account, code), now]).await?;
    }
    Ok(made.iter().map(|c| codes::shown(c)).collect())
}

/// Switches it off, for its owner (`keep`: the session they are in) or by an administrator with a reason.
pub async fn off(tx: &DatabaseTransaction, by: Option<AccountId>, account: AccountId, reason: &str, keep: Option<&Id>, now: Millis) -> Result<bool> {
    db::lock(tx, "account", account.0).await?;
    let gone = db::run(tx, "DELETE FROM two_factor WHERE account_id = $1", values![account.0]).await?;
    if gone == 0 {
        return Ok(false);
    }
    db::run(tx, "DELETE FROM recovery_code WHERE account_id = $1", values![account.0]).await?;
    session::end_all(tx, account, keep).await?;
    let action = if by == Some(account) { "two_step_off" } else { "two_step_reset" };
    record(tx, by, action, account, reason, now).await?;
    Ok(true)
}

/// Must the team have it, from now on?
pub async fn oblige(tx: &DatabaseTransaction, by: AccountId, must: bool, now: Millis) -> Result<()> {
    let value = if must { "required" } else { "free" };
    let text = "INSERT INTO site_choice (name, value, set_by, set_at) VALUES ('team_two_factor', $1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at";
    db::run(tx, text, values![value, by.0, now]).await?;
    record(tx, Some(by), if must { "two_step_obliged" } else { "two_step_freed" }, AccountId(0), "", now).await
}

async fn record(tx: &DatabaseTransaction, actor: Option<AccountId>, action: &'static str, account: AccountId, note: &str, now: Millis) -> Result<()> {
    Ok(audit::record(tx, Deed { actor, action, object: "account", object_id: account.0, note }, now).await?)
}
