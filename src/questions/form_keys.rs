//! The key of a form: sent twice, it makes one post.

use entity::AccountId;
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::clock::Millis;
use crate::error::Result;
use crate::questions::clean_form_key;
use crate::web::paths;
use crate::{db, values};

/// Takes a form's key; gives where it led if it was taken before. Whoever comes second waits for the first to commit.
pub async fn sent_before(tx: &DatabaseTransaction, author: AccountId, form_key: &str, now: Millis) -> Result<Option<String>> {
    let Some(key) = scoped(author, form_key) else { return Ok(None) };
    let taken = db::run(
        tx,
        "INSERT INTO form_key (id, account_id, location, created_at) VALUES ($1, $2, '', $3) ON CONFLICT (id) DO NOTHING",
        values![key.clone(), author.0, now],
    )
    .await?;
    if taken > 0 {
        return Ok(None);
    }
    #[derive(FromQueryResult)]
    struct Row {
        location: String,
    }
    let row: Option<Row> = db::row(tx, "SELECT location FROM form_key WHERE id = $1", values![key]).await?;
    Ok(Some(row.map(|r| r.location).filter(|l| !l.is_empty()).unwrap_or_else(|| paths::Home.to_string())))
}

/// Where a form led, if it was sent before.
pub async fn led(tx: &DatabaseTransaction, author: AccountId, form_key: &str) -> Result<Option<String>> {
    #[derive(FromQueryResult)]
    struct Row {
        location: String,
    }
    let Some(key) = scoped(author, form_key) else { return Ok(None) };
    let row: Option<Row> = db::row(tx, "SELECT location FROM form_key WHERE id = $1 AND location <> ''", values![key]).await?;
    Ok(row.map(|r| r.location))
}

/// Remembers where a form led.
pub async fn led_to(tx: &DatabaseTransaction, author: AccountId, form_key: &str, location: &str) -> Result<()> {
    if let Some(key) = scoped(author, form_key) {
        db::run(tx, "UPDATE form_key SET location = $2 WHERE id = $1", values![key, location]).await?;
    }
    Ok(())
}

/// Keys are sent by browsers: one person's never meets another's. None: the form has no key.
pub(super) fn scoped(author: AccountId, form_key: &str) -> Option<String> {
    let key = clean_form_key(form_key);
    (!key.is_empty()).then(|| format!("{author}:{key}"))
}
