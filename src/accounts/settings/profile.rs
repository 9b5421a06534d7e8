//! `/settings/profile`: the name beside one's posts, and a few words about oneself.

use axum::response::Response;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};
use serde::Deserialize;

use super::views;
use crate::accounts::{brand_words, claims};
use crate::error::{Error, Result};
use crate::rules::text::{About, DisplayName, TextError, optional};
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::{paths, respond};
use crate::{db, values};

#[derive(Default, Deserialize, FromQueryResult)]
#[serde(default)]
pub struct Raw {
    pub display_name: String,
    pub about: String,
    /// The key of their picture; of no form.
    #[serde(skip)]
    pub avatar: Option<String>,
}

async fn current(db: &impl ConnectionTrait, id: entity::AccountId) -> Result<Option<Raw>, DbErr> {
    db::row(db, "SELECT display_name, about, avatar FROM account WHERE id = $1", values![id.0]).await
}

/// `/settings` itself.
pub async fn first() -> Response {
    respond::see_other(paths::SettingsProfile)
}

pub async fn page(m: Member) -> Result<Response> {
    let db = m.ctx.app.db.read();
    let raw = current(db, m.me.id).await?.ok_or(Error::NotFound)?;
    let offers: Vec<(String, String)> = claims::offered(db, m.me.id).await?.into_iter().map(|o| (o.username, o.display_name)).collect();
    Ok(respond::private_page(&m.ctx, views::profile(&m.ctx.chrome(), &raw, &offers, &Errors::default())))
}

/// The page again, with what is wrong.
pub async fn again(m: &Member, errors: &Errors) -> Result<Response> {
    let raw = current(m.ctx.app.db.read(), m.me.id).await?.ok_or(Error::NotFound)?;
    Ok(respond::invalid(&m.ctx, views::profile(&m.ctx.chrome(), &raw, &[], errors)))
}

pub async fn save(m: Member, Form(mut raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    raw.avatar = current(ctx.app.db.read(), m.me.id).await?.and_then(|c| c.avatar);
    let mut errors = Errors::default();
    let name = match DisplayName::parse(&raw.display_name) {
        Ok(name) if !m.me.is_staff() && name.claims_office(&brand_words(&ctx.app.config)) => {
            errors.add("display_name", TextError::UsernameReserved.message(ctx.lang));
            None
        }
        Ok(name) => Some(name),
        Err(e) => {
            errors.add("display_name", e.message(ctx.lang));
            None
        }
    };
    let about = optional(&raw.about, About::parse).map_err(|e| errors.add("about", e.message(ctx.lang)));
    let (Some(name), Ok(about)) = (name, about) else { return Ok(respond::invalid(ctx, views::profile(&ctx.chrome(), &raw, &[], &errors))) };
    let tx = ctx.app.db.write().await?;
    let about = about.map(About::into_string).unwrap_or_default();
    db::run(&tx, "UPDATE account SET display_name = $2, about = $3 WHERE id = $1", values![m.me.id.0, name.into_string(), about]).await?;
    tx.commit().await?;
    ctx.app.forget(m.me.id).await;
    Ok(respond::see_other_saying(paths::SettingsProfile, "saved"))
}
