//! `/verify-email` (the code) and `/verify-email/{token}` (the link; a GET shows a button, since mail scanners follow links).

use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use entity::TokenPurpose;
use serde::Deserialize;

use super::{actions, may_mail_stranger, views};
use crate::accounts::letters::{self, Notice, To};
use crate::accounts::login::routes::Next;
use crate::accounts::people::{self, Person};
use crate::accounts::tokens::{self, Proof, Waiting};
use crate::accounts::{address, approval, browsers, cookies, drafts, signed_in};
use crate::error::{Error, Result};
use crate::mail;
use crate::web::context::Ctx;
use crate::web::form::Form;
use crate::web::respond::Keep;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    code: String,
    /// Send it again.
    again: String,
    next: String,
}

/// The form for the code. It looks the same for every tab, whatever waits behind it.
pub async fn page(ctx: Ctx, headers: HeaderMap, Query(next): Query<Next>) -> Result<Response> {
    let next = paths::local(&next.next);
    if ctx.me.as_ref().is_some_and(|me| me.email_verified_at.is_some()) {
        return Ok(respond::see_other(next));
    }
    let handle = cookies::secret(&ctx.app.config, &headers, cookies::CONFIRM);
    if approval_waits(&ctx, handle).await? {
        return Ok(respond::private_page(&ctx, views::approval(&ctx.chrome(), ctx.app.config.sends_mail())));
    }
    let waits = ctx.me.is_some() || handle.is_some();
    Ok(respond::private_page(&ctx, views::code(&ctx.chrome(), &views::Code { next, waits, wrong: false, sent: false })))
}

pub async fn code(ctx: Ctx, headers: HeaderMap, Form(raw): Form<Raw>) -> Result<Response> {
    let app = &ctx.app;
    let next = paths::local(&raw.next);
    let handle = cookies::secret(&app.config, &headers, cookies::CONFIRM);
    let waiting = tokens::waiting(app.db.read(), ctx.me.as_ref().map(|m| m.id), handle).await?;
    if !raw.again.is_empty() {
        if let Some(w) = &waiting {
            send_again(&ctx, w, handle).await?;
        }
        return Ok(respond::private_page(&ctx, views::code(&ctx.chrome(), &views::Code { next, waits: true, wrong: false, sent: true })));
    }
    let digits: String = raw.code.chars().filter(char::is_ascii_digit).collect();
    let wrong = || respond::invalid(&ctx, views::code(&ctx.chrome(), &views::Code { next, waits: true, wrong: true, sent: false }));
    let Some(w) = waiting else { return Ok(wrong()) };
    let of = address::may_try(&ctx).await?;
    match address::judged(&ctx, &of, judged(&ctx, &of, &w, &digits)).await? {
        Came::Wrong(None) => Ok(wrong()),
        Came::Wrong(Some(seconds)) => Err(Error::TooMany { what: "codes", seconds }),
        Came::Taken => {
            address::nothing(&ctx, &of).await?;
            Ok(wrong())
        }
        Came::Right(proof, published) => {
            app.forget(proof.account_id).await;
            let mut response = welcome(published.as_ref(), next);
            enter(&ctx, &headers, &mut response, &proof).await?;
            Ok(response)
        }
    }
}

