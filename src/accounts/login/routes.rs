//! `/login`, `/logout`, and `/prove`: the password again before the admin's pages.

use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Deserialize;

use super::{actions, views};
use crate::accounts::passwords::{self, Verdict};
use crate::accounts::{cookies, drafts, people, signed_in, tokens};
use crate::error::{Error, Result};
use crate::rules::password;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::{paths, respond};

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    pub next: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub login: String,
    password: String,
    pub next: String,
}

pub async fn page(ctx: Ctx, headers: HeaderMap, Query(next): Query<Next>) -> Result<Response> {
    let next = paths::local(&next.next);
    if ctx.me.is_some() {
        return Ok(respond::see_other(next));
    }
    let kept = drafts::kept(&ctx, &headers).await?;
    Ok(respond::private_page(&ctx, views::page(&ctx.chrome(), &views::LogIn { login: "", next, kept: kept.as_deref(), trouble: None })))
}

pub async fn log_in(ctx: Ctx, headers: HeaderMap, Form(raw): Form<Raw>) -> Result<Response> {
    let app = &ctx.app;
    if let Err(Error::TooMany { seconds }) = app.limits.logins.take(ctx.ip) {
        return refused(&ctx, &headers, &raw, views::Trouble::Wait(seconds)).await;
    }
    let found = people::by_login(app.db.read(), &raw.login).await?;
    let verdict = passwords::verify(app, found.as_ref().and_then(|p| p.password_hash.clone()), raw.password.clone()).await?;
    // passwords shorter than any that may be set belong to the sample community
    let verdict = if raw.password.chars().count() < password::MIN && !app.config.demo { Verdict::Wrong } else { verdict };
    let better = if verdict == Verdict::RightButOld { Some(passwords::rehash(app, raw.password.clone()).await?) } else { None };

    let tx = app.db.write().await?;
    let Some(person) = actions::judge(&tx, found.as_ref(), verdict, ctx.now).await? else {
        tx.commit().await?;
        return refused(&ctx, &headers, &raw, views::Trouble::NoMatch).await;
    };
    if let Some(hash) = better {
        actions::rehash(&tx, &person, hash).await?;
    }
    let unconfirmed = person.email_verified_at.is_none() && app.config.sends_mail();
    let mut kept = drafts::bind(&tx, &ctx, &headers, person.id, unconfirmed).await?;
    if let Some(handle) = cookies::secret(&app.config, &headers, cookies::CONFIRM) {
        kept |= drafts::take_over(&tx, &tokens::hash(handle), person.id).await?;
    }
    tx.commit().await?;

    signed_in::start(&ctx, &headers, person.id, person.role).await?;
    let next = paths::local(&raw.next);
    let mut response = respond::see_other(match (unconfirmed, kept) {
        (true, _) => paths::with_query(paths::Confirm, &[("next", next)]),
        (false, true) => paths::Drafts.to_string(),
        (false, false) => next.to_owned(),
    });
    drafts::forget(&ctx, &headers, &mut response);
    Ok(response)
}

/// The same answer for every reason why: the form, and nothing that tells whether there is such an account.
async fn refused(ctx: &Ctx, headers: &HeaderMap, raw: &Raw, trouble: views::Trouble) -> Result<Response> {
    let kept = drafts::kept(ctx, headers).await?;
    let form = views::LogIn { login: &raw.login, next: paths::local(&raw.next), kept: kept.as_deref(), trouble: Some(trouble) };
    let mut response = respond::invalid(ctx, views::page(&ctx.chrome(), &form));
    if let views::Trouble::Wait(seconds) = trouble {
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(response)
}

pub async fn log_out(ctx: Ctx) -> Result<Response> {
    signed_in::end(&ctx, respond::see_other(paths::Home)).await
}

pub async fn prove_page(m: Member, Query(next): Query<Next>) -> Response {
    respond::private_page(&m.ctx, views::prove(&m.ctx.chrome(), paths::local(&next.next), None))
}

/// The password again (S-08). It counts against the same limits as a log-in.
pub async fn prove(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let next = paths::local(&raw.next);
    let trouble = match is_own_password(&m, &raw.password).await {
        Ok(true) => {
            signed_in::renew(&m.ctx).await?;
            return Ok(respond::see_other(next));
        }
        Ok(false) => views::Trouble::NoMatch,
        Err(Error::TooMany { seconds }) => views::Trouble::Wait(seconds),
        Err(e) => return Err(e),
    };
    Ok(respond::invalid(&m.ctx, views::prove(&m.ctx.chrome(), next, Some(trouble))))
}

/// Is this the password of whoever is signed in? Guessing here is slowed like guessing at the door.
pub async fn is_own_password(m: &Member, typed: &str) -> Result<bool> {
    let app = &m.ctx.app;
    app.limits.logins.take(m.ctx.ip)?;
    let person = people::by_id(app.db.read(), m.me.id).await?;
    let verdict = passwords::verify(app, person.as_ref().and_then(|p| p.password_hash.clone()), typed.to_owned()).await?;
    let tx = app.db.write().await?;
    let right = actions::judge(&tx, person.as_ref(), verdict, m.ctx.now).await?.is_some();
    tx.commit().await?;
    Ok(right)
}
