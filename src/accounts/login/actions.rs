//! What a try to log in writes. A wrong one is written down whether or not there is such an account, so that both take
//! as long.

use sea_orm::DatabaseTransaction;

use crate::accounts::passwords::Verdict;
use crate::accounts::people::{self, Person};
use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::error::Result;
use crate::{db, values};

/// Decides a try, under the account's lock: of many at once, each sees the failures before it.
pub async fn judge(tx: &DatabaseTransaction, found: Option<&Person>, verdict: Verdict, now: Millis) -> Result<Option<Person>> {
    let Some(found) = found else {
        failed(tx, 0, now).await?;
        return Ok(None);
    };
    db::lock(tx, "account", found.id.0).await?;
    let Some(person) = people::by_id(tx, found.id).await? else {
        failed(tx, 0, now).await?;
        return Ok(None);
    };
    let unchanged = person.password_hash == found.password_hash;
    if person.failures().blocked(now) {
        failed(tx, person.id.0, now).await?;
        return Ok(None);
    }
    if !(verdict.is_right() && unchanged) {
        let failures = person.failures().and_one(now);
        db::run(tx, "UPDATE account SET failed_logins = $2, login_blocked_until = $3 WHERE id = $1", values![person.id.0, failures.count, failures.until]).await?;
        failed(tx, person.id.0, now).await?;
        return Ok(None);
    }
    db::run(tx, "UPDATE account SET failed_logins = 0, login_blocked_until = NULL, last_seen_at = $2 WHERE id = $1", values![person.id.0, now]).await?;
    let action = if person.two_step { "password_right" } else { "logged_in" };
    audit::record(tx, Deed { actor: Some(person.id), action, object: "account", object_id: person.id.0, note: "" }, now).await?;
    Ok(Some(person))
}

/// Keeps a password under today's parameters, unless it was changed meanwhile.
pub async fn rehash(tx: &DatabaseTransaction, person: &Person, hash: String) -> Result<()> {
    db::run(tx, "UPDATE account SET password_hash = $3 WHERE id = $1 AND password_hash = $2", values![person.id.0, person.password_hash.clone(), hash]).await?;
    Ok(())
}

async fn failed(tx: &DatabaseTransaction, account: i64, now: Millis) -> Result<()> {
    Ok(audit::record(tx, Deed { actor: None, action: "login_failed", object: "account", object_id: account, note: "" }, now).await?)
}
