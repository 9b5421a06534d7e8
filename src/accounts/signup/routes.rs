//! `/signup`.

use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use entity::{Role, TokenPurpose};

use super::actions::{self, NewAccount};
use super::forms::{self, Raw, SignUp};
use super::{origin, views};
use crate::accounts::letters::{self, To};
use crate::accounts::login::routes::Next;
use crate::accounts::address::{self, Room};
use crate::accounts::{approval, brand_words, browsers, confirm, cookies, drafts, passwords, people, signed_in, tokens};
use crate::error::{Error, Result};
use crate::mail;
use crate::ui::form::Errors;
use crate::web::context::Ctx;
use crate::web::form::Form;
use crate::web::{paths, respond};

pub async fn page(ctx: Ctx, headers: HeaderMap, Query(next): Query<Next>) -> Result<Response> {
    let next = paths::local(&next.next);
    if ctx.me.is_some() {
        return Ok(respond::see_other(next));
    }
    let raw = Raw { next: next.to_owned(), ..Raw::default() };
    let kept = drafts::kept(&ctx, &headers).await?;
    Ok(respond::private_page(&ctx, views::page(&ctx.chrome(), &raw, kept.as_deref(), &Errors::default())))
}

pub async fn sign_up(ctx: Ctx, headers: HeaderMap, Form(raw): Form<Raw>) -> Result<Response> {
    let app = &ctx.app;
    if ctx.me.is_some() {
        return Ok(respond::see_other(paths::local(&raw.next)));
    }
    let new = match forms::parse(&raw, &brand_words(&app.config), ctx.lang) {
        Ok(new) => new,
        Err(errors) => return again(&ctx, &headers, &raw, &errors).await,
    };
    if people::name_taken(app.db.read(), &new.username.fold()).await? {
        return again(&ctx, &headers, &raw, &taken(&ctx, "username")).await;
    }
    let hash = match room(&ctx).await {
        Ok(()) => passwords::hash(app, &new.password).await,
        Err(e) => Err(e),
    };
    let made = match hash {
        Err(e) => Err(e),
        Ok(hash) if app.config.sends_mail() => with_mail(&ctx, &headers, &raw, &new, &hash).await,
        Ok(hash) => without_mail(&ctx, &headers, &raw, &new, &hash).await,
    };
    let Err(Error::TooMany { what, seconds }) = made else { return made };
    ctx.app.limits.refused(what, None);
    let errors = Errors::one("email", ctx.lang.accounts_too_many_signups());
    let mut response = again(&ctx, &headers, &raw, &errors).await?;
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Ok(response)
}

/// Is there room for one more from here? Asked before the password is hashed, and again where it counts.
async fn room(ctx: &Ctx) -> Result<()> {
    let tx = ctx.app.db.write().await?;
    let origin = origin::of(&tx, ctx.ip, ctx.now).await?;
    let room = address::room(&tx, ctx, &origin, false).await;
    tx.commit().await?;
    room.map(|_| ())
}

