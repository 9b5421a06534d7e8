//! Taking what looks personal out of a text, everywhere it went.

use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::deeds::Case;
use super::queries::{self, Line};
use crate::error::{Error, Result};
use crate::questions::care::redaction::{self, Plan};
use crate::questions::facts::scene;
use crate::questions::masking_review;
use crate::rules::masking;
use crate::screening::queue::Object;
use crate::web::context::Ctx;
use crate::{db, values};

/// What looks personal in a text.
fn finds(ctx: &Ctx, source: &str) -> Vec<String> {
    masking::find(source, &masking_review::own(&ctx.app.config)).into_iter().map(|f| f.text).collect()
}

/// How what looks personal would be taken out of a text, everywhere it went; none if there is nothing to take out.
pub async fn planned(ctx: &Ctx, line: &Line) -> Result<Option<Plan>> {
    let db = ctx.app.db.read();
    let (Some(source), Some(body)) = (&line.text, queries::body(db, line.object()).await?) else { return Ok(None) };
    let mut finds = finds(ctx, source);
    finds.retain(|f| f.chars().count() >= redaction::AT_LEAST);
    if finds.is_empty() {
        return Ok(None);
    }
    let question = scene::scene(db, body.post_id).await?.question_id;
    let plan = redaction::plan_all(db, question, finds).await?;
    Ok(Some(plan).filter(|p| p.places > 0))
}

/// Takes it out, under the lock of the thread. `false`: something personal is still there.
pub async fn masked(tx: &DatabaseTransaction, ctx: &Ctx, plan: &Plan, case: &Case) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Text {
        source: String,
    }
    if plan.question != case.scene.question_id || !redaction::carry_out(tx, plan).await? {
        return Err(Error::Conflict("the thread changed while it was being redacted"));
    }
    let (table, id) = match case.object() {
        Object::Comment(id) => ("comment", id.0),
        _ => ("post", case.scene.id.0),
    };
    let text: Option<Text> = db::row(tx, &format!("SELECT source FROM {table} WHERE id = $1"), values![id]).await?;
    Ok(text.is_some_and(|t| finds(ctx, &t.source).is_empty()))
}
