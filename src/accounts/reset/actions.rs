//! A new password, and what ends with the old one.

use entity::AccountId;
use sea_orm::DatabaseTransaction;
use tower_sessions::session::Id;

use crate::accounts::tokens;
use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::error::Result;
use crate::web::session;
use crate::{db, values};

/// Sets the password, forgets wrong tries, ends mailed proofs and every session but `keep` (S-09).
pub async fn set_password(tx: &DatabaseTransaction, account: AccountId, hash: String, keep: Option<&Id>, action: &'static str, now: Millis) -> Result<()> {
    db::run(
        tx,
        "UPDATE account SET password_hash = $2, failed_logins = 0, login_blocked_until = NULL WHERE id = $1 AND deleted_at IS NULL",
        values![account.0, hash],
    )
    .await?;
    // whoever learnt the old one cannot keep the owner waiting any more
    db::run(tx, "UPDATE two_factor SET tries = 0, failures = 0, blocked_until = NULL WHERE account_id = $1", values![account.0]).await?;
    tokens::end_all(tx, account, now).await?;
    session::end_all(tx, account, keep).await?;
    let actor = Some(account);
    Ok(audit::record(tx, Deed { actor, action, object: "account", object_id: account.0, note: "" }, now).await?)
}

/// Receiving the mail proves the address, if that was still to do.
pub async fn address_is_proved(tx: &DatabaseTransaction, account: AccountId, now: Millis) -> Result<()> {
    db::run(tx, "UPDATE account SET email_verified_at = $2 WHERE id = $1 AND email_verified_at IS NULL AND email_folded IS NOT NULL", values![account.0, now]).await?;
    Ok(())
}
