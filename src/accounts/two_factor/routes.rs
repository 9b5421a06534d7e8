//! `/settings/two-step`: set up, move to another device, new recovery codes, switch off.

use axum::response::Response;
use serde::Deserialize;

use super::actions::{self, Verdict};
use super::entry::is_own_code;
use super::{codes, queries, views};
use crate::accounts::letters::Notice;
use crate::accounts::people;
use crate::accounts::settings::password::{check_current, tell};
use crate::accounts::signed_in;
use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::{paths, respond};

/// The secret being set up, sealed, and since when; inside the session's data.
const NEW: &str = "two_step_new";

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    begin_password: String,
    begin_code: String,
    code: String,
    new_code: String,
    off_password: String,
    off_code: String,
}

async fn state(m: &Member) -> Result<views::State> {
    let found = queries::state(m.ctx.app.db.read(), m.me.id).await?;
    let must = m.me.is_staff() && queries::team_must(m.ctx.app.db.read(), &m.ctx.app.config).await?;
    Ok(views::State { since: found.enabled_at, codes_left: found.codes_left, must })
}

pub async fn page(m: Member) -> Result<Response> {
    Ok(respond::private_page(&m.ctx, views::page(&m.ctx.chrome(), &state(&m).await?, &Errors::default())))
}

async fn again(m: &Member, errors: &Errors) -> Result<Response> {
    Ok(respond::invalid(&m.ctx, views::page(&m.ctx.chrome(), &state(m).await?, errors)))
}

/// Adds an error beside `field` unless a code that is good was typed there.
async fn check_code(m: &Member, typed: &str, field: &'static str, errors: &mut Errors) -> Result<()> {
    let wait = |seconds: u64| m.ctx.lang.two_step_wait(i64::try_from(seconds).unwrap_or(60));
    match is_own_code(m, typed).await {
        Ok(v) if v.is_right() => {}
        Ok(Verdict::Wait(seconds)) => {
            m.ctx.app.limits.refused("codes", Some(m.me.id));
            errors.add(field, wait(seconds));
        }
        Ok(Verdict::Shut) => errors.add(field, m.ctx.lang.two_step_shut()),
        Ok(_) => errors.add(field, m.ctx.lang.two_step_wrong()),
        Err(e) => return Err(e),
    }
    Ok(())
}

/// The password, and where it is on already a code: then a new secret waits to be confirmed.
pub async fn begin(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let app = &m.ctx.app;
    let on = queries::is_on(app.db.read(), m.me.id).await?;
    let mut errors = Errors::default();
    check_current(&m, &raw.begin_password, "begin_password", &mut errors).await?;
    if on && errors.is_empty() {
        check_code(&m, &raw.begin_code, "begin_code", &mut errors).await?;
    }
    if !errors.is_empty() {
        return again(&m, &errors).await;
    }
    let tx = app.db.write().await?;
    let sealed = actions::begin(&tx, &app.config, m.me.id, m.ctx.now).await?;
    tx.commit().await?;
    signed_in::renew(&m.ctx).await?;
    m.ctx.session.insert(NEW, (sealed, m.ctx.now)).await.map_err(unavailable)?;
    Ok(respond::see_other(paths::SettingsTwoStepNew))
}

fn unavailable(e: tower_sessions::session::Error) -> Error {
    Error::Unavailable(e.to_string())
}

/// The set-up that was begun in this session, as long as it waits.
async fn begun(m: &Member) -> Result<Option<String>> {
    let kept: Option<(String, Millis)> = m.ctx.session.get(NEW).await.map_err(unavailable)?;
    Ok(kept.filter(|(_, at)| (0..queries::PENDING).contains(&(m.ctx.now - at))).map(|(sealed, _)| sealed))
}

async fn picture(m: &Member, sealed: &str) -> Result<Option<views::Picture>> {
    let app = &m.ctx.app;
    let secret = queries::opened(app.db.read(), &app.config, m.me.id, sealed).await?;
    Ok(secret.map(|s| views::Picture { link: codes::link(&s, app.config.get("brand.name"), &m.me.username), spelled: codes::spelled(&s) }))
}

pub async fn new_page(m: Member) -> Result<Response> {
    let Some(sealed) = begun(&m).await? else { return Ok(respond::see_other(paths::SettingsTwoStep)) };
    Ok(match picture(&m, &sealed).await? {
        Some(p) => respond::private_page(&m.ctx, views::new(&m.ctx.chrome(), &p, &Errors::default())),
        None => respond::see_other(paths::SettingsTwoStep),
    })
}

pub async fn confirm(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let app = &ctx.app;
    let Some(sealed) = begun(&m).await? else { return Ok(respond::see_other(paths::SettingsTwoStep)) };
    let Some(picture) = picture(&m, &sealed).await? else { return Ok(respond::see_other(paths::SettingsTwoStep)) };
    let person = people::by_id(app.db.read(), m.me.id).await?.ok_or(Error::NotFound)?;
    let tx = app.db.write().await?;
    let Some(made) = actions::confirm(&tx, &app.config, m.me.id, &sealed, &raw.code, ctx.session.id().as_ref(), ctx.now).await? else {
        let errors = Errors::one("code", ctx.lang.two_step_wrong_new());
        return Ok(respond::invalid(ctx, views::new(&ctx.chrome(), &picture, &errors)));
    };
    tell(&tx, ctx, &person, Notice::TwoStepOn).await?;
    tx.commit().await?;
    app.forget(m.me.id).await;
    signed_in::renew(ctx).await?;
    ctx.session.remove::<(String, Millis)>(NEW).await.map_err(unavailable)?;
    Ok(respond::private_page(ctx, views::recovery(&ctx.chrome(), &made, true)))
}

pub async fn new_codes(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let app = &ctx.app;
    let mut errors = Errors::default();
    check_code(&m, &raw.new_code, "new_code", &mut errors).await?;
    if !errors.is_empty() {
        return again(&m, &errors).await;
    }
    let person = people::by_id(app.db.read(), m.me.id).await?.ok_or(Error::NotFound)?;
    let tx = app.db.write().await?;
    let made = actions::new_recovery(&tx, m.me.id, ctx.now).await?;
    tell(&tx, ctx, &person, Notice::RecoveryMade).await?;
    tx.commit().await?;
    Ok(respond::private_page(ctx, views::recovery(&ctx.chrome(), &made, false)))
}

pub async fn off(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let app = &ctx.app;
    let mut errors = Errors::default();
    if state(&m).await?.must {
        errors.add("", ctx.lang.two_step_must());
        return again(&m, &errors).await;
    }
    check_current(&m, &raw.off_password, "off_password", &mut errors).await?;
    if errors.is_empty() {
        check_code(&m, &raw.off_code, "off_code", &mut errors).await?;
    }
    if !errors.is_empty() {
        return again(&m, &errors).await;
    }
    let person = people::by_id(app.db.read(), m.me.id).await?.ok_or(Error::NotFound)?;
    let tx = app.db.write().await?;
    if actions::off(&tx, Some(m.me.id), m.me.id, "", ctx.session.id().as_ref(), ctx.now).await? {
        tell(&tx, ctx, &person, Notice::TwoStepOff).await?;
    }
    tx.commit().await?;
    app.forget(m.me.id).await;
    signed_in::renew(ctx).await?;
    Ok(respond::see_other_saying(paths::SettingsTwoStep, "two-step-off"))
}
