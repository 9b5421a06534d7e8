//! When the brand works: one calendar, or a new one.

use axum::response::Response;
use entity::CalendarId;
use serde::Deserialize;

use super::{actions, views};
use crate::deadlines::calendars;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::rules::business_time::{Calendar, Wrong};
use crate::rules::text::Caption;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub name: String,
    pub zone: String,
    pub hours: String,
    pub closed: String,
}

/// What is wrong, beside the field it is about.
fn told(lang: Lang, wrong: &Wrong) -> (&'static str, String) {
    match wrong {
        Wrong::Zone(zone) => ("zone", lang.deadlines_wrong_zone(zone)),
        Wrong::Day(day) => ("hours", lang.deadlines_wrong_day(day)),
        Wrong::Twice(day) => ("hours", lang.deadlines_wrong_twice(day)),
        Wrong::Hours(part) => ("hours", lang.deadlines_wrong_hours(part)),
        Wrong::Order(part) => ("hours", lang.deadlines_wrong_order(part)),
        Wrong::Closed(word) => ("closed", lang.deadlines_wrong_closed(word)),
    }
}

/// `GET /admin/calendars/{id}`; 0 is a new one.
pub async fn page(ctx: Ctx, Id(id): Id<CalendarId>) -> Result<Response> {
    let raw = if id.0 == 0 {
        Raw::default()
    } else {
        let all = calendars::all(ctx.app.db.read()).await?;
        let found = all.into_iter().find(|c| c.id == id).ok_or(Error::NotFound)?;
        Raw { name: found.name, zone: found.zone, hours: found.hours.replace(", ", "\n"), closed: found.closed_days }
    };
    Ok(respond::private_page(&ctx, views::calendar(&ctx.chrome(), id, &raw, &Errors::new())))
}

/// `POST /admin/calendars/{id}`
pub async fn save(Member { ctx, me }: Member, Id(id): Id<CalendarId>, Form(raw): Form<Raw>) -> Result<Response> {
    let mut errors = Errors::new();
    let name = Caption::parse(&raw.name).map(Caption::into_string).map_err(|e| errors.add("name", e.message(ctx.lang))).unwrap_or_default();
    let zone = raw.zone.trim();
    let community = ctx.app.config.get("timezone");
    if let Err(wrong) = Calendar::parse(if zone.is_empty() { community } else { zone }, &raw.hours, &raw.closed) {
        let (field, message) = told(ctx.lang, &wrong);
        errors.add(field, message);
    }
    let hours: Vec<&str> = raw.hours.split([',', '\n', ';']).map(str::trim).filter(|d| !d.is_empty()).collect();
    let closed: Vec<&str> = raw.closed.split([' ', ',', ';', '\n', '\r', '\t']).filter(|w| !w.is_empty()).collect();
    if errors.is_empty() {
        let (hours, closed) = (hours.join(", ").to_lowercase(), closed.join(" "));
        let tx = ctx.app.db.write().await?;
        let calendar = actions::Calendar { name: &name, zone, hours: &hours, closed: &closed };
        if actions::calendar(&tx, me.id, id, calendar, ctx.now).await? {
            tx.commit().await?;
            return Ok(respond::see_other_saying(paths::AdminDeadlines, "saved"));
        }
        errors.add("name", ctx.lang.deadlines_name_taken());
    }
    Ok(respond::invalid(&ctx, views::calendar(&ctx.chrome(), id, &raw, &errors)))
}
