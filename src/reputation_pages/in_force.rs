//! The rules in force, for pages and for what reputation unlocks.

use std::sync::Arc;

use entity::VersionId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::rules::numbers::Numbers;
use crate::{db, values};

/// A set of rules. The default is the published table, of a community that never had another.
#[derive(Clone, Debug, Default)]
pub struct InForce {
    pub id: Option<VersionId>,
    pub applied_at: Millis,
    pub note: String,
    pub numbers: Numbers,
}

#[derive(FromQueryResult)]
struct Row {
    id: VersionId,
    applied_at: i64,
    numbers: String,
    note: String,
}

/// A version by its number.
pub async fn read(db: &impl ConnectionTrait, id: VersionId) -> Result<Option<Arc<InForce>>, DbErr> {
    let row: Option<Row> = db::row(db, "SELECT id, applied_at, numbers, note FROM rule_version WHERE id = $1", values![id.0]).await?;
    row.map(|row| {
        let numbers = toml::from_str(&row.numbers).map_err(|e| DbErr::Custom(format!("rule version {id}: {e}")))?;
        Ok(Arc::new(InForce { id: Some(row.id), applied_at: row.applied_at, note: row.note, numbers }))
    })
    .transpose()
}

/// The number of the version in force at a moment.
pub async fn current(db: &impl ConnectionTrait, now: Millis) -> Result<Option<VersionId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Id {
        id: VersionId,
    }
    let row: Option<Id> = db::row(db, "SELECT id FROM rule_version WHERE applied_at <= $1 ORDER BY applied_at DESC, id DESC LIMIT 1", values![now]).await?;
    Ok(row.map(|r| r.id))
}

/// The version that came after one, if another did.
pub async fn after(db: &impl ConnectionTrait, id: VersionId) -> Result<Option<VersionId>, DbErr> {
    let next = db::count(db, "SELECT COALESCE(MIN(id), 0) AS n FROM rule_version WHERE id > $1", values![id.0]).await?;
    Ok((next > 0).then_some(VersionId(next)))
}
