//! `/settings/password`: needs the current one; ends the other sessions; tells the address.

use axum::response::Response;
use serde::Deserialize;

use super::{new_password, views};
use crate::accounts::letters::{self, Notice, To};
use crate::accounts::login::routes::is_own_password;
use crate::accounts::reset::actions::set_password;
use crate::accounts::{brand_words, passwords, people, signed_in};
use crate::error::{Error, Result};
use crate::mail;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    current: String,
    password: String,
}

pub async fn page(m: Member) -> Response {
    respond::private_page(&m.ctx, views::password(&m.ctx.chrome(), &Errors::default()))
}

pub async fn save(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let app = &ctx.app;
    let person = people::by_id(app.db.read(), m.me.id).await?.ok_or(Error::NotFound)?;
    let email = person.email.clone().unwrap_or_default();
    let mut errors = Errors::default();
    check_current(&m, &raw.current, "current", &mut errors).await?;
    let password = new_password(&raw.password, &person.username, &email, &brand_words(&app.config), m.me.is_staff(), ctx.lang);
    let password = password.map_err(|message| errors.add("password", message));
    let (Ok(password), true) = (password, errors.is_empty()) else { return Ok(respond::invalid(ctx, views::password(&ctx.chrome(), &errors))) };
    let hash = passwords::hash(app, &password).await?;

    let tx = app.db.write().await?;
    set_password(&tx, m.me.id, hash, ctx.session.id().as_ref(), "password_changed", ctx.now).await?;
    tell(&tx, ctx, &person, Notice::PasswordChanged).await?;
    tx.commit().await?;
    app.forget(m.me.id).await;
    signed_in::renew(ctx).await?;
    Ok(respond::see_other_saying(paths::SettingsPassword, "password-changed"))
}

/// Adds an error beside `field` unless the current password was typed there.
pub async fn check_current(m: &Member, typed: &str, field: &'static str, errors: &mut Errors) -> Result<()> {
    match is_own_password(m, typed).await {
        Ok(true) => {}
        Ok(false) => errors.add(field, m.ctx.lang.settings_wrong_password()),
        Err(Error::TooMany { what, seconds }) => {
            m.ctx.app.limits.refused(what, Some(m.me.id));
            errors.add(field, m.ctx.lang.accounts_wait(i64::try_from(seconds).unwrap_or(60)));
        }
        Err(e) => return Err(e),
    }
    Ok(())
}

/// Tells the account's address what happened; one that nobody proved is nobody's to be told at.
pub async fn tell(tx: &sea_orm::DatabaseTransaction, ctx: &Ctx, person: &people::Person, what: Notice) -> Result<()> {
    let config = &ctx.app.config;
    let Some(email) = person.address(config) else { return Ok(()) };
    let to = To { account: Some(person.id), email, lang: person.lang(config) };
    Ok(mail::queue(tx, config, letters::notice(config, &to, what, &person.username, ctx.now), ctx.now).await?)
}
