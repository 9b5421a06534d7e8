//! The record of who did what: log-ins, roles, reveals, exports, claims. Rows are only ever added, in the transaction
//! of what they tell, and each is a link of a chain ([`chain`]): the database refuses to change or remove one, and
//! `entraide check` names one that was changed behind its back.

use entity::AccountId;
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::db;
use crate::values;

pub mod chain;

/// Something worth remembering. `actor` is none for the command line, a job, or someone who is not signed in.
pub struct Deed<'a> {
    pub actor: Option<AccountId>,
    pub action: &'static str,
    /// The kind of thing it was done to: `account`, `post`, `claim`…
    pub object: &'a str,
    pub object_id: i64,
    pub note: &'a str,
}

/// Adds a row.
pub async fn record(tx: &DatabaseTransaction, deed: Deed<'_>, now: Millis) -> Result<(), DbErr> {
    #[derive(FromQueryResult)]
    struct Added {
        id: i64,
    }
    let text = "INSERT INTO audit (at, actor_id, action, object, object_id, note) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let added: Option<Added> = db::row(tx, text, values![now, deed.actor.map(|a| a.0), deed.action, deed.object, deed.object_id, deed.note]).await?;
    // PostgreSQL adds the link itself when the transaction commits: whoever records something waits for nobody until then
    if db::links_at_commit(tx) {
        return Ok(());
    }
    let added = added.ok_or_else(|| DbErr::RecordNotInserted)?;
    let row = chain::Row { id: added.id, at: now, actor_id: deed.actor.map(|a| a.0), action: deed.action.to_owned(), object: deed.object.to_owned(), object_id: deed.object_id, note: deed.note.to_owned() };
    chain::add(tx, &row).await
}
