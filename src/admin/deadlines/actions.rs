//! What is promised, when the brand works and which words alarm are changed here, each with its line in the record; every
//! thread in which somebody waits is settled by what holds now.

use std::collections::BTreeSet;

use entity::{AccountId, CalendarId, CategoryId, DepartmentId};
use sea_orm::DatabaseTransaction;

use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::deadlines;
use crate::error::{Error, Result};
use crate::{db, values};

/// Promises of a category, in minutes.
#[derive(Clone, Copy, Debug)]
pub struct Promised {
    pub window: i64,
    pub first: i64,
    pub next: i64,
    pub resolution: i64,
    pub brand_only: bool,
    pub calendar: CalendarId,
    pub department: Option<DepartmentId>,
}

/// Keeps them; category 0 stands for all that have nothing of their own. `NotFound`: its category or department went
/// meanwhile.
pub async fn promise(tx: &DatabaseTransaction, by: AccountId, category: CategoryId, p: &Promised, now: Millis) -> Result<()> {
    let own = (category.0 != 0).then_some(category.0);
    if let Some(department) = p.department {
        let open = "SELECT COUNT(*) AS n FROM department WHERE id = $1 AND closed_at IS NULL";
        db::lock(tx, "department", department.0).await?;
        if db::count(tx, open, values![department.0]).await? == 0 {
            return Err(Error::NotFound);
        }
    }
    db::run(
        tx,
        "INSERT INTO deadline (category_id, window_minutes, first_minutes, next_minutes, resolution_minutes, brand_only, calendar_id, department_id, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (COALESCE(category_id, 0)) DO UPDATE SET window_minutes = excluded.window_minutes, first_minutes = excluded.first_minutes, next_minutes = excluded.next_minutes,
            resolution_minutes = excluded.resolution_minutes, brand_only = excluded.brand_only, calendar_id = excluded.calendar_id, department_id = excluded.department_id, updated_at = excluded.updated_at",
        values![own, p.window, p.first, p.next, p.resolution, p.brand_only, p.calendar.0, p.department.map(|d| d.0), now],
    )
    .await?;
    changed(tx, by, category, &format!("{} {} {} {}", p.window, p.first, p.next, p.resolution), now).await
}

/// A category without promises of its own.
pub async fn as_everywhere(tx: &DatabaseTransaction, by: AccountId, category: CategoryId, now: Millis) -> Result<()> {
    db::run(tx, "DELETE FROM deadline WHERE category_id = $1", values![category.0]).await?;
    changed(tx, by, category, "as everywhere", now).await
}

async fn changed(tx: &DatabaseTransaction, by: AccountId, category: CategoryId, note: &str, now: Millis) -> Result<()> {
    audit::record(tx, Deed { actor: Some(by), action: "deadlines_changed", object: "category", object_id: category.0, note }, now).await?;
    deadlines::mark_open(tx).await
}

/// A calendar as it is to be kept; it was parsed.
#[derive(Clone, Copy, Debug)]
pub struct Calendar<'a> {
    pub name: &'a str,
    pub zone: &'a str,
    pub hours: &'a str,
    pub closed: &'a str,
}

/// Keeps a calendar; 0 is a new one. `false`: another has its name.
pub async fn calendar(tx: &DatabaseTransaction, by: AccountId, id: CalendarId, c: Calendar<'_>, now: Millis) -> Result<bool> {
    // two that want one name come one after the other
    db::turn(tx, "calendar names").await?;
    if db::count(tx, "SELECT COUNT(*) AS n FROM calendar WHERE name = $1 AND id <> $2", values![c.name, id.0]).await? > 0 {
        return Ok(false);
    }
    if id.0 == 0 {
        let text = "INSERT INTO calendar (name, zone, hours, closed_days, created_at) VALUES ($1, $2, $3, $4, $5)";
        db::run(tx, text, values![c.name, c.zone, c.hours, c.closed, now]).await?;
    } else {
        let text = "UPDATE calendar SET name = $2, zone = $3, hours = $4, closed_days = $5 WHERE id = $1";
        if db::run(tx, text, values![id.0, c.name, c.zone, c.hours, c.closed]).await? == 0 {
            return Err(Error::NotFound);
        }
        deadlines::mark_open(tx).await?;
    }
    audit::record(tx, Deed { actor: Some(by), action: "calendar_changed", object: "calendar", object_id: id.0, note: c.name }, now).await?;
    Ok(true)
}

/// The lists of words as they are from now on: kind, language, words.
pub async fn alert_words(tx: &DatabaseTransaction, by: AccountId, lists: &[(&str, &str, BTreeSet<&str>)], now: Millis) -> Result<()> {
    // whoever keeps other lists at the same moment waits: the last whole set stands
    db::turn(tx, "alert words").await?;
    db::run(tx, "DELETE FROM alert_word", []).await?;
    for (kind, lang, words) in lists {
        for word in words {
            db::run(tx, "INSERT INTO alert_word (kind, lang, word) VALUES ($1, $2, $3) ON CONFLICT (kind, lang, word) DO NOTHING", values![*kind, *lang, *word]).await?;
        }
    }
    Ok(audit::record(tx, Deed { actor: Some(by), action: "alert_words_changed", object: "alert_word", object_id: 0, note: "" }, now).await?)
}