/// What came of a code.
enum Came {
    /// It is not the one; so many seconds to wait if that was one try too many.
    Wrong(Option<u64>),
    /// It is, but the address is somebody else's by now.
    Taken,
    Right(Proof, Option<(String, &'static str)>),
}

async fn judged(ctx: &Ctx, of: &address::Try, w: &Waiting, digits: &str) -> Result<Came> {
    let app = &ctx.app;
    let ready = drafts::ready_for(app, w.account_id, ctx.now).await?;
    let tx = app.db.write().await?;
    let Some(proof) = tokens::consume_code(&tx, w, digits, ctx.now).await? else {
        let over = address::wrong(&tx, ctx, of).await?;
        tx.commit().await?; // the wrong try counts
        return Ok(Came::Wrong(over));
    };
    address::right(&tx, of).await?;
    if !actions::prove(&tx, &proof, "email_confirmed", ctx.now).await? {
        return Ok(Came::Taken);
    }
    let published = drafts::publish(&tx, &ready, proof.account_id, ctx.now).await?;
    tx.commit().await?;
    Ok(Came::Right(proof, published))
}

/// Does the account of this tab wait for somebody of the team?
async fn approval_waits(ctx: &Ctx, handle: Option<&str>) -> Result<bool> {
    let db = ctx.app.db.read();
    let account = match (&ctx.me, handle) {
        (Some(me), _) => Some(me.id),
        (None, Some(_)) => tokens::waiting(db, None, handle).await?.map(|w| w.account_id),
        (None, None) => None,
    };
    Ok(match account {
        Some(account) => approval::queries::waits(db, account).await?,
        None => false,
    })
}

/// A new code and link, as often as an address that is not proved may be written to. The answer is the same if not.
async fn send_again(ctx: &Ctx, w: &Waiting, handle: Option<&str>) -> Result<()> {
    let app = &ctx.app;
    let tx = app.db.write().await?;
    if w.verified || approval::queries::waits(&tx, w.account_id).await? {
        return Ok(());
    }
    if !address::may_mail(&tx, ctx).await? {
        return Ok(tx.commit().await?);
    }
    if !may_mail_stranger(&tx, &w.email, ctx.now).await? {
        return Ok(());
    }
    let letter = match people::by_email(&tx, &w.email.to_ascii_lowercase()).await? {
        Some(p) => letters::known(&app.config, &To { account: Some(p.id), email: &w.email, lang: p.lang(&app.config) }, &p.username),
        None => {
            let issued = tokens::issue(&tx, w.account_id, TokenPurpose::Confirm, &w.email, handle, ctx.now).await?;
            letters::confirm(&app.config, &To { account: Some(w.account_id), email: &w.email, lang: ctx.lang }, &issued.code, &issued.token, None)
        }
    };
    mail::queue(&tx, &app.config, letter, ctx.now).await?;
    Ok(tx.commit().await?)
}

/// Signs in whoever typed the password in this browser before.
async fn enter(ctx: &Ctx, headers: &HeaderMap, response: &mut Response, proof: &Proof) -> Result<()> {
    let person = people::by_id(ctx.app.db.read(), proof.account_id).await?.ok_or(Error::NotFound)?;
    let already_in = ctx.me.as_ref().is_some_and(|me| me.id == person.id);
    if person.two_step && !already_in {
        // the password was typed here, the code was not
        *response = respond::see_other(paths::Login);
        return Ok(());
    }
    let tx = ctx.app.db.write().await?;
    let browser = browsers::arrive(&tx, ctx, headers, &person).await?;
    tx.commit().await?;
    signed_in::start(ctx, headers, person.id, person.role).await?;
    browsers::remember(&ctx.app.config, response, &browser);
    cookies::drop_secret(&ctx.app.config, response, cookies::CONFIRM);
    drafts::forget(ctx, headers, response);
    Ok(())
}

fn welcome(published: Option<&(String, &'static str)>, next: &str) -> Response {
    match published {
        Some((question, said)) => respond::see_other_saying(question, said),
        None => respond::see_other_saying(next, "welcome"),
    }
}

pub async fn link_page(ctx: Ctx, Path(token): Path<String>) -> Result<Response> {
    let db = ctx.app.db.read();
    let proof = match tokens::look(db, &token, TokenPurpose::Confirm, ctx.now).await? {
        None => tokens::look(db, &token, TokenPurpose::ChangeEmail, ctx.now).await?,
        found => found,
    };
    Ok(match proof {
        Some(p) => respond::private_page(&ctx, views::link(&ctx.chrome(), &token, &p.email)),
        None => dead(&ctx),
    })
}

fn dead(ctx: &Ctx) -> Response {
    respond::page_with(ctx, StatusCode::BAD_REQUEST, Keep::Never, views::dead(&ctx.chrome()))
}

pub async fn link(ctx: Ctx, headers: HeaderMap, Path(token): Path<String>) -> Result<Response> {
    let app = &ctx.app;
    if let Some(p) = tokens::look(app.db.read(), &token, TokenPurpose::ChangeEmail, ctx.now).await? {
        return change(&ctx, &token, &p).await;
    }
    let Some(seen) = tokens::look(app.db.read(), &token, TokenPurpose::Confirm, ctx.now).await? else { return Ok(dead(&ctx)) };
    let ready = drafts::ready_for(app, seen.account_id, ctx.now).await?;
    let tx = app.db.write().await?;
    let Some(proof) = tokens::consume(&tx, &token, TokenPurpose::Confirm, ctx.now).await? else { return Ok(dead(&ctx)) };
    if !actions::prove(&tx, &proof, "email_confirmed", ctx.now).await? {
        return Ok(dead(&ctx));
    }
    let published = drafts::publish(&tx, &ready, proof.account_id, ctx.now).await?;
    tx.commit().await?;
    app.forget(proof.account_id).await;

    let handle = cookies::secret(&app.config, &headers, cookies::CONFIRM);
    let same_browser = match handle {
        Some(handle) => tokens::waiting(app.db.read(), None, Some(handle)).await?.is_some_and(|w| w.account_id == proof.account_id),
        None => false,
    };
    let already_in = ctx.me.as_ref().is_some_and(|me| me.id == proof.account_id);
    if same_browser || already_in {
        let mut response = welcome(published.as_ref(), &paths::Home.to_string());
        enter(&ctx, &headers, &mut response, &proof).await?;
        return Ok(response);
    }
    Ok(respond::private_page(&ctx, views::confirmed(&ctx.chrome(), published.as_ref().map(|(question, said)| (question.as_str(), *said == "held")))))
}

/// The new address takes effect, and the old one is told.
async fn change(ctx: &Ctx, token: &str, seen: &Proof) -> Result<Response> {
    let app = &ctx.app;
    let before: Option<Person> = people::by_id(app.db.read(), seen.account_id).await?;
    let tx = app.db.write().await?;
    let Some(proof) = tokens::consume(&tx, token, TokenPurpose::ChangeEmail, ctx.now).await? else { return Ok(dead(ctx)) };
    if !actions::prove(&tx, &proof, "email_changed", ctx.now).await? {
        return Ok(dead(ctx));
    }
    tokens::end_all(&tx, proof.account_id, ctx.now).await?;
    if let Some((p, old)) = before.as_ref().and_then(|p| p.address(&app.config).map(|e| (p, e))) {
        let to = To { account: Some(p.id), email: old, lang: p.lang(&app.config) };
        mail::queue(&tx, &app.config, letters::notice(&app.config, &to, Notice::EmailChanged, &p.username, ctx.now), ctx.now).await?;
    }
    tx.commit().await?;
    app.forget(proof.account_id).await;
    Ok(match &ctx.me {
        Some(me) if me.id == proof.account_id => respond::see_other_saying(paths::SettingsEmail, if app.config.sends_mail() { "confirmed" } else { "saved" }),
        _ => respond::private_page(ctx, views::confirmed(&ctx.chrome(), None)),
    })
}
