//! `/posts/{id}/solved-for-asker`, and what waits for a second word.

use axum::extract::Query;
use axum::response::Response;
use entity::PostId;
use serde::Deserialize;

use super::actions::{self, Said};
use super::queries::{self, PAGE};
use super::views;
use crate::error::Result;
use crate::questions::limits::{self, Taker};
use crate::questions::thread::fragments;
use crate::rules::daily::Act;
use crate::rules::policy::{Facts, Kind, Verb, may};
use crate::web::context::Member;
use crate::web::id::Id;
use crate::web::respond;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: Option<i64>,
}

/// `POST /posts/{id}/solved-for-asker`: says it, first or second.
pub async fn say(Member { ctx, me }: Member, Id(post): Id<PostId>) -> Result<Response> {
    let actor = ctx.actor();
    let tx = ctx.app.db.write().await?;
    let (scene, said) = actions::say(&tx, &ctx.app.config, &actor, me.id, post, ctx.now).await?;
    if said != Said::Before
        && let Some(enough) = limits::take(&tx, Taker::new(&ctx.app.config, &actor, ctx.now), Act::Propose).await?
    {
        return Err(enough.into());
    }
    tx.commit().await?;
    fragments::reply(&ctx, &scene, if said == Said::First { "solution-proposed" } else { "solution-confirmed" }).await
}

/// `POST /posts/{id}/not-solved-for-asker`: whoever said it first takes it back.
pub async fn unsay(Member { ctx, me }: Member, Id(post): Id<PostId>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    let (scene, gone) = actions::unsay(&tx, &ctx.actor(), me.id, post, ctx.now).await?;
    if gone {
        tx.commit().await?;
    }
    fragments::reply(&ctx, &scene, "withdrawn").await
}

/// `GET /solutions/proposed`
pub async fn list(Member { ctx, me }: Member, Query(asked): Query<Asked>) -> Result<Response> {
    // as of any answer whose asker is away: what is left to refuse is the person
    may(&ctx.actor(), Verb::ProposeSolution, &Facts { kind: Kind::Answer, absent: true, ..Facts::default() })?;
    let mut found = queries::open(ctx.app.db.read(), me.id, asked.after.unwrap_or(0), ctx.now).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    Ok(respond::private_page(&ctx, views::list(&ctx.chrome(), &found, more)))
}
