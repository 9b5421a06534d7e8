//! `/users/{username}/thank`, and the member's choice to show a note.

use axum::extract::Path;
use axum::response::Response;
use entity::NoteId;
use serde::Deserialize;

use super::{actions, queries, views};
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::rules::text::Reason;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    body: String,
}

pub async fn form(ctx: Ctx, Path(username): Path<String>) -> Result<Response> {
    let member = queries::member(ctx.app.db.read(), &username).await?.ok_or(Error::NotFound)?;
    Ok(respond::private_page(&ctx, views::form(&ctx.chrome(), &member, "", &Errors::default())))
}

pub async fn send(Member { ctx, me }: Member, Path(username): Path<String>, Form(raw): Form<Raw>) -> Result<Response> {
    let member = queries::member(ctx.app.db.read(), &username).await?.ok_or(Error::NotFound)?;
    let body = match Reason::parse(&raw.body) {
        Ok(body) => body.into_string(),
        Err(e) => return Ok(respond::invalid(&ctx, views::form(&ctx.chrome(), &member, &raw.body, &Errors::one("body", e.message(ctx.lang))))),
    };
    let tx = ctx.app.db.write().await?;
    if let Some(id) = actions::thank(&tx, &ctx.app.config, member.id, (me.id, &me.display_name), &body, ctx.now).await? {
        audit::record(&tx, Deed { actor: Some(me.id), action: "thanked", object: "thank_note", object_id: id.0, note: "" }, ctx.now).await?;
        tx.commit().await?;
    }
    Ok(respond::see_other_saying(paths::User { username: &member.username }, "thanked"))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// `on`: on the public profile.
    shown: String,
}

/// The member shows a note on their profile, or hides it again.
pub async fn choose(Member { ctx, me }: Member, Id(id): Id<NoteId>, Form(choice): Form<Choice>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    if !actions::show(&tx, id, me.id, choice.shown == "on").await? {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(format!("{}#thanks", paths::User { username: &me.username }), "saved"))
}
