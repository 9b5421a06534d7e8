//! When the brand works.

use std::sync::Arc;

use entity::{CalendarId, PostId};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::scheme::Scheme;
use crate::clock::Millis;
use crate::error::Result;
use crate::rules::business_time::Calendar;
use crate::{db, values};

/// A calendar as it is stored.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Stored {
    pub id: CalendarId,
    pub name: String,
    pub zone: String,
    pub hours: String,
    pub closed_days: String,
}

/// Reads what was stored; only what could be read was, but a zone may have left the world since.
pub(super) fn read(zone: &str, hours: &str, closed_days: &str, community: &str) -> Calendar {
    let zone = if zone.is_empty() { community } else { zone };
    Calendar::parse(zone, hours, closed_days).unwrap_or_else(|wrong| {
        tracing::error!(?wrong, "a calendar cannot be read: every hour counts as open");
        Calendar::always()
    })
}

/// The calendar of whatever has no other.
pub async fn default(db: &impl ConnectionTrait) -> Result<Arc<Calendar>> {
    Ok(Scheme::load(db).await?.terms(None)?.calendar.clone())
}

/// The calendar of a question's category.
pub async fn of_question(db: &impl ConnectionTrait, question: PostId) -> Result<Arc<Calendar>> {
    #[derive(FromQueryResult)]
    struct Row {
        category_id: Option<entity::CategoryId>,
    }
    let row: Option<Row> = db::row(db, "SELECT category_id FROM question WHERE id = $1", values![question.0]).await?;
    Ok(Scheme::load(db).await?.terms(row.and_then(|r| r.category_id))?.calendar.clone())
}

/// Calendars in which no hour is open from now on for a year.
pub async fn never_open(db: &impl ConnectionTrait, now: Millis) -> Result<Vec<Stored>> {
    let zone = Scheme::load(db).await?.zone.clone();
    let all = all(db).await?;
    Ok(all.into_iter().filter(|c| read(&c.zone, &c.hours, &c.closed_days, &zone).next_open(now).is_none()).collect())
}

pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Stored>> {
    Ok(db::rows(db, "SELECT id, name, zone, hours, closed_days FROM calendar ORDER BY id", []).await?)
}
