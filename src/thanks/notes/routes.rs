//! `/users/{username}/thank`, and the member's choice to show a note.

use axum::extract::Path;
use axum::response::Response;
use entity::{NoteId, thank_note};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde::Deserialize;

use super::{letters, queries, views};
use crate::accounts::people;
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::mail;
use crate::rules::text::Reason;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};
use crate::{db, values};

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
    // the same words twice in a row are one click too many
    db::lock(&tx, "account", member.id.0).await?;
    let again = db::count(&tx, "SELECT COUNT(*) AS n FROM thank_note WHERE member_id = $1 AND author_id = $2 AND body = $3", values![member.id.0, me.id.0, body.as_str()]).await?;
    if again == 0 {
        let row = thank_note::ActiveModel { member_id: Set(member.id), author_id: Set(me.id), body: Set(body.clone()), shown: Set(false), created_at: Set(ctx.now), ..Default::default() };
        let id = thank_note::Entity::insert(row).exec(&tx).await?.last_insert_id;
        audit::record(&tx, Deed { actor: Some(me.id), action: "thanked", object: "thank_note", object_id: id.0, note: "" }, ctx.now).await?;
        let config = &ctx.app.config;
        if let Some(person) = people::by_id(&tx, member.id).await?
            && let Some(letter) = letters::note(config, &person, &me.display_name, &body)
        {
            mail::queue(&tx, config, letter, ctx.now).await?;
        }
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
    let mine = db::run(&tx, "UPDATE thank_note SET shown = $3 WHERE id = $1 AND member_id = $2", values![id.0, me.id.0, choice.shown == "on"]).await?;
    if mine == 0 {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(format!("{}#thanks", paths::User { username: &me.username }), "saved"))
}
