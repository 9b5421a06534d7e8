//! Language, theme and shortcuts: on `/settings/display` for members, and by the two small forms at the foot of every
//! page for everyone (`/language`, `/theme`).

use axum::response::Response;
use serde::Deserialize;

use super::views;
use crate::accounts::cookies;
use crate::error::Result;
use crate::i18n::Lang;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::{paths, respond};
use crate::{db, values};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    lang: String,
    theme: String,
    shortcuts: String,
    next: String,
}

/// A language we speak; anything else follows the browser.
fn lang(word: &str) -> Option<&'static str> {
    Lang::ALL.into_iter().map(Lang::code).find(|c| *c == word)
}

/// A theme; anything else follows the system.
fn theme(word: &str) -> Option<&'static str> {
    ["light", "dark"].into_iter().find(|t| *t == word)
}

pub async fn page(m: Member) -> Response {
    let me = &m.me;
    let now = views::Display { lang: me.lang.as_deref().unwrap_or_default(), theme: me.theme.as_deref().unwrap_or_default(), shortcuts: me.shortcuts };
    respond::private_page(&m.ctx, views::display(&m.ctx.chrome(), &now))
}

pub async fn save(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let tx = m.ctx.app.db.write().await?;
    db::run(
        &tx,
        "UPDATE account SET lang = $2, theme = $3, shortcuts = $4 WHERE id = $1",
        values![m.me.id.0, lang(&raw.lang), theme(&raw.theme), !raw.shortcuts.is_empty()],
    )
    .await?;
    tx.commit().await?;
    m.ctx.app.forget(m.me.id).await;
    let mut response = respond::see_other_saying(paths::SettingsDisplay, "saved");
    // this browser keeps the choice after log-out, too
    cookies::put_choice(&m.ctx.app.config, &mut response, "lang", lang(&raw.lang).unwrap_or_default());
    cookies::put_choice(&m.ctx.app.config, &mut response, "theme", theme(&raw.theme).unwrap_or_default());
    Ok(response)
}

pub async fn language(ctx: Ctx, Form(raw): Form<Raw>) -> Result<Response> {
    choose(&ctx, "lang", lang(&raw.lang), &raw.next).await
}

pub async fn theme_form(ctx: Ctx, Form(raw): Form<Raw>) -> Result<Response> {
    choose(&ctx, "theme", theme(&raw.theme), &raw.next).await
}

async fn choose(ctx: &Ctx, what: &'static str, value: Option<&'static str>, next: &str) -> Result<Response> {
    if let Some(me) = &ctx.me {
        let tx = ctx.app.db.write().await?;
        db::run(&tx, &format!("UPDATE account SET {what} = $2 WHERE id = $1"), values![me.id.0, value]).await?;
        tx.commit().await?;
        ctx.app.forget(me.id).await;
    }
    let mut response = respond::see_other(paths::local(next));
    cookies::put_choice(&ctx.app.config, &mut response, what, value.unwrap_or_default());
    Ok(response)
}