/// An account that waits, a letter, and the form for its code: the same whoever the address belongs to.
async fn with_mail(ctx: &Ctx, headers: &HeaderMap, raw: &Raw, new: &SignUp, hash: &str) -> Result<Response> {
    let app = &ctx.app;
    let handle = tokens::random_token();
    let tx = app.db.write().await?;
    let origin = origin::of(&tx, ctx.ip, ctx.now).await?;
    let waits = address::room(&tx, ctx, &origin, true).await? == Room::Waits;
    let row = NewAccount { origin: Some(origin.clone()), email_folded: None, email_verified_at: None, ..account(ctx, new, hash) };
    let Some(id) = actions::create(&tx, row).await? else {
        drop(tx);
        return again(ctx, headers, raw, &taken(ctx, "username")).await;
    };
    let question = drafts::kept(ctx, headers).await?;
    drafts::bind(&tx, ctx, headers, id, true).await?;
    let issued = tokens::issue(&tx, id, TokenPurpose::Confirm, new.email.as_str(), Some(&handle), ctx.now).await?;
    if waits {
        approval::actions::wait(&tx, id, &origin.address, ctx.now).await?;
    } else if confirm::may_mail_stranger(&tx, new.email.as_str(), ctx.now).await? {
        let known = people::by_email(&tx, &new.email.fold()).await?;
        let letter = match &known {
            None => letters::confirm(&app.config, &To { account: Some(id), email: new.email.as_str(), lang: ctx.lang }, &issued.code, &issued.token, question.as_deref()),
            Some(p) => letters::known(&app.config, &To { account: Some(p.id), email: new.email.as_str(), lang: p.lang(&app.config) }, &p.username),
        };
        mail::queue(&tx, &app.config, letter, ctx.now).await?;
    }
    tx.commit().await?;
    let mut response = respond::see_other(paths::with_query(paths::Confirm, &[("next", paths::local(&raw.next))]));
    cookies::put_secret(&app.config, &mut response, cookies::CONFIRM, &handle, tokens::life(TokenPurpose::Confirm) / 1_000);
    drafts::forget(ctx, headers, &mut response);
    Ok(response)
}

/// Nothing can be proved: signed in at once, the address taken on trust, the question published unless the account waits.
async fn without_mail(ctx: &Ctx, headers: &HeaderMap, raw: &Raw, new: &SignUp, hash: &str) -> Result<Response> {
    let app = &ctx.app;
    let ready = drafts::ready_here(ctx, headers).await?;
    let tx = app.db.write().await?;
    let origin = origin::of(&tx, ctx.ip, ctx.now).await?;
    let waits = address::room(&tx, ctx, &origin, true).await? == Room::Waits;
    let row = NewAccount { origin: Some(origin.clone()), email_folded: Some(new.email.fold()), email_verified_at: None, ..account(ctx, new, hash) };
    let Some(id) = actions::create(&tx, row).await? else {
        drop(tx);
        let name = people::name_taken(app.db.read(), &new.username.fold()).await?;
        return again(ctx, headers, raw, &taken(ctx, if name { "username" } else { "email" })).await;
    };
    drafts::bind(&tx, ctx, headers, id, false).await?;
    let published = if waits {
        approval::actions::wait(&tx, id, &origin.address, ctx.now).await?;
        None
    } else {
        drafts::publish(&tx, &ready, id, ctx.now).await?
    };
    let person = people::by_id(&tx, id).await?.ok_or(Error::NotFound)?;
    let browser = browsers::arrive(&tx, ctx, headers, &person).await?;
    tx.commit().await?;
    signed_in::start(ctx, headers, id, Role::Customer).await?;
    let mut response = match published {
        Some((question, said)) => respond::see_other_saying(question, said),
        None if waits => respond::see_other(paths::Confirm),
        None => respond::see_other_saying(paths::local(&raw.next), "welcome"),
    };
    drafts::forget(ctx, headers, &mut response);
    browsers::remember(&app.config, &mut response, &browser);
    Ok(response)
}

fn account<'a>(ctx: &Ctx, new: &'a SignUp, hash: &'a str) -> NewAccount<'a> {
    NewAccount {
        username: new.username.as_str(),
        username_folded: new.username.fold(),
        display_name: new.display_name.as_str(),
        email: new.email.as_str(),
        email_folded: None,
        email_verified_at: None,
        password_hash: hash,
        role: Role::Customer,
        lang: Some(ctx.lang.code()),
        origin: None,
        now: ctx.now,
    }
}

fn taken(ctx: &Ctx, field: &'static str) -> Errors {
    match field {
        "username" => Errors::one(field, ctx.lang.accounts_username_taken()),
        _ => Errors::one(field, ctx.lang.accounts_email_taken()),
    }
}

async fn again(ctx: &Ctx, headers: &HeaderMap, raw: &Raw, errors: &Errors) -> Result<Response> {
    let kept = drafts::kept(ctx, headers).await?;
    Ok(respond::invalid(ctx, views::page(&ctx.chrome(), raw, kept.as_deref(), errors)))
}
