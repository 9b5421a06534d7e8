//! What deciding on an account that waits writes.

use entity::{AccountId, TokenPurpose};
use sea_orm::DatabaseTransaction;

use super::queries::RANGES;
use crate::accounts::confirm::may_mail_stranger;
use crate::accounts::letters::{self, To};
use crate::accounts::{jobs, people, tokens};
use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::config::Config;
use crate::error::Result;
use crate::mail;
use crate::{db, values};

/// It waits from now on.
pub async fn wait(tx: &DatabaseTransaction, account: AccountId, mark: &str, now: Millis) -> Result<()> {
    db::run(tx, "INSERT INTO signup_wait (account_id, mark, since) VALUES ($1, $2, $3)", values![account.0, mark, now]).await?;
    Ok(())
}

/// Nobody else decided it meanwhile.
async fn taken(tx: &DatabaseTransaction, account: AccountId) -> Result<bool> {
    Ok(db::run(tx, "DELETE FROM signup_wait WHERE account_id = $1", values![account.0]).await? == 1)
}

/// Whose place it is may be trusted: where no mail confirms an address, the team's word does, for all that were made there.
pub async fn trust(tx: &DatabaseTransaction, config: &Config, mark: &str, now: Millis) -> Result<()> {
    if !config.sends_mail() {
        db::run(tx, "UPDATE account SET let_in_at = $2 WHERE signup_ip_hash = $1 AND let_in_at IS NULL AND email_verified_at IS NULL", values![mark, now]).await?;
    }
    Ok(())
}

/// Lets it in: the mail that confirms the address leaves now. `false`: it is decided.
pub async fn approve(tx: &DatabaseTransaction, config: &Config, by: AccountId, account: AccountId, now: Millis) -> Result<bool> {
    if !taken(tx, account).await? {
        return Ok(false);
    }
    record(tx, by, "signup_approved", account, now).await?;
    db::run(tx, "UPDATE account SET let_in_at = $2 WHERE id = $1", values![account.0, now]).await?;
    let Some(person) = people::by_id(tx, account).await? else { return Ok(true) };
    let Some(email) = person.email.as_deref().filter(|_| config.sends_mail() && person.email_verified_at.is_none()) else { return Ok(true) };
    if may_mail_stranger(tx, email, now).await? {
        let issued = tokens::issue_again(tx, account, TokenPurpose::Confirm, email, now).await?;
        let letter = match people::by_email(tx, &email.to_ascii_lowercase()).await? {
            None => letters::confirm(config, &To { account: Some(account), email, lang: person.lang(config) }, &issued.code, &issued.token, None),
            Some(p) => letters::known(config, &To { account: Some(p.id), email, lang: p.lang(config) }, &p.username),
        };
        mail::queue(tx, config, letter, now).await?;
    }
    Ok(true)
}

/// Turns it away. `false`: it is decided.
pub async fn refuse(tx: &DatabaseTransaction, by: AccountId, account: AccountId, now: Millis) -> Result<bool> {
    if !taken(tx, account).await? {
        return Ok(false);
    }
    record(tx, by, "signup_refused", account, now).await?;
    jobs::erase(tx, account, now).await?;
    Ok(true)
}

/// Places where many sign up are left out from now on.
pub async fn leave_out(tx: &DatabaseTransaction, by: AccountId, ranges: &str, now: Millis) -> Result<()> {
    let text = "INSERT INTO site_choice (name, value, set_by, set_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, set_by = excluded.set_by, set_at = excluded.set_at";
    db::run(tx, text, values![RANGES, ranges, by.0, now]).await?;
    record(tx, by, "signup_ranges", AccountId(0), now).await
}

async fn record(tx: &DatabaseTransaction, by: AccountId, action: &'static str, account: AccountId, now: Millis) -> Result<()> {
    Ok(audit::record(tx, Deed { actor: Some(by), action, object: "account", object_id: account.0, note: "" }, now).await?)
}
