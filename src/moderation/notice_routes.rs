//! `/notice`: anyone reports content; `/notice/{token}`: what became of it, and contesting it once.

use axum::extract::Path;
use axum::response::Response;
use entity::FlagReason;

use super::appeals::{self, Against};
use super::forms::{Notice as Raw, Words};
use super::notices::{self, Notice};
use super::views;
use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::rules::moderation::APPEAL_WITHIN;
use crate::rules::text::{Body, DisplayName, Email};
use crate::ui::form::Errors;
use crate::web::context::Ctx;
use crate::web::form::Form;
use crate::web::{paths, respond};

/// `GET /notice`
pub async fn form(ctx: Ctx) -> Result<Response> {
    Ok(respond::page(&ctx, views::notice::form(&ctx.chrome(), &Raw::default(), &Errors::new())))
}

/// `POST /notice`
pub async fn send(ctx: Ctx, Form(raw): Form<Raw>) -> Result<Response> {
    let lang = ctx.lang;
    let mut errors = Errors::new();
    if raw.url.chars().count() > 2_000 || notices::named(&ctx.app.config.base_url(), &raw.url).is_none() {
        errors.add("url", lang.notice_url_error());
    }
    let reason = FlagReason::from_word(&raw.reason);
    if reason.is_none() {
        errors.add("reason", lang.flags_error_reason());
    }
    let mut text = |field: &'static str, parsed: Result<String, crate::rules::text::TextError>| {
        parsed.unwrap_or_else(|e| {
            errors.add(field, e.message(lang));
            String::new()
        })
    };
    let explanation = text("explanation", Body::parse(&raw.explanation).map(Body::into_string));
    let name = text("name", DisplayName::parse(&raw.name).map(|n| n.as_str().to_owned()));
    let email = text("email", Email::parse(&raw.email).map(|e| e.as_str().to_owned()));
    if raw.good_faith != "1" {
        errors.add("good_faith", lang.notice_good_faith_missing());
    }
    let (Some(reason), true) = (reason, errors.is_empty()) else {
        return Ok(respond::invalid(&ctx, views::notice::form(&ctx.chrome(), &raw, &errors)));
    };
    ctx.app.limits.notices.take(ctx.ip)?;
    let tx = ctx.app.db.write().await?;
    let new = notices::New { url: raw.url.trim(), reason, explanation: &explanation, name: &name, email: &email, lang, receipt: ctx.app.limits.receipt(ctx.ip, &email) };
    let reference = notices::make(&tx, &ctx.app.config, &new, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other(paths::NoticeOf { token: &reference }))
}

async fn seen(ctx: &Ctx, token: &str) -> Result<Notice> {
    notices::referenced(ctx.app.db.read(), token).await?.ok_or(Error::NotFound)
}

fn contestable(notice: &Notice, now: Millis) -> bool {
    notice.decided_at.is_some_and(|at| now - at < APPEAL_WITHIN)
}

async fn page_of(ctx: &Ctx, notice: &Notice, typed: &str, errors: &Errors) -> Result<maud::Markup> {
    let appeal = appeals::of_notice(ctx.app.db.read(), notice.id).await?;
    let open = contestable(notice, ctx.now) && appeal.is_none();
    Ok(views::notice::page(&ctx.chrome(), notice, appeal.as_ref(), open, typed, errors))
}

/// `GET /notice/{token}`
pub async fn page(ctx: Ctx, Path(token): Path<String>) -> Result<Response> {
    let notice = seen(&ctx, &token).await?;
    Ok(respond::private_page(&ctx, page_of(&ctx, &notice, "", &Errors::new()).await?))
}

/// `POST /notice/{token}/contest`
pub async fn contest(ctx: Ctx, Path(token): Path<String>, Form(raw): Form<Words>) -> Result<Response> {
    let notice = seen(&ctx, &token).await?;
    if !contestable(&notice, ctx.now) {
        return Err(Error::Conflict("there is nothing to contest"));
    }
    let words = match raw.parse(ctx.lang) {
        Ok(words) => words,
        Err(errors) => return Ok(respond::invalid(&ctx, page_of(&ctx, &notice, &raw.words, &errors).await?)),
    };
    ctx.app.limits.notices.take(ctx.ip)?;
    let author = notices::concerns(ctx.app.db.read(), notice.id).await?;
    let tx = ctx.app.db.write().await?;
    appeals::make(&tx, Against::Notice(notice.id, author), &words, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::NoticeOf { token: &notice.reference }, "notice-contested"))
}
