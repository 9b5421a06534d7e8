//! `GET /posts/{id}/revisions`: every version of a post with who, when, why and what changed.

use axum::extract::Query;
use axum::response::Response;
use entity::{PostId, PostKind};
use serde::Deserialize;

use super::{drawn, queries, views};
use crate::error::{Error, Result};
use crate::questions::facts::scene;
use crate::questions::thread::fragments;
use crate::web::context::Ctx;
use crate::web::id::Id;
use crate::web::respond;

/// Versions on one page.
const VERSIONS: i64 = 10;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Older than this version.
    before: String,
}

/// Whoever may not see the post is told that there is none.
pub async fn page(ctx: Ctx, Id(id): Id<PostId>, Query(asked): Query<Asked>) -> Result<Response> {
    let db = ctx.app.db.read();
    let scene = scene::scene(db, id).await?.seen_by(&ctx.actor())?;
    let before: i64 = if asked.before.is_empty() { i64::MAX } else { asked.before.parse().map_err(|_| Error::NotFound)? };
    // one more than is shown: what the oldest shown one is compared with
    let mut versions = queries::versions(db, id, before, VERSIONS + 1).await?;
    if asked.before.is_empty() {
        let newest = queries::newest(db, id).await?;
        if versions.first().is_none_or(|v| v.number < newest.number) {
            versions.insert(0, newest);
        }
    }
    if versions.is_empty() {
        return Err(Error::NotFound);
    }
    let page = views::History {
        id,
        question: scene.kind == PostKind::Question,
        about: scene.title.clone(),
        back: fragments::address(&ctx, &scene).await?,
        shown: usize::try_from(VERSIONS).unwrap_or(usize::MAX),
        versions,
    };
    let chrome = ctx.chrome();
    Ok(respond::page(&ctx, drawn(move || views::history::page(&chrome, &page)).await?))
}
