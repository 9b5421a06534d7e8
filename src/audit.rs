//! The record of who did what: log-ins, roles, reveals, exports, claims. Rows are only ever added, in the transaction
//! of what they tell.

use entity::AccountId;
use sea_orm::{DatabaseTransaction, DbErr};

use crate::clock::Millis;
use crate::db;
use crate::values;

/// Something worth remembering. `actor` is none for the command line, a job, or someone who is not signed in.
pub struct Deed<'a> {
    pub actor: Option<AccountId>,
    pub action: &'static str,
    /// The kind of thing it was done to: `account`, `post`, `claim`…
    pub object: &'static str,
    pub object_id: i64,
    pub note: &'a str,
}

/// Adds a row.
pub async fn record(tx: &DatabaseTransaction, deed: Deed<'_>, now: Millis) -> Result<(), DbErr> {
    db::run(
        tx,
        "INSERT INTO audit (at, actor_id, action, object, object_id, note) VALUES ($1, $2, $3, $4, $5, $6)",
        values![now, deed.actor.map(|a| a.0), deed.action, deed.object, deed.object_id, deed.note],
    )
    .await?;
    Ok(())
}
