//! What holds now: numbers, deadlines with their calendars, routing, words of alarm. Each server remembers what it read
//! last, and asks before each use whether the stamp is still the same: whoever changes any of it, in any process or by
//! hand, changes the stamp in the same transaction (a trigger).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use entity::{CalendarId, CategoryId, DepartmentId};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::clock::MINUTE;
use crate::db;
use super::words::Words;
use crate::error::Result;
use crate::reputation::versions;
use crate::rules::business_time::Calendar;
use crate::rules::escalation::Limits;
use crate::rules::numbers::Escalation;

/// What is promised in a category.
#[derive(Clone, Debug)]
pub struct Terms {
    pub limits: Limits,
    pub calendar: Arc<Calendar>,
    pub calendar_id: CalendarId,
    pub department: Option<DepartmentId>,
}

/// Where questions of a kind go.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Routing {
    pub category_id: Option<CategoryId>,
    pub tag_id: Option<i64>,
    pub lang: Option<String>,
    pub words: String,
    pub department_id: DepartmentId,
}

/// Everything settling asks of the settings.
#[derive(Clone, Debug)]
pub struct Scheme {
    pub n: Escalation,
    /// Of the community.
    pub zone: String,
    promised: Promised,
    pub(super) routing: Vec<Routing>,
    pub(super) fallback: DepartmentId,
}

#[derive(FromQueryResult)]
struct Row {
    category_id: Option<i64>,
    window_minutes: i64,
    first_minutes: i64,
    next_minutes: i64,
    resolution_minutes: i64,
    brand_only: bool,
    department_id: Option<DepartmentId>,
    calendar_id: CalendarId,
    zone: String,
    hours: String,
    closed_days: String,
}

#[derive(FromQueryResult)]
struct Fallback {
    id: DepartmentId,
}

/// The numbers in force.
pub async fn current(db: &impl ConnectionTrait) -> Result<Escalation> {
    Ok(Scheme::load(db).await?.n)
}

/// Everything that is remembered.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub scheme: Arc<Scheme>,
    pub words: Arc<Words>,
}

#[derive(FromQueryResult)]
struct Stamp {
    stamp: String,
}

impl Settings {
    pub async fn load(db: &impl ConnectionTrait) -> Result<Settings> {
        static LAST: Mutex<Option<(String, Settings)>> = Mutex::new(None);
        // first the stamp: what is read after it is that of the stamp, or newer
        let stamp: Option<Stamp> = db::row(db, "SELECT stamp FROM settings_stamp", []).await?;
        let Some(Stamp { stamp }) = stamp else { return Settings::read(db).await };
        let last = LAST.lock().unwrap_or_else(PoisonError::into_inner).as_ref().filter(|(of, _)| *of == stamp).map(|(_, settings)| settings.clone());
        if let Some(settings) = last {
            return Ok(settings);
        }
        let settings = Settings::read(db).await?;
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some((stamp, settings.clone()));
        Ok(settings)
    }

    async fn read(db: &impl ConnectionTrait) -> Result<Settings> {
        Ok(Settings { scheme: Arc::new(Scheme::read(db).await?), words: Arc::new(Words::read(db).await?) })
    }
}

/// What is promised, by category; none is the row for all without one.
#[derive(Clone, Debug)]
pub struct Promised(BTreeMap<Option<i64>, Terms>);

impl Promised {
    /// What a page says to whoever asks; `zone` is the community's.
    pub async fn load(db: &impl ConnectionTrait, zone: &str) -> Result<Promised> {
        let rows: Vec<Row> = db::rows(
            db,
            "SELECT d.category_id, d.window_minutes, d.first_minutes, d.next_minutes, d.resolution_minutes, d.brand_only, d.department_id,
                c.id AS calendar_id, c.zone, c.hours, c.closed_days FROM deadline d JOIN calendar c ON c.id = d.calendar_id",
            [],
        )
        .await?;
        let mut calendars: BTreeMap<i64, Arc<Calendar>> = BTreeMap::new();
        let mut terms = BTreeMap::new();
        for r in rows {
            let calendar = calendars.entry(r.calendar_id.0).or_insert_with(|| Arc::new(super::calendars::read(&r.zone, &r.hours, &r.closed_days, zone))).clone();
            let limits = Limits {
                window: (!r.brand_only).then_some(r.window_minutes * MINUTE),
                first: r.first_minutes * MINUTE,
                next: r.next_minutes * MINUTE,
                resolution: r.resolution_minutes * MINUTE,
            };
            terms.insert(r.category_id, Terms { limits, calendar, calendar_id: r.calendar_id, department: r.department_id });
        }
        Ok(Promised(terms))
    }

    /// What is promised to whoever asks there.
    pub fn terms(&self, category: Option<CategoryId>) -> Result<&Terms> {
        let own = category.and_then(|c| self.0.get(&Some(c.0)));
        own.or_else(|| self.0.get(&None)).ok_or_else(|| anyhow::anyhow!("no deadlines hold for all categories").into())
    }
}

impl Scheme {
    pub async fn load(db: &impl ConnectionTrait) -> Result<Arc<Scheme>> {
        Ok(Settings::load(db).await?.scheme)
    }

    async fn read(db: &impl ConnectionTrait) -> Result<Scheme> {
        let version = versions::current(db).await?;
        let promised = Promised::load(db, &version.zone).await?;
        let routing = db::rows(db, "SELECT category_id, tag_id, lang, words, department_id FROM routing_rule ORDER BY position, id", []).await?;
        let fallback: Option<Fallback> = db::row(db, "SELECT id FROM department WHERE fallback = TRUE", []).await?;
        let fallback = fallback.ok_or_else(|| anyhow::anyhow!("no department is the default one"))?.id;
        Ok(Scheme { n: version.numbers.escalation, zone: version.zone, promised, routing, fallback })
    }

    /// What is promised to whoever asks there.
    pub fn terms(&self, category: Option<CategoryId>) -> Result<&Terms> {
        self.promised.terms(category)
    }
}
