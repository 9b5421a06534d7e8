//! `GET` and `POST /questions/{id}/invite`.

use axum::response::Response;
use entity::{AccountId, PostId, PostState};
use serde::Deserialize;

use super::{actions, letters, queries, views};
use crate::accounts::letters::To;
use crate::accounts::people;
use crate::error::{Error, Result};
use crate::mail;
use crate::questions::facts::scene::{self, Scene};
use crate::questions::limits::{self, Taker};
use crate::rules::daily::Act;
use crate::rules::policy::{Verb, may};
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    member: String,
}

async fn found(ctx: &Ctx, id: PostId) -> Result<Scene> {
    let scene = scene::scene(ctx.app.db.read(), id).await?.seen_by(&ctx.actor())?;
    // what is not for everyone is nobody's to hand on
    if scene.id != scene.question_id || scene.state != PostState::Visible || scene.question_state != PostState::Visible {
        return Err(Error::NotFound);
    }
    may(&ctx.actor(), Verb::Invite, &scene.facts())?;
    Ok(scene)
}

async fn page(m: &Member, scene: &Scene, errors: &Errors) -> Result<maud::Markup> {
    let db = m.ctx.app.db.read();
    let likely = queries::likely(db, scene.id, m.me.id).await?;
    let invited = queries::invited(db, scene.id).await?;
    Ok(views::page(&m.ctx.chrome(), &views::Page { id: scene.id, slug: &scene.slug, title: &scene.title, likely: &likely, invited: &invited }, errors))
}

/// `GET /questions/{id}/invite`
pub async fn form(m: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = found(&m.ctx, id).await?;
    let page = page(&m, &scene, &Errors::new()).await?;
    Ok(respond::private_page(&m.ctx, page))
}

/// `POST /questions/{id}/invite`
pub async fn invite(m: Member, Id(id): Id<PostId>, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let actor = ctx.actor();
    found(ctx, id).await?;
    let who: AccountId = raw.member.parse().map_err(|_| Error::BadRequest("a member has a number"))?;
    // only who is offered
    let offered = queries::likely(ctx.app.db.read(), id, m.me.id).await?.iter().any(|l| l.id == who);
    let tx = ctx.app.db.write().await?;
    let scene = scene::held_question(&tx, id).await?;
    may(&actor, Verb::Invite, &scene.facts())?;
    if !offered || !actions::invite(&tx, id, who, m.me.id, ctx.now).await? {
        drop(tx);
        return Ok(respond::see_other_saying(paths::QuestionInvite { id }, "unchanged"));
    }
    if let Some(person) = people::by_id(&tx, who).await?
        && let Some(email) = person.email.as_deref()
        && person.email_verified_at.is_some()
    {
        let config = &ctx.app.config;
        let to = To { account: Some(who), email, lang: person.lang(config) };
        mail::queue(&tx, config, letters::invited(config, &to, &m.me.display_name, id, &scene.title), ctx.now).await?;
    }
    if let Some(enough) = limits::take(&tx, Taker::new(&ctx.app.config, &actor, ctx.now), Act::Invite).await? {
        drop(tx);
        let page = page(&m, &scene, &Errors::one("", enough.message(ctx.lang))).await?;
        return Ok(respond::too_many(ctx, enough.act.word(), enough.seconds(), page));
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::QuestionInvite { id }, "invited"))
}
