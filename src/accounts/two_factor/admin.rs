//! `/admin/two-step`: must the team have it, who has it, and a way back for whoever lost everything.

use axum::response::Response;
use serde::Deserialize;

use super::{actions, queries, views};
use crate::accounts::letters::{self, Notice, To};
use crate::accounts::people;
use crate::error::Result;
use crate::mail;
use crate::rules::text::Reason;
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    /// `1`: the team must.
    must: String,
    pub username: String,
    pub reason: String,
}

async fn show(m: &Member, raw: &Raw, errors: &Errors) -> Result<maud::Markup> {
    let db = m.ctx.app.db.read();
    let (team, must) = (queries::team(db).await?, queries::team_must(db, &m.ctx.app.config).await?);
    let team: Vec<views::Colleague> =
        team.into_iter().map(|p| views::Colleague { username: p.username, display_name: p.display_name, since: p.enabled_at, codes_left: p.codes_left }).collect();
    Ok(views::admin(&m.ctx.chrome(), &team, must, &raw.username, &raw.reason, errors))
}

pub async fn page(m: Member) -> Result<Response> {
    Ok(respond::private_page(&m.ctx, show(&m, &Raw::default(), &Errors::default()).await?))
}

/// Whoever obliges the others has it first.
pub async fn oblige(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let app = &m.ctx.app;
    let must = raw.must == "1";
    if must && !queries::is_on(app.db.read(), m.me.id).await? {
        let errors = Errors::one("must", m.ctx.lang.two_step_self_first());
        return Ok(respond::invalid(&m.ctx, show(&m, &raw, &errors).await?));
    }
    let tx = app.db.write().await?;
    actions::oblige(&tx, m.me.id, must, m.ctx.now).await?;
    tx.commit().await?;
    app.forget(m.me.id).await;
    Ok(respond::see_other_saying(paths::AdminTwoStep, "saved"))
}

/// Switches it off for somebody else, with a reason that stays in the record.
pub async fn reset(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let app = &ctx.app;
    let lang = ctx.lang;
    let mut errors = Errors::default();
    let found = people::by_login(app.db.read(), &raw.username).await?;
    match &found {
        Some(p) if p.id == m.me.id => errors.add("username", lang.two_step_reset_self()),
        Some(p) if p.two_step => {}
        _ => errors.add("username", lang.two_step_reset_nobody()),
    }
    let reason = Reason::parse(&raw.reason).map_err(|e| errors.add("reason", e.message(lang)));
    let (Some(person), Ok(reason), true) = (found, reason, errors.is_empty()) else { return Ok(respond::invalid(ctx, show(&m, &raw, &errors).await?)) };
    let tx = app.db.write().await?;
    if actions::off(&tx, Some(m.me.id), person.id, reason.as_str(), None, ctx.now).await? {
        if let Some(email) = person.address(&app.config) {
            let to = To { account: Some(person.id), email, lang: person.lang(&app.config) };
            mail::queue(&tx, &app.config, letters::notice(&app.config, &to, Notice::TwoStepReset, &person.username, ctx.now), ctx.now).await?;
        }
    }
    tx.commit().await?;
    app.forget(person.id).await;
    Ok(respond::see_other_saying(paths::AdminTwoStep, "two-step-reset"))
}
