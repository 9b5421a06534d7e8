//! `/staff/moderation`: the queue.

use axum::extract::Query;
use axum::response::Response;
use entity::{ItemKind, PostId};
use serde::Deserialize;

use super::queries::{self, Key};
use super::{deeds, views};
use crate::accounts::approval;
use crate::error::{Error, Result};
use crate::escalations::limits;
use crate::questions::facts::scene;
use crate::rules::policy::{Facts, Verb, may};
use crate::web::context::Member;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    view: String,
    after: String,
}

/// `GET /staff/moderation`
pub async fn list(Member { ctx, me }: Member, Query(asked): Query<Asked>) -> Result<Response> {
    may(&ctx.actor(), Verb::Moderate, &Facts::default())?;
    let kind = if asked.view.is_empty() { None } else { Some(ItemKind::from_word(&asked.view).ok_or(Error::NotFound)?) };
    let after = if asked.after.is_empty() { Key::START } else { Key::parse(&asked.after).ok_or(Error::NotFound)? };
    let db = ctx.app.db.read();
    let mut lines = queries::list(db, me.id, kind, after, queries::PAGE + 1, ctx.now).await?;
    let more = lines.len() > queries::PAGE;
    lines.truncate(queries::PAGE);
    let page = views::queue::Page {
        kind,
        next: lines.last().filter(|_| more).map(|l| l.key().to_string()),
        lines,
        counts: queries::counts(db, me.id, ctx.now).await?,
        signups: approval::queries::count(db).await?,
        undo: queries::undoable(db, me.id, limits::current(db).await?.undo, ctx.now).await?,
        me: me.id,
        manager: may(&ctx.actor(), Verb::RunModeration, &Facts::default()).is_ok(),
    };
    Ok(respond::private_page(&ctx, views::queue::page(&ctx.chrome(), &page)))
}

/// `POST /staff/moderation-posts/{id}`: an item about a post that nobody reported.
pub async fn open(Member { ctx, .. }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let actor = ctx.actor();
    let tx = ctx.app.db.write().await?;
    let scene = scene::held(&tx, id).await?.seen_by(&actor)?;
    may(&actor, Verb::Moderate, &scene.facts())?;
    let item = deeds::open_for(&tx, &scene, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other(paths::StaffItem { id: item }))
}
