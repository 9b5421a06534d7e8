//! `/settings/replies`: texts one uses again and again, for ambassadors and the team.

use axum::extract::Query;
use axum::response::Response;
use entity::ReplyId;
use serde::Deserialize;

use super::views;
use crate::error::{Error, Result};
use crate::questions::replies;
use crate::rules::policy::{Facts, Verb, may};
use crate::rules::text::{Caption, Passage};
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The one in the form.
    edit: Option<ReplyId>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    /// Empty: a new one.
    pub id: String,
    pub title: String,
    pub body: String,
}

fn allowed(ctx: &Ctx) -> Result<()> {
    Ok(may(&ctx.actor(), Verb::Circle, &Facts::default())?)
}

pub async fn page(m: Member, Query(asked): Query<Asked>) -> Result<Response> {
    allowed(&m.ctx)?;
    let db = m.ctx.app.db.read();
    let raw = match asked.edit {
        Some(id) => {
            let reply = replies::one(db, m.me.id, id).await?.ok_or(Error::NotFound)?;
            Raw { id: reply.id.to_string(), title: reply.title, body: reply.body }
        }
        None => Raw::default(),
    };
    let all = replies::of(db, m.me.id).await?;
    Ok(respond::private_page(&m.ctx, views::replies(&m.ctx.chrome(), &all, &raw, &Errors::default())))
}

pub async fn save(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    allowed(ctx)?;
    let mut errors = Errors::default();
    let title = Caption::parse(&raw.title).map_err(|e| errors.add("title", e.message(ctx.lang)));
    let body = Passage::parse(&raw.body).map_err(|e| errors.add("body", e.message(ctx.lang)));
    if let (Ok(title), Ok(body)) = (title, body) {
        let tx = ctx.app.db.write().await?;
        let kept = match raw.id.parse() {
            Ok(id) => {
                if !replies::change(&tx, m.me.id, id, title.as_str(), body.as_str(), ctx.now).await? {
                    return Err(Error::NotFound);
                }
                true
            }
            Err(_) => replies::add(&tx, m.me.id, title.as_str(), body.as_str(), ctx.now).await?,
        };
        if kept {
            tx.commit().await?;
            return Ok(respond::see_other_saying(paths::SettingsReplies, "saved"));
        }
        drop(tx);
        errors.add("title", ctx.lang.tools_replies_enough(replies::AT_MOST));
    }
    let all = replies::of(ctx.app.db.read(), m.me.id).await?;
    Ok(respond::invalid(ctx, views::replies(&ctx.chrome(), &all, &raw, &errors)))
}

pub async fn delete(m: Member, Id(id): Id<ReplyId>) -> Result<Response> {
    let tx = m.ctx.app.db.write().await?;
    replies::remove(&tx, m.me.id, id).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::SettingsReplies, "deleted"))
}
