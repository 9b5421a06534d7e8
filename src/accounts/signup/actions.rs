//! What signing up writes.

use entity::{AccountId, Rank, Role};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::origin::Origin;
use crate::clock::Millis;
use crate::error::Result;
use crate::{db, reputation, values};

/// An account about to be made.
pub struct NewAccount<'a> {
    pub username: &'a str,
    pub username_folded: String,
    pub display_name: &'a str,
    pub email: &'a str,
    /// The address is this account's from now on; otherwise only once it is proved.
    pub email_folded: Option<String>,
    pub email_verified_at: Option<Millis>,
    pub password_hash: &'a str,
    pub role: Role,
    pub lang: Option<&'a str>,
    /// Where it is made.
    pub origin: Option<Origin>,
    pub now: Millis,
}

#[derive(FromQueryResult)]
struct Row {
    id: AccountId,
}

/// Makes the account; none if its name, or an address it takes at once, is somebody's.
pub async fn create(tx: &DatabaseTransaction, new: NewAccount<'_>) -> Result<Option<AccountId>> {
    let (address, network) = new.origin.map(|o| (o.address, o.network)).unzip();
    let row: Option<Row> = db::row(
        tx,
        "INSERT INTO account (username, username_folded, display_name, email, email_folded, email_verified_at, password_hash, role, rank, reputation,
                              lang, about, shortcuts, placeholder, failed_logins, created_at, signup_ip_hash, signup_network_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, '', TRUE, FALSE, 0, $11, $12, $13)
         ON CONFLICT DO NOTHING RETURNING id",
        values![
            new.username,
            new.username_folded,
            new.display_name,
            new.email,
            new.email_folded,
            new.email_verified_at,
            new.password_hash,
            new.role.word(),
            Rank::Member.word(),
            new.lang,
            new.now,
            address,
            network.flatten(),
        ],
    )
    .await?;
    let made = row.map(|r| r.id);
    if let Some(id) = made {
        reputation::actions::open_account(tx, id, new.now).await?;
    }
    Ok(made)
}
