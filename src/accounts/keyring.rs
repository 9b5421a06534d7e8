//! Keys this server makes for itself and keeps in its database; none ever leaves it.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::{db, values};

/// A key by its name, if it was made.
pub async fn read(db: &impl ConnectionTrait, name: &str) -> Result<Option<String>, DbErr> {
    #[derive(FromQueryResult)]
    struct Key {
        secret: String,
    }
    let found: Option<Key> = db::row(db, "SELECT secret FROM keyring WHERE name = $1", values![name]).await?;
    Ok(found.map(|k| k.secret))
}

/// A key by its name, made when it is first asked for.
pub async fn make(tx: &DatabaseTransaction, name: &str, now: Millis) -> Result<String, DbErr> {
    if let Some(key) = read(tx, name).await? {
        return Ok(key);
    }
    let made = format!("{:032x}{:032x}", rand::random::<u128>(), rand::random::<u128>());
    db::run(tx, "INSERT INTO keyring (name, secret, made_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", values![name, made, now]).await?;
    Ok(read(tx, name).await?.unwrap_or_default())
}
