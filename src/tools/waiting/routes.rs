//! `GET /answers/waiting`, `POST /questions/{id}/remind`.

use axum::extract::Query;
use axum::response::Response;
use entity::PostId;
use serde::Deserialize;

use super::queries::{self, PAGE, Reminder};
use super::{actions, letters, views};
use crate::accounts::people;
use crate::error::{Error, Result};
use crate::mail;
use crate::questions::facts::scene;
use crate::rules::policy::{Facts, Kind, Verb, may};
use crate::web::context::Member;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    before: Option<PostId>,
}

pub async fn list(Member { ctx, me }: Member, Query(asked): Query<Asked>) -> Result<Response> {
    may(&ctx.actor(), Verb::Tools, &Facts::default())?;
    let mut found = queries::list(ctx.app.db.read(), me.id, asked.before, ctx.app.config.sends_mail()).await?;
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let proposals = may(&ctx.actor(), Verb::ProposeSolution, &Facts { kind: Kind::Answer, absent: true, ..Facts::default() }).is_ok();
    Ok(respond::private_page(&ctx, views::list(&ctx.chrome(), &found, more, proposals)))
}

/// Asks the asker how it went: once a thread, ever.
pub async fn remind(Member { ctx, me }: Member, Id(question): Id<PostId>) -> Result<Response> {
    let config = &ctx.app.config;
    let tx = ctx.app.db.write().await?;
    let scene = scene::held_question(&tx, question).await?.seen_by(&ctx.actor())?;
    may(&ctx.actor(), Verb::Tools, &scene.facts())?;
    let waiting = queries::one(&tx, me.id, question, config.sends_mail()).await?.ok_or(Error::Conflict("the asker has answered meanwhile"))?;
    match waiting.reminder(ctx.now) {
        Reminder::Sent(_) => return Ok(respond::see_other_saying(paths::AnswersWaiting, "reminded-before")),
        Reminder::From(_) | Reminder::Never => return Err(Error::Conflict("this asker cannot be reminded now")),
        Reminder::Now => {}
    }
    if !actions::remind(&tx, question, me.id, ctx.now).await? {
        return Ok(respond::see_other_saying(paths::AnswersWaiting, "reminded-before"));
    }
    let asker = people::by_id(&tx, waiting.asker_id).await?.ok_or(Error::NotFound)?;
    if let Some(mail) = letters::reminder(config, &asker, &me.display_name, &waiting) {
        mail::queue(&tx, config, mail, ctx.now).await?;
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::AnswersWaiting, "reminded"))
}
