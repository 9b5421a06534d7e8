//! Handlers of people's pages.

use axum::extract::{Path, Query};
use axum::response::Response;
use entity::AccountId;
use serde::Deserialize;

use crate::badges;
use crate::bus::Topic;
use crate::error::{Error, Result};
use crate::listings::cursor::{From, Place, Slice};
use crate::listings::people::{queries, views};
use crate::listings::remembered;
use crate::listings::rows::{self, Sort, Status};
use crate::notifications::watch::{self, What};
use crate::thanks::notes;
use crate::web::context::Ctx;
use crate::web::{paths, respond};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    tab: String,
    after: String,
    before: String,
}

pub async fn list(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response> {
    let from = From::parse(&asked.after, &asked.before);
    let beginning: String = asked.q.trim().trim_start_matches('@').to_lowercase().chars().filter(|c| !c.is_control()).take(30).collect();
    let found = queries::people(ctx.app.db.read(), from, &beginning).await?;
    let slice = Slice::of(found, from, |p| Place { key: p.reputation, id: p.id });
    Ok(respond::page(&ctx, views::list(&ctx.chrome(), &slice, &beginning)))
}

pub async fn profile(ctx: Ctx, Path(username): Path<String>, Query(asked): Query<Asked>) -> Result<Response> {
    let db = ctx.app.db.read();
    let who = queries::profile(db, &username.to_lowercase()).await?.ok_or(Error::NotFound)?;
    if let Some(now) = &who.claimed_by {
        return Ok(respond::see_other(paths::User { username: now }));
    }
    if who.username != username {
        return Ok(respond::moved(paths::User { username: &who.username }));
    }
    let deeds = remembered::deeds(&ctx.app, who.id).await?;
    let shelf = if who.placeholder { Vec::new() } else { badges::queries::shelf(db, AccountId(who.id)).await? };
    let mine = ctx.me.as_ref().is_some_and(|me| me.id.0 == who.id);
    let thanks = notes::queries::of(db, who.id.into(), mine).await?;
    let watched = watch::of_reader(&ctx, What::Person, who.id).await?.filter(|_| !mine);
    let from = From::parse(&asked.after, &asked.before);
    let written = if asked.tab == "questions" {
        let found = rows::page(db, ctx.lang, Some((" AND author_id = $1", who.id)), Status::All, Sort::Newest, from).await?;
        views::Written::Questions(Slice::of(found, from, |q| Sort::Newest.place(q)))
    } else {
        views::Written::Answers(Slice::of(queries::answers(db, who.id, from).await?, from, |a| Place { key: 0, id: a.id.0 }))
    };
    Ok(respond::shared(&ctx, Topic::Everything, None, views::profile(&ctx.chrome(), &who, &views::Around { deeds: &deeds, shelf: &shelf, thanks: &thanks, watched }, &written, from.is_start())))
}
