//! `/review/first-posts`: what new members wrote first, for those who may review. They see the text and say that it is
//! fine, or report it; notes, reporters and cases are the team's.

use axum::response::Response;
use entity::{DecisionAct, ItemId};

use super::deeds::{self, Case, Verdict};
use super::{actions, firsts, views};
use crate::error::{Error, Result};
use crate::questions::facts::scene;
use crate::rules::policy::{Facts, Verb, may};
use crate::web::context::Member;
use crate::web::id::Id;
use crate::web::{paths, respond};

/// `GET /review/first-posts`
pub async fn list(Member { ctx, me }: Member) -> Result<Response> {
    may(&ctx.actor(), Verb::ReviewFirst, &Facts::default())?;
    let found = firsts::all(ctx.app.db.read(), me.id).await?;
    Ok(respond::private_page(&ctx, views::first::page(&ctx.chrome(), &found)))
}

/// `POST /review/first-posts/{id}`: it is fine.
pub async fn fine(Member { ctx, me }: Member, Id(id): Id<ItemId>) -> Result<Response> {
    may(&ctx.actor(), Verb::ReviewFirst, &Facts::default())?;
    let found = firsts::one(ctx.app.db.read(), me.id, id).await?.ok_or(Error::NotFound)?;
    may(&ctx.actor(), Verb::ReviewFirst, &Facts { author: Some(found.author_id), ..Facts::default() })?;
    let tx = ctx.app.db.write().await?;
    let scene = scene::held(&tx, found.post_id).await?;
    if !actions::is_first(&tx, id).await? {
        return Err(Error::Conflict("somebody else decided"));
    }
    let verdict = Verdict { act: DecisionAct::Keep, reason: None, fact: String::new(), abuse: false, days: None };
    deeds::decide(&tx, &ctx.app.config, &Case { item: Some(id), scene, remark: None }, &verdict, me.id, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::FirstPosts, "first-fine"))
}
