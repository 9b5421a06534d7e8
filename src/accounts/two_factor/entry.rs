//! `/login/code`: the second step of a log-in, and the door before which a team that must have it stands.

use axum::extract::{Query, Request};
use axum::http::HeaderMap;
use axum::middleware;
use axum::response::Response;
use entity::AccountId;
use serde::Deserialize;

use super::{actions, views};
use crate::accounts::login::routes::{Next, let_in};
use crate::accounts::people::{self, Person};
use crate::accounts::settings::password::tell;
use crate::accounts::{letters::Notice, tokens};
use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::{paths, respond, session};

/// Whose password was right here, when, and what it was then; inside the data of a session that is nobody's yet.
const WAITS: &str = "waits";
/// How long the second step may take.
const LIFE: Millis = session::NOBODYS;
/// Wrong codes in a row after a right password, after which the owner is told: somebody may know it.
const TOLD_AFTER: i64 = 5;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    code: String,
    next: String,
}

/// What a password was, without being it: another one ends what waits.
fn mark(person: &Person) -> String {
    tokens::hash(person.password_hash.as_deref().unwrap_or_default())
}

/// The password was right: this browser waits for the code, and nobody is signed in here.
pub async fn wait(ctx: &Ctx, person: &Person) -> Result<()> {
    let s = &ctx.session;
    let done = async {
        if s.id().is_some() {
            s.flush().await?;
        }
        s.insert(WAITS, (person.id.0, ctx.now, mark(person))).await
    };
    done.await.map_err(|e| Error::Unavailable(e.to_string()))
}

async fn who_waits(ctx: &Ctx) -> Result<Option<Person>> {
    let kept: Option<(i64, Millis, String)> = ctx.session.get(WAITS).await.map_err(|e| Error::Unavailable(e.to_string()))?;
    let Some((id, _, mark_then)) = kept.filter(|(_, at, _)| (0..LIFE).contains(&(ctx.now - at))) else { return Ok(None) };
    let person = people::by_id(ctx.app.db.read(), AccountId(id)).await?;
    Ok(person.filter(|p| p.two_step && mark(p) == mark_then))
}

fn from_the_beginning(next: &str) -> Response {
    respond::see_other(paths::with_query(paths::Login, &[("next", next)]))
}

pub async fn page(ctx: Ctx, Query(next): Query<Next>) -> Result<Response> {
    let next = paths::local(&next.next);
    Ok(match who_waits(&ctx).await? {
        Some(_) => respond::private_page(&ctx, views::enter(&ctx.chrome(), next, None)),
        None => from_the_beginning(next),
    })
}

pub async fn enter(ctx: Ctx, headers: HeaderMap, Form(raw): Form<Raw>) -> Result<Response> {
    let next = paths::local(&raw.next);
    let Some(person) = who_waits(&ctx).await? else { return Ok(from_the_beginning(next)) };
    let app = &ctx.app;
    let tx = app.db.write().await?;
    let verdict = actions::judge(&tx, &app.config, person.id, &raw.code, ctx.now).await?;
    if !verdict.is_right() {
        if verdict == actions::Verdict::Wrong(TOLD_AFTER) {
            tell(&tx, &ctx, &person, Notice::CodesTried).await?;
        }
        tx.commit().await?;
        let again = views::enter(&ctx.chrome(), next, Some(verdict));
        return Ok(match verdict {
            actions::Verdict::Wait(seconds) => respond::too_many(&ctx, "codes", seconds, again),
            _ => respond::invalid(&ctx, again),
        });
    }
    if let actions::Verdict::Recovered(_) = verdict {
        tell(&tx, &ctx, &person, Notice::RecoveryUsed).await?;
    }
    audit::record(&tx, Deed { actor: Some(person.id), action: "logged_in", object: "account", object_id: person.id.0, note: "two_step" }, ctx.now).await?;
    let_in(&ctx, &headers, tx, &person, next).await
}

/// A code of whoever is signed in: before the administration's pages, and before a change. Wrong ones count for their
/// account; a recovery code used is told.
pub async fn is_own_code(m: &Member, typed: &str) -> Result<actions::Verdict> {
    let app = &m.ctx.app;
    let tx = app.db.write().await?;
    let verdict = actions::judge(&tx, &app.config, m.me.id, typed, m.ctx.now).await?;
    if let (actions::Verdict::Recovered(_), Some(person)) = (verdict, people::by_id(&tx, m.me.id).await?) {
        tell(&tx, &m.ctx, &person, Notice::RecoveryUsed).await?;
    }
    tx.commit().await?;
    Ok(verdict)
}

/// Where the team must have it, someone of the team without it sets it up before anything else.
pub async fn obliged(ctx: Ctx, request: Request, next: middleware::Next) -> Response {
    let owes = ctx.me.as_ref().is_some_and(|me| me.two_step_owed);
    let path = request.uri().path();
    let free = [paths::Logout::PATTERN, paths::Prove::PATTERN, paths::Language::PATTERN, paths::Theme::PATTERN, paths::CspReport::PATTERN];
    if owes && !path.starts_with(paths::SettingsTwoStep::PATTERN) && !free.contains(&path) {
        return respond::see_other_saying(paths::SettingsTwoStep, "two-step-owed");
    }
    next.run(request).await
}
