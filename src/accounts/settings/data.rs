//! `/settings/data`: take everything along, or leave. Both ask for the password.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use super::password::{check_current, tell};
use super::{export, leave, views};
use crate::accounts::letters::{self, Notice, To};
use crate::accounts::{people, signed_in};
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::mail;
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    export_password: String,
    delete_password: String,
    sure: String,
}

pub async fn page(m: Member) -> Response {
    respond::private_page(&m.ctx, views::data(&m.ctx.chrome(), &Errors::default(), &Errors::default()))
}

pub async fn export(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let app = &ctx.app;
    let mut errors = Errors::default();
    check_current(&m, &raw.export_password, "export_password", &mut errors).await?;
    if !errors.is_empty() {
        return Ok(respond::invalid(ctx, views::data(&ctx.chrome(), &errors, &Errors::default())));
    }
    let person = people::by_id(app.db.read(), m.me.id).await?.ok_or(Error::NotFound)?;
    let everything = export::everything(app.db.read(), m.me.id, ctx.now).await?;
    let body = serde_json::to_vec_pretty(&everything).map_err(anyhow::Error::new)?;
    let tx = app.db.write().await?;
    audit::record(&tx, Deed { actor: Some(m.me.id), action: "exported", object: "account", object_id: m.me.id.0, note: "" }, ctx.now).await?;
    tell(&tx, ctx, &person, Notice::Exported).await?;
    tx.commit().await?;
    let mut response = ([(header::CONTENT_TYPE, "application/json; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], body).into_response();
    let name = HeaderValue::from_str(&format!("attachment; filename=\"{}.json\"", person.username)).map_err(anyhow::Error::new)?;
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

pub async fn delete(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let app = &ctx.app;
    let mut errors = Errors::default();
    if raw.sure.is_empty() {
        errors.add("sure", ctx.lang.settings_delete_not_sure());
    }
    check_current(&m, &raw.delete_password, "delete_password", &mut errors).await?;
    let again = |errors: &Errors| respond::invalid(ctx, views::data(&ctx.chrome(), &Errors::default(), errors));
    if !errors.is_empty() {
        return Ok(again(&errors));
    }
    let person = people::by_id(app.db.read(), m.me.id).await?.ok_or(Error::NotFound)?;
    let tx = app.db.write().await?;
    if !leave(&tx, m.me.id, ctx.now).await? {
        return Ok(again(&Errors::one("delete_password", ctx.lang.settings_delete_last_admin())));
    }
    audit::record(&tx, Deed { actor: Some(m.me.id), action: "account_deleted", object: "account", object_id: m.me.id.0, note: "" }, ctx.now).await?;
    if let Some(email) = person.address(&app.config) {
        let to = To { account: None, email, lang: person.lang(&app.config) };
        mail::queue(&tx, &app.config, letters::notice(&app.config, &to, Notice::Deleted, &person.username, ctx.now), ctx.now).await?;
    }
    tx.commit().await?;
    app.forget(m.me.id).await;
    signed_in::end(ctx, respond::see_other_saying(paths::Home, "account-deleted")).await
}
