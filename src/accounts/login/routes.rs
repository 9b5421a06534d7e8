//! `/login`, `/logout`, and `/prove`: the password or a code again before the admin's pages.

use axum::extract::Query;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use sea_orm::DatabaseTransaction;
use serde::Deserialize;

use super::{actions, views};
use crate::accounts::passwords::{self, Verdict};
use crate::accounts::address::Try;
use crate::accounts::people::Person;
use crate::accounts::two_factor::{actions::Verdict as Code, entry};
use crate::accounts::{address, browsers, cookies, drafts, people, signed_in, tokens};
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
    code: String,
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
    let of = match address::may_try(&ctx).await {
        Err(Error::TooMany { seconds, .. }) => return refused(&ctx, &headers, &raw, views::Trouble::Wait(seconds)).await,
        taken => taken?,
    };
    let person = match address::judged(&ctx, &of, judged(&ctx, &of, &raw)).await? {
        Ok(person) => person,
        Err(trouble) => return refused(&ctx, &headers, &raw, trouble).await,
    };
    let next = paths::local(&raw.next);
    if person.two_step {
        entry::wait(&ctx, &person).await?;
        return Ok(respond::see_other(paths::with_query(paths::LoginCode, &[("next", next)])));
    }
    let tx = app.db.write().await?;
    let_in(&ctx, &headers, tx, &person, next).await
}

/// Whose name and password these are, written down either way.
async fn judged(ctx: &Ctx, of: &Try, raw: &Raw) -> Result<Result<Person, views::Trouble>> {
    let app = &ctx.app;
    let found = people::by_login(app.db.read(), &raw.login).await?;
    let verdict = passwords::verify(app, found.as_ref().and_then(|p| p.password_hash.clone()), raw.password.clone()).await?;
    // passwords shorter than any that may be set belong to the sample community
    let verdict = if raw.password.chars().count() < password::MIN && !app.config.demo { Verdict::Wrong } else { verdict };
    let better = if verdict == Verdict::RightButOld { Some(passwords::rehash(app, raw.password.clone()).await?) } else { None };

    let tx = app.db.write().await?;
    let Some(mut person) = actions::judge(&tx, found.as_ref(), verdict, ctx.now).await? else {
        let over = address::wrong(&tx, ctx, of).await?;
        tx.commit().await?;
        return Ok(Err(over.map_or(views::Trouble::NoMatch, views::Trouble::Wait)));
    };
    address::right(&tx, of).await?;
    if let Some(hash) = better {
        actions::rehash(&tx, &person, hash.clone()).await?;
        person.password_hash = Some(hash);
    }
    tx.commit().await?;
    Ok(Ok(person))
}

/// Whoever proved themselves comes in: what this browser kept becomes theirs, and the browser known.
pub async fn let_in(ctx: &Ctx, headers: &HeaderMap, tx: DatabaseTransaction, person: &Person, next: &str) -> Result<Response> {
    let app = &ctx.app;
    let unconfirmed = person.email_verified_at.is_none() && app.config.sends_mail();
    let mut kept = drafts::bind(&tx, ctx, headers, person.id, unconfirmed).await?;
    if let Some(handle) = cookies::secret(&app.config, headers, cookies::CONFIRM) {
        kept |= drafts::take_over(&tx, &tokens::hash(handle), person.id).await?;
    }
    let browser = browsers::arrive(&tx, ctx, headers, person).await?;
    tx.commit().await?;

    signed_in::start(ctx, headers, person.id, person.role).await?;
    let mut response = respond::see_other(match (unconfirmed, kept) {
        (true, _) => paths::with_query(paths::Confirm, &[("next", next)]),
        (false, true) => paths::Drafts.to_string(),
        (false, false) => next.to_owned(),
    });
    drafts::forget(ctx, headers, &mut response);
    browsers::remember(&app.config, &mut response, &browser);
    Ok(response)
}

/// The same answer for every reason why: the form, and nothing that tells whether there is such an account.
async fn refused(ctx: &Ctx, headers: &HeaderMap, raw: &Raw, trouble: views::Trouble) -> Result<Response> {
    let kept = drafts::kept(ctx, headers).await?;
    let form = views::LogIn { login: &raw.login, next: paths::local(&raw.next), kept: kept.as_deref(), trouble: Some(trouble) };
    let mut response = respond::invalid(ctx, views::page(&ctx.chrome(), &form));
    if let views::Trouble::Wait(seconds) = trouble {
        ctx.app.limits.refused("logins", None);
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(response)
}

pub async fn log_out(ctx: Ctx) -> Result<Response> {
    signed_in::end(&ctx, respond::see_other(paths::Home)).await
}

pub async fn prove_page(m: Member, Query(next): Query<Next>) -> Response {
    respond::private_page(&m.ctx, views::prove(&m.ctx.chrome(), paths::local(&next.next), m.me.two_step, None))
}

/// The password again, or a code where those are asked for (S-08). It counts against the same limits as a log-in.
pub async fn prove(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let next = paths::local(&raw.next);
    // as it is now: the form may have been long in coming
    let two_step = people::by_id(m.ctx.app.db.read(), m.me.id).await?.is_some_and(|p| p.two_step);
    let proved = match two_step {
        false => is_own_password(&m, &raw.password).await,
        true => match entry::is_own_code(&m, &raw.code).await? {
            Code::Wait(seconds) => Err(Error::TooMany { what: "codes", seconds }),
            Code::Shut => return Ok(respond::invalid(&m.ctx, views::prove(&m.ctx.chrome(), next, true, Some(views::Trouble::Shut)))),
            verdict => Ok(verdict.is_right()),
        },
    };
    let trouble = match proved {
        Ok(true) => {
            signed_in::renew(&m.ctx).await?;
            return Ok(respond::see_other(next));
        }
        Ok(false) if two_step => views::Trouble::WrongCode,
        Ok(false) => views::Trouble::NoMatch,
        Err(Error::TooMany { what, seconds }) => {
            let page = views::prove(&m.ctx.chrome(), next, two_step, Some(views::Trouble::Wait(seconds)));
            return Ok(respond::too_many(&m.ctx, what, seconds, page));
        }
        Err(e) => return Err(e),
    };
    Ok(respond::invalid(&m.ctx, views::prove(&m.ctx.chrome(), next, two_step, Some(trouble))))
}

/// Is this the password of whoever is signed in? Guessing here is slowed like guessing at the door.
pub async fn is_own_password(m: &Member, typed: &str) -> Result<bool> {
    let of = address::may_try(&m.ctx).await?;
    let (right, over) = address::judged(&m.ctx, &of, own_password(m, &of, typed)).await?;
    over.map_or(Ok(right), |seconds| Err(Error::TooMany { what: "logins", seconds }))
}

/// Whether it is, and the seconds to wait if that was one try too many.
async fn own_password(m: &Member, of: &Try, typed: &str) -> Result<(bool, Option<u64>)> {
    let app = &m.ctx.app;
    let person = people::by_id(app.db.read(), m.me.id).await?;
    let verdict = passwords::verify(app, person.as_ref().and_then(|p| p.password_hash.clone()), typed.to_owned()).await?;
    let tx = app.db.write().await?;
    let right = actions::judge(&tx, person.as_ref(), verdict, m.ctx.now).await?.is_some();
    let over = if right { address::right(&tx, of).await.map(|()| None)? } else { address::wrong(&tx, &m.ctx, of).await? };
    tx.commit().await?;
    Ok((right, over))
}
