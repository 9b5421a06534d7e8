//! "I am answering": whoever has the daily tools says so, others see it for twenty minutes. It holds nothing for anybody:
//! everyone may answer meanwhile. Autosave prolongs it, the answer ends it.

use axum::response::Response;
use entity::{AccountId, PostId};
use sea_orm::{DatabaseTransaction, DbErr};

use super::facts::forms::Switch;
use super::facts::scene;
use super::thread::fragments;
use crate::clock::{MINUTE, Millis};
use crate::error::Result;
use crate::rules::policy::{Verb, may};
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::id::Id;
use crate::{db, values};

/// How long it is shown.
pub const LASTS: Millis = 20 * MINUTE;

/// `POST /questions/{id}/answering`
pub async fn toggle(Member { ctx, me }: Member, Id(question): Id<PostId>, Form(form): Form<Switch>) -> Result<Response> {
    let on = form.on()?;
    let tx = ctx.app.db.write().await?;
    let scene = scene::held_question(&tx, question).await?.seen_by(&ctx.actor())?;
    if on {
        may(&ctx.actor(), Verb::Tools, &scene.facts())?;
        may(&ctx.actor(), Verb::Answer, &scene.facts())?;
        start(&tx, question, me.id, ctx.now).await?;
    } else {
        stop(&tx, question, me.id).await?;
    }
    tx.commit().await?;
    fragments::reply(&ctx, &scene, if on { "answering" } else { "not-answering" }).await
}

async fn start(tx: &DatabaseTransaction, question: PostId, who: AccountId, now: Millis) -> Result<(), DbErr> {
    db::run(
        tx,
        "INSERT INTO answering (question_id, account_id, until_at) VALUES ($1, $2, $3) ON CONFLICT (question_id, account_id) DO UPDATE SET until_at = excluded.until_at",
        values![question.0, who.0, now + LASTS],
    )
    .await?;
    Ok(())
}

/// Still writing: the twenty minutes begin again, if they were not over.
pub async fn renew(tx: &DatabaseTransaction, question: PostId, who: AccountId, now: Millis) -> Result<(), DbErr> {
    db::run(tx, "UPDATE answering SET until_at = $3 WHERE question_id = $1 AND account_id = $2 AND until_at > $4", values![question.0, who.0, now + LASTS, now]).await?;
    Ok(())
}

/// Answered, or given up.
pub async fn stop(tx: &DatabaseTransaction, question: PostId, who: AccountId) -> Result<(), DbErr> {
    db::run(tx, "DELETE FROM answering WHERE question_id = $1 AND account_id = $2", values![question.0, who.0]).await?;
    Ok(())
}
