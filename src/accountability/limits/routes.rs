//! The page of limits.

use axum::response::Response;
use serde::Deserialize;

use super::{queries, views};
use crate::error::{Error, Result};
use crate::rules::daily::Act;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    username: String,
    what: String,
}

/// The settings that hold a limit, as they are in force.
const SETTINGS: &[&str] = &[
    "limits.pages",
    "limits.pages_per_minute",
    "limits.member_pages",
    "limits.member_pages_per_minute",
    "limits.address_pages_per_minute",
    "limits.crawlers_per_minute",
    "limits.searches_per_minute",
    "limits.member_searches_per_minute",
    "limits.feeds_per_ten_minutes",
    "limits.similar_per_minute",
    "limits.asks_per_minute",
    "limits.logins_per_minute",
    "limits.mails_per_hour",
    "limits.signups_per_day",
];

pub async fn page(m: Member) -> Result<Response> {
    let app = &m.ctx.app;
    let met = queries::met(app.db.read(), m.ctx.now).await?;
    let lines: Vec<views::Line> =
        met.into_iter().map(|r| views::Line { what: r.what, who: r.username.zip(r.display_name), n: r.n, hour: r.hour, counted: r.counted }).collect();
    let settings: Vec<(&str, u32)> = SETTINGS.iter().map(|name| (*name, app.config.number(name))).collect();
    Ok(respond::private_page(&m.ctx, views::page(&m.ctx.chrome(), &lines, &settings, app.config.number("limits.member_times"))))
}

/// Lets somebody go on; not oneself.
pub async fn lift(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let app = &m.ctx.app;
    if raw.username == m.me.username || !Act::ALL.iter().any(|a| a.word() == raw.what) {
        return Err(Error::NotFound);
    }
    let tx = app.db.write().await?;
    let lifted = queries::lift(&tx, m.me.id, &raw.username, &raw.what, m.ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffLimits, if lifted { "limit-lifted" } else { "unchanged" }))
}
