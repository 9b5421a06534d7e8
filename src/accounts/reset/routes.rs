//! `/password/forgot` and `/password/reset/{token}`.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use entity::{Role, TokenPurpose};
use serde::Deserialize;

use super::{actions, views};
use crate::accounts::letters::{self, Notice, To};
use crate::accounts::{address, brand_words, passwords, people, settings, tokens};
use crate::audit::{self, Deed};
use crate::clock::{DAY, HOUR};
use crate::error::Result;
use crate::mail;
use crate::rules::text::Email;
use crate::ui::form::Errors;
use crate::web::context::Ctx;
use crate::web::form::Form;
use crate::web::respond::Keep;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Forgot {
    email: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct NewPassword {
    password: String,
}

pub async fn forgot_page(ctx: Ctx) -> Response {
    respond::private_page(&ctx, views::forgot(&ctx.chrome(), "", &Errors::default()))
}

/// Asking writes the same rows for a known and an unknown address; only a known one gets mail, three an hour at most.
pub async fn forgot(ctx: Ctx, Form(raw): Form<Forgot>) -> Result<Response> {
    let app = &ctx.app;
    let email = match Email::parse(&raw.email) {
        Ok(email) => email,
        Err(e) => return Ok(respond::invalid(&ctx, views::forgot(&ctx.chrome(), &raw.email, &Errors::one("email", e.message(ctx.lang))))),
    };
    let tx = app.db.write().await?;
    if address::may_mail(&tx, &ctx).await? {
        let known = people::by_email(&tx, &email.fold()).await?;
        let object_id = known.as_ref().map_or(0, |p| p.id.0);
        audit::record(&tx, Deed { actor: None, action: "reset_asked", object: "account", object_id, note: "" }, ctx.now).await?;
        let to = email.as_str();
        mail::turn(&tx, to).await?;
        let quiet = mail::sent_since(&tx, to, ctx.now - HOUR).await? < 3 && mail::sent_since(&tx, to, ctx.now - DAY).await? < 6;
        if let Some(p) = known.filter(|_| quiet) {
            let issued = tokens::issue(&tx, p.id, TokenPurpose::Reset, to, None, ctx.now).await?;
            let to = To { account: Some(p.id), email: p.email.as_deref().unwrap_or(to), lang: p.lang(&app.config) };
            mail::queue(&tx, &app.config, letters::reset(&app.config, &to, &p.username, &issued.token), ctx.now).await?;
        }
    }
    tx.commit().await?;
    Ok(respond::private_page(&ctx, views::sent(&ctx.chrome())))
}

pub async fn page(ctx: Ctx, Path(token): Path<String>) -> Result<Response> {
    Ok(match tokens::look(ctx.app.db.read(), &token, TokenPurpose::Reset, ctx.now).await? {
        Some(_) => respond::private_page(&ctx, views::reset(&ctx.chrome(), &token, &Errors::default())),
        None => dead(&ctx),
    })
}

fn dead(ctx: &Ctx) -> Response {
    respond::page_with(ctx, StatusCode::BAD_REQUEST, Keep::Never, views::dead(&ctx.chrome()))
}

pub async fn reset(ctx: Ctx, Path(token): Path<String>, Form(raw): Form<NewPassword>) -> Result<Response> {
    let app = &ctx.app;
    let Some(proof) = tokens::look(app.db.read(), &token, TokenPurpose::Reset, ctx.now).await? else { return Ok(dead(&ctx)) };
    let Some(person) = people::by_id(app.db.read(), proof.account_id).await? else { return Ok(dead(&ctx)) };
    let staff = person.role != Role::Customer;
    let password = match settings::new_password(&raw.password, &person.username, &proof.email, &brand_words(&app.config), staff, ctx.lang) {
        Ok(password) => password,
        Err(message) => return Ok(respond::invalid(&ctx, views::reset(&ctx.chrome(), &token, &Errors::one("password", message)))),
    };
    let hash = passwords::hash(app, &password).await?;

    let tx = app.db.write().await?;
    let Some(proof) = tokens::consume(&tx, &token, TokenPurpose::Reset, ctx.now).await? else { return Ok(dead(&ctx)) };
    actions::set_password(&tx, proof.account_id, hash, None, "password_reset", ctx.now).await?;
    if app.config.sends_mail() {
        actions::address_is_proved(&tx, proof.account_id, ctx.now).await?;
    }
    let to = To { account: Some(person.id), email: person.email.as_deref().unwrap_or(&proof.email), lang: person.lang(&app.config) };
    mail::queue(&tx, &app.config, letters::notice(&app.config, &to, Notice::PasswordChanged, &person.username, ctx.now), ctx.now).await?;
    tx.commit().await?;
    app.forget(person.id).await;
    Ok(respond::see_other_saying(paths::Login, "password-changed"))
}
