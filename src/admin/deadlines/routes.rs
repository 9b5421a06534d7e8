//! The table of all categories, and the promises of one.

use axum::response::Response;
use entity::{CalendarId, CategoryId, DepartmentId};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Deserialize;

use super::views;
use crate::audit::{self, Deed};
use crate::deadlines::{self, calendars, departments};
use crate::error::{Error, Result};
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};
use crate::{db, values};

/// What is promised somewhere.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    /// 0 holds for all categories without their own.
    pub category_id: CategoryId,
    pub name_en: String,
    pub name_fr: String,
    /// Has its own.
    pub own: bool,
    pub window_minutes: i64,
    pub first_minutes: i64,
    pub next_minutes: i64,
    pub resolution_minutes: i64,
    pub brand_only: bool,
    pub calendar_id: CalendarId,
    pub calendar: String,
    pub department_id: Option<DepartmentId>,
}

/// As typed; times in minutes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub window: String,
    pub first: String,
    pub next: String,
    pub resolution: String,
    pub brand_only: String,
    pub calendar: String,
    pub department: String,
    /// "As everywhere else."
    pub default: String,
}

impl Raw {
    pub fn of(row: &Row) -> Raw {
        Raw {
            window: row.window_minutes.to_string(),
            first: row.first_minutes.to_string(),
            next: row.next_minutes.to_string(),
            resolution: row.resolution_minutes.to_string(),
            brand_only: if row.brand_only { "1".into() } else { String::new() },
            calendar: row.calendar_id.to_string(),
            department: row.department_id.map(|d| d.to_string()).unwrap_or_default(),
            default: String::new(),
        }
    }
}

const ROWS: &str = "SELECT COALESCE(c.id, 0) AS category_id, COALESCE(c.name_en, '') AS name_en, COALESCE(c.name_fr, '') AS name_fr, d.category_id IS NOT NULL OR c.id IS NULL AS own,
        d.window_minutes, d.first_minutes, d.next_minutes, d.resolution_minutes, d.brand_only, d.calendar_id, k.name AS calendar, d.department_id
     FROM (SELECT id, name_en, name_fr, position FROM category WHERE audience = 'public' UNION ALL SELECT NULL, NULL, NULL, -1) c
     JOIN deadline d ON COALESCE(d.category_id, 0) = COALESCE((SELECT o.category_id FROM deadline o WHERE o.category_id = c.id), 0)
     JOIN calendar k ON k.id = d.calendar_id";

async fn all(db: &impl ConnectionTrait) -> Result<Vec<Row>> {
    Ok(db::rows(db, &format!("{ROWS} ORDER BY c.position, 1"), []).await?)
}

async fn one(db: &impl ConnectionTrait, category: CategoryId) -> Result<Row> {
    db::row(db, &format!("{ROWS} WHERE COALESCE(c.id, 0) = $1"), values![category.0]).await?.ok_or(Error::NotFound)
}

/// `GET /admin/deadlines`
pub async fn list(ctx: Ctx) -> Result<Response> {
    let db = ctx.app.db.read();
    let (rows, calendars, departments) = (all(db).await?, calendars::all(db).await?, departments::all(db).await?);
    let never = calendars::never_open(db, ctx.now).await?;
    Ok(respond::private_page(&ctx, views::list(&ctx.chrome(), &rows, &calendars, &departments, &never)))
}

async fn shown(ctx: &Ctx, row: &Row, raw: &Raw, errors: &Errors) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    Ok(views::one(&ctx.chrome(), row, raw, &calendars::all(db).await?, &departments::all(db).await?, errors))
}

/// `GET /admin/deadlines/{category}`
pub async fn page(ctx: Ctx, Id(category): Id<CategoryId>) -> Result<Response> {
    let row = one(ctx.app.db.read(), category).await?;
    let page = shown(&ctx, &row, &Raw::of(&row), &Errors::new()).await?;
    Ok(respond::private_page(&ctx, page))
}

/// `POST /admin/deadlines/{category}`
pub async fn save(Member { ctx, me }: Member, Id(category): Id<CategoryId>, Form(raw): Form<Raw>) -> Result<Response> {
    let db = ctx.app.db.read();
    let row = one(db, category).await?;
    let mut errors = Errors::new();
    let mut minutes = |field: &'static str, text: &str, least: i64| {
        let n = text.trim().parse::<i64>().ok().filter(|n| (least..=525_600).contains(n));
        if n.is_none() {
            errors.add(field, ctx.lang.deadlines_error_minutes());
        }
        n.unwrap_or(0)
    };
    let (window, first) = (minutes("window", &raw.window, 0), minutes("first", &raw.first, 1));
    let (next, resolution) = (minutes("next", &raw.next, 1), minutes("resolution", &raw.resolution, 1));
    let calendar = calendars::all(db).await?.into_iter().find(|c| c.id.to_string() == raw.calendar).map_or(row.calendar_id, |c| c.id);
    let department = departments::all(db).await?.into_iter().find(|d| d.id.to_string() == raw.department).map(|d| d.id.0);
    let back_to_default = !raw.default.is_empty() && category.0 != 0;
    if !errors.is_empty() && !back_to_default {
        let page = shown(&ctx, &row, &raw, &errors).await?;
        return Ok(respond::invalid(&ctx, page));
    }
    let tx = ctx.app.db.write().await?;
    if back_to_default {
        db::run(&tx, "DELETE FROM deadline WHERE category_id = $1", values![category.0]).await?;
    } else {
        let own = (category.0 != 0).then_some(category.0);
        db::run(
            &tx,
            "INSERT INTO deadline (category_id, window_minutes, first_minutes, next_minutes, resolution_minutes, brand_only, calendar_id, department_id, updated_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (COALESCE(category_id, 0)) DO UPDATE SET window_minutes = excluded.window_minutes, first_minutes = excluded.first_minutes, next_minutes = excluded.next_minutes,
                resolution_minutes = excluded.resolution_minutes, brand_only = excluded.brand_only, calendar_id = excluded.calendar_id, department_id = excluded.department_id, updated_at = excluded.updated_at",
            values![own, window, first, next, resolution, raw.brand_only == "1", calendar.0, department, ctx.now],
        )
        .await?;
    }
    let note = if back_to_default { "as everywhere".to_owned() } else { format!("{window} {first} {next} {resolution}") };
    audit::record(&tx, Deed { actor: Some(me.id), action: "deadlines_changed", object: "category", object_id: category.0, note: &note }, ctx.now).await?;
    deadlines::mark_open(&tx).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AdminDeadlines, "saved"))
}
