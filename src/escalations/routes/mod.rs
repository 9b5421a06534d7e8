//! The pages and forms of escalations: the team's page of a thread and its acts, the doors of askers and members, the
//! exchange in private, lists.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use entity::{AccountId, EscalationId, PostId, PostKind};
use sea_orm::DatabaseTransaction;

use super::queries;
use crate::app::App;
use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::questions::facts::scene::{self, Scene};
use crate::questions::{Fields, publish};
use crate::rules::policy::{Facts, Verb, may};
use crate::web::context::{Ctx, Member};
use crate::web::paths;

pub mod acts;
pub mod asker;
pub mod desk;
pub mod insert;
pub mod lists;
pub mod private;

/// The thread an address is about, and the escalation by which it named it, if it did.
#[derive(Clone, Copy, Debug)]
pub struct At {
    pub question: PostId,
    pub escalation: Option<EscalationId>,
}

/// The thread alone.
#[derive(Clone, Copy, Debug)]
pub struct On(pub PostId);

impl FromRequestParts<App> for On {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<On> {
        Ok(On(At::from_request_parts(parts, app).await?.question))
    }
}

impl FromRequestParts<App> for At {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<At> {
        let Path(id) = Path::<String>::from_request_parts(parts, app).await.map_err(|_| Error::NotFound)?;
        let plain = id.len() <= 19 && id.bytes().all(|b| b.is_ascii_digit()) && !id.starts_with('0');
        let id: i64 = id.parse().ok().filter(|_| plain).ok_or(Error::NotFound)?;
        let escalations = paths::StaffEscalationClaim::PATTERN.split('{').next().unwrap_or_default();
        if !parts.uri.path().starts_with(escalations) {
            return Ok(At { question: PostId(id), escalation: None });
        }
        let question = queries::question_of(app.db.read(), EscalationId(id)).await?.ok_or(Error::NotFound)?;
        Ok(At { question, escalation: Some(EscalationId(id)) })
    }
}

/// A question that this reader sees, and may do that to.
async fn allowed(ctx: &Ctx, question: PostId, verb: Verb) -> Result<Scene> {
    let scene = seen(ctx, question).await?;
    may(&ctx.actor(), verb, &scene.facts())?;
    Ok(scene)
}

async fn seen(ctx: &Ctx, question: PostId) -> Result<Scene> {
    let scene = scene::scene(ctx.app.db.read(), question).await?.seen_by(&ctx.actor())?;
    if scene.kind == PostKind::Question { Ok(scene) } else { Err(Error::NotFound) }
}

/// As the policy reads a thread, with whether the reader's department has it.
async fn facts(m: &Member, scene: &Scene) -> Result<Facts> {
    let db = m.ctx.app.db.read();
    let in_department = m.me.is_staff() && queries::in_department(db, crate::deadlines::departments::of_question(db, scene.question_id).await?, m.me.id).await?;
    Ok(Facts { in_department, ..scene.facts() })
}

/// This very form was sent before. Asked under the lock of the question: the second copy waits for the first.
async fn sent(tx: &DatabaseTransaction, who: AccountId, fields: &Fields) -> Result<bool> {
    Ok(publish::led(tx, who, fields.get("form_key")).await?.is_some())
}

/// It is sent now; what was published with it remembers it already.
async fn remember(tx: &DatabaseTransaction, who: AccountId, key: &str, to: &str, now: Millis) -> Result<()> {
    if publish::sent_before(tx, who, key, now).await?.is_none() {
        publish::led_to(tx, who, key, to).await?;
    }
    Ok(())
}
