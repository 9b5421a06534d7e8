//! "Was this clear?": asked of the asker and of those who said that an answer helped or did not work.
//!
//! What must stay true: one rating a member and answer stands; of one member about one author the latest counts, and the
//! page asks again after half a year only. It measures how well somebody explains, and costs no points.

use axum::response::Response;
use entity::{AccountId, PostId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use serde::Deserialize;

use super::scene::{self, Scene};
use crate::clock::{DAY, Millis};
use crate::error::{Error, Result};
use crate::questions::thread::fragments;
use crate::rules::policy::{Facts, Verb, may};
use crate::standing;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::id::Id;
use crate::{db, values};

/// Of one member about one author: not asked again before.
pub const ASKED_AGAIN: Millis = 180 * DAY;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    clear: String,
}

/// `POST /posts/{id}/clear`
pub async fn rate(member: Member, Id(post): Id<PostId>, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &member.ctx;
    let clear = match raw.clear.as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        "none" => None,
        _ => return Err(Error::BadRequest("clear is yes, no or none")),
    };
    let tx = ctx.app.db.write().await?;
    let scene = scene::held(&tx, post).await?.seen_by(&ctx.actor())?;
    match clear {
        Some(clear) => {
            let facts = asked(&tx, &scene, member.me.id, member.me.created_at, ctx.now).await?;
            may(&ctx.actor(), Verb::Rate, &facts)?;
            say(&tx, &scene, member.me.id, clear, ctx.now).await?;
        }
        None => take_back(&tx, &scene, member.me.id, ctx.now).await?,
    }
    standing::actions::touch(&tx, &[scene.author_id]).await?;
    tx.commit().await?;
    fragments::reply(ctx, &scene, if clear.is_some() { "noted" } else { "withdrawn" }).await
}

/// What the policy must know of a member before it lets them rate an answer.
async fn asked(db: &impl ConnectionTrait, scene: &Scene, actor: AccountId, since: Millis, now: Millis) -> Result<Facts, DbErr> {
    let tried = "SELECT (SELECT COUNT(*) FROM vote WHERE post_id = $1 AND actor_id = $2 AND withdrawn_at IS NULL) + (SELECT COUNT(*) FROM did_not_work WHERE post_id = $1 AND actor_id = $2 AND withdrawn_at IS NULL) AS n";
    let answered = "SELECT COUNT(*) AS n FROM post WHERE question_id = $1 AND kind = 'answer' AND author_id = $2";
    Ok(Facts {
        tried: db::count(db, tried, values![scene.id.0, actor.0]).await? > 0,
        answered_here: db::count(db, answered, values![scene.question_id.0, actor.0]).await? > 0,
        day_old: now - since > DAY,
        ..scene.facts()
    })
}

async fn say(tx: &DatabaseTransaction, scene: &Scene, actor: AccountId, clear: bool, now: Millis) -> Result<(), DbErr> {
    db::run(
        tx,
        "INSERT INTO clarity (post_id, actor_id, author_id, clear, at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (actor_id, post_id) WHERE withdrawn_at IS NULL DO UPDATE SET clear = excluded.clear, at = excluded.at",
        values![scene.id.0, actor.0, scene.author_id.0, clear, now],
    )
    .await?;
    Ok(())
}

async fn take_back(tx: &DatabaseTransaction, scene: &Scene, actor: AccountId, now: Millis) -> Result<(), DbErr> {
    let text = "UPDATE clarity SET withdrawn_at = $3 WHERE post_id = $1 AND actor_id = $2 AND withdrawn_at IS NULL";
    db::run(tx, text, values![scene.id.0, actor.0, now]).await?;
    Ok(())
}
