//! The rules that were and are in force, and the community's calendar.
//!
//! What must stay true: a version is never changed, only followed by another; a moment belongs to the day it had in the
//! zone in force then; a day follows the version in force at its 00:00, from its first moment to its last.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use anyhow::Context as _;
use entity::{AccountId, VersionId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::clock::Millis;
use crate::db::{self, Db};
use crate::error::Result;
use crate::rules::numbers::{Numbers, Reputation};
use crate::values;

/// A set of rules, from when it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    pub id: VersionId,
    pub applied_at: Millis,
    /// Of days and months.
    pub zone: String,
    pub numbers: Numbers,
}

#[derive(FromQueryResult)]
struct Row {
    id: VersionId,
    applied_at: i64,
    zone: String,
    numbers: String,
}

impl Row {
    fn read(self) -> anyhow::Result<Version> {
        let numbers = numbers(self.numbers).with_context(|| format!("the rules of version {}", self.id))?;
        Ok(Version { id: self.id, applied_at: self.applied_at, zone: self.zone, numbers })
    }
}

/// Every version, in the order in which they came into force; never none.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Version>> {
    let rows: Vec<Row> = db::rows(db, "SELECT id, applied_at, zone, numbers FROM rule_version ORDER BY applied_at, id", []).await?;
    let all = rows.into_iter().map(Row::read).collect::<anyhow::Result<Vec<_>>>()?;
    if all.is_empty() { Err(anyhow::anyhow!("no version of the rules: the server was never started on this database").into()) } else { Ok(all) }
}

/// The version in force.
pub async fn current(db: &impl ConnectionTrait) -> Result<Version> {
    let text = "SELECT id, applied_at, zone, numbers FROM rule_version ORDER BY applied_at DESC, id DESC LIMIT 1";
    let row: Option<Row> = db::row(db, text, []).await?;
    Ok(row.context("no version of the rules: the server was never started on this database")?.read()?)
}

/// The first version, from the published table, if there is none.
pub async fn first(db: &Db, zone: &str) -> Result<()> {
    if db::count(db.read(), "SELECT COUNT(*) AS n FROM rule_version", []).await? > 0 {
        return Ok(());
    }
    let tx = db.write().await?;
    let text = "INSERT INTO rule_version (id, applied_at, zone, numbers, note) VALUES (1, 0, $1, $2, '') ON CONFLICT (id) DO NOTHING";
    db::run(&tx, text, values![zone, written(&Numbers::default())?]).await?;
    db::renumber(&tx, "rule_version").await?;
    tx.commit().await?;
    Ok(())
}

