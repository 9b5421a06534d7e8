//! The table of all categories, and the promises of one.

use axum::response::Response;
use entity::CategoryId;
use serde::Deserialize;

use super::actions::Promised;
use super::queries::Row;
use super::{actions, queries, views};
use crate::deadlines::{calendars, departments};
use crate::error::Result;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

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

/// `GET /admin/deadlines`
pub async fn list(ctx: Ctx) -> Result<Response> {
    let db = ctx.app.db.read();
    let (rows, calendars, departments) = (queries::all(db).await?, calendars::all(db).await?, departments::all(db).await?);
    let never = calendars::never_open(db, ctx.now).await?;
    Ok(respond::private_page(&ctx, views::list(&ctx.chrome(), &rows, &calendars, &departments, &never)))
}

async fn shown(ctx: &Ctx, row: &Row, raw: &Raw, errors: &Errors) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    Ok(views::one(&ctx.chrome(), row, raw, &calendars::all(db).await?, &departments::all(db).await?, errors))
}

/// `GET /admin/deadlines/{category}`
pub async fn page(ctx: Ctx, Id(category): Id<CategoryId>) -> Result<Response> {
    let row = queries::one(ctx.app.db.read(), category).await?;
    let page = shown(&ctx, &row, &Raw::of(&row), &Errors::new()).await?;
    Ok(respond::private_page(&ctx, page))
}

/// `POST /admin/deadlines/{category}`
pub async fn save(Member { ctx, me }: Member, Id(category): Id<CategoryId>, Form(raw): Form<Raw>) -> Result<Response> {
    let db = ctx.app.db.read();
    let row = queries::one(db, category).await?;
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
    let department = departments::all(db).await?.into_iter().find(|d| d.id.to_string() == raw.department).map(|d| d.id);
    let back_to_default = !raw.default.is_empty() && category.0 != 0;
    if !errors.is_empty() && !back_to_default {
        let page = shown(&ctx, &row, &raw, &errors).await?;
        return Ok(respond::invalid(&ctx, page));
    }
    let tx = ctx.app.db.write().await?;
    if back_to_default {
        actions::as_everywhere(&tx, me.id, category, ctx.now).await?;
    } else {
        let promised = Promised { window, first, next, resolution, brand_only: raw.brand_only == "1", calendar, department };
        actions::promise(&tx, me.id, category, &promised, ctx.now).await?;
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AdminDeadlines, "saved"))
}