/// The same, and a version that follows if the community's zone changed: only the server says which it is, for a command
/// may run with another configuration.
pub async fn begin(db: &Db, zone: &str, now: Millis) -> Result<()> {
    first(db, zone).await?;
    let last = current(db.read()).await?;
    if last.zone != zone {
        let tx = db.write().await?;
        apply(&tx, &last.numbers, zone, None, "", now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Is this still the last version? Whoever applies one waits here for whoever else does.
pub async fn is_last(tx: &DatabaseTransaction, id: VersionId) -> Result<bool> {
    db::lock(tx, "rule_version", id.0).await?;
    Ok(db::count(tx, "SELECT id AS n FROM rule_version ORDER BY applied_at DESC, id DESC LIMIT 1", values![]).await? == id.0)
}

/// Puts a set of rules in force from now on: for points, from the next day on.
pub async fn apply(tx: &DatabaseTransaction, numbers: &Numbers, zone: &str, by: Option<AccountId>, note: &str, now: Millis) -> Result<VersionId> {
    #[derive(FromQueryResult)]
    struct New {
        id: VersionId,
    }
    numbers.check().map_err(|name| anyhow::anyhow!("{name} cannot mean anything"))?;
    let new: Option<New> = db::row(
        tx,
        "INSERT INTO rule_version (applied_at, applied_by, zone, numbers, note) VALUES ($1, $2, $3, $4, $5) RETURNING id",
        values![now, by.map(|a| a.0), zone, written(numbers)?, note],
    )
    .await?;
    // threads that wait, or that the numbers let be or weigh, stand where the new ones say
    let stand = "INSERT INTO thread_mark (question_id) SELECT question_id FROM thread_clock
        WHERE waiting_on <> 'nobody' OR unconfirmed_at IS NOT NULL OR question_id IN (SELECT f.question_id FROM feed_row f)";
    db::run(tx, stand, []).await?;
    Ok(new.context("the version has no number")?.id)
}

fn written(numbers: &Numbers) -> anyhow::Result<String> {
    Ok(toml::to_string(numbers)?)
}

/// Reads a stored set; every text once, for each vote asks.
fn numbers(text: String) -> anyhow::Result<Numbers> {
    static READ: LazyLock<Mutex<HashMap<String, Numbers>>> = LazyLock::new(Mutex::default);
    if let Some(known) = READ.lock().ok().and_then(|read| read.get(&text).cloned()) {
        return Ok(known);
    }
    let numbers: Numbers = toml::from_str(&text)?;
    if let Ok(mut read) = READ.lock() {
        if read.len() > 1_000 {
            read.clear();
        }
        read.insert(text, numbers.clone());
    }
    Ok(numbers)
}

/// A moment's day, and the rules of that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Days since 1970-01-01.
    pub day: i64,
    /// Months since year 0.
    pub month: i64,
    pub rules: Reputation,
    pub version: VersionId,
}

/// Every version with its zone.
#[derive(Clone, Debug)]
pub struct Calendar {
    versions: Vec<(Version, TimeZone)>,
    /// Since when other rules are tried.
    tried: Option<(Millis, Reputation)>,
}

impl Calendar {
    pub async fn load(db: &impl ConnectionTrait) -> Result<Calendar> {
        Calendar::new(all(db).await?)
    }

    /// In the order in which they came into force.
    pub fn new(versions: Vec<Version>) -> Result<Calendar> {
        let zoned = |v: Version| Ok((TimeZone::get(&v.zone).with_context(|| format!("the zone {}", v.zone))?, v));
        let versions = versions.into_iter().map(|v| zoned(v).map(|(tz, v)| (v, tz))).collect::<anyhow::Result<Vec<_>>>()?;
        if versions.is_empty() {
            return Err(anyhow::anyhow!("a calendar without rules").into());
        }
        Ok(Calendar { versions, tried: None })
    }

    /// The same days, by other rules from a moment on.
    pub fn trying(mut self, rules: Reputation, since: Millis) -> Calendar {
        self.tried = Some((since, rules));
        self
    }

    fn at(&self, at: Millis) -> &(Version, TimeZone) {
        &self.versions[self.versions.partition_point(|(v, _)| v.applied_at <= at).saturating_sub(1)]
    }

    /// The version in force at a moment.
    pub fn version(&self, at: Millis) -> &Version {
        &self.at(at).0
    }

    /// The day of a moment.
    pub fn day(&self, at: Millis) -> Day {
        let zone = &self.at(at).1;
        let local = zone.to_datetime(Timestamp::from_millisecond(at).unwrap_or_default()).date();
        let begins = if self.versions.len() == 1 { at } else { zone.to_zoned(local.at(0, 0, 0, 0)).map_or(at, |z| z.timestamp().as_millisecond()) };
        let version = self.version(begins);
        let day = local.since(jiff::civil::date(1970, 1, 1)).map_or(0, |s| i64::from(s.get_days()));
        let rules = self.tried.filter(|(since, _)| at >= *since).map_or(version.numbers.reputation, |(_, rules)| rules);
        Day { day, month: i64::from(local.year()) * 12 + i64::from(local.month()) - 1, rules, version: version.id }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{DAY, HOUR};

    fn version(id: i64, applied_at: Millis, zone: &str, day_at_most: i64) -> Version {
        let mut numbers = Numbers::default();
        numbers.reputation.day_at_most = day_at_most;
        Version { id: VersionId(id), applied_at, zone: zone.into(), numbers }
    }

    /// 2026-11-24 00:00 in Paris.
    const MIDNIGHT: Millis = 1_795_474_800_000;

    #[test]
    fn a_day_is_the_communitys() {
        let calendar = Calendar::new(vec![version(1, 0, "Europe/Paris", 200)]).expect("a calendar");
        let (before, after) = (calendar.day(MIDNIGHT - 1), calendar.day(MIDNIGHT));
        assert_eq!(after.day - before.day, 1);
        assert_eq!(after.day, 20_781, "2026-11-24");
        assert_eq!(after.month, 2026 * 12 + 10);
        assert_eq!(calendar.day(0).day, 0);
    }

    #[test]
    fn a_day_keeps_the_rules_of_its_first_moment() {
        let calendar = Calendar::new(vec![version(1, 0, "Europe/Paris", 200), version(2, MIDNIGHT + 9 * HOUR, "Europe/Paris", 100)]).expect("a calendar");
        assert_eq!(calendar.day(MIDNIGHT + 20 * HOUR).rules.day_at_most, 200);
        assert_eq!(calendar.day(MIDNIGHT + DAY).rules.day_at_most, 100);
        assert_eq!(calendar.version(MIDNIGHT + 20 * HOUR).id.0, 2);
    }

    #[test]
    fn tried_rules_hold_since_a_moment() {
        let mut numbers = Numbers::default();
        numbers.reputation.edit_at_least = 5;
        let calendar = Calendar::new(vec![version(1, 0, "Europe/Paris", 200)]).expect("a calendar").trying(numbers.reputation, MIDNIGHT + HOUR);
        assert_eq!(calendar.day(MIDNIGHT).rules, Numbers::default().reputation);
        assert_eq!(calendar.day(MIDNIGHT + HOUR).rules.edit_at_least, 5);
        assert_eq!(calendar.day(MIDNIGHT + HOUR).day, calendar.day(MIDNIGHT).day);
    }

    #[test]
    fn a_new_zone_holds_for_new_facts() {
        let calendar = Calendar::new(vec![version(1, 0, "Europe/Paris", 200), version(2, MIDNIGHT - HOUR, "Pacific/Auckland", 200)]).expect("a calendar");
        assert_eq!(calendar.day(MIDNIGHT - 2 * HOUR).day, 20_780);
        assert_eq!(calendar.day(MIDNIGHT - HOUR).day, 20_781);
    }
}
