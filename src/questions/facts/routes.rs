//! The buttons of a thread. Each handler: hold the thread, ask the policy, write the fact, answer with the part of the
//! page that changed or lead back to it.

use axum::response::Response;
use entity::{AccountId, PostId};
use sea_orm::DatabaseTransaction;

use super::forms::{DidNotWork, DidNotWorkRaw, Elsewhere, Switch, Wrong};
use super::actions;
use super::scene::{self, Scene};
use crate::audit::{self, Deed};
use crate::error::Result;
use crate::notifications::watch::{self, State, What};
use crate::questions::limits::{self, Taker};
use crate::questions::masking_review;
use crate::questions::publish;
use crate::questions::thread::fragments;
use crate::questions::thread::routes::{Typed, enough, with_errors};
use crate::rules::daily::Act;
use crate::rules::policy::{Facts, Verb, may};
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;

/// A thread held for one change by one member.
struct Held {
    tx: DatabaseTransaction,
    scene: Scene,
    me: AccountId,
}

async fn held(member: &Member, post: PostId) -> Result<Held> {
    let tx = member.ctx.app.db.write().await?;
    let scene = scene::held(&tx, post).await?.seen_by(&member.ctx.actor())?;
    Ok(Held { tx, scene, me: member.me.id })
}

async fn held_question(member: &Member, question: PostId) -> Result<Held> {
    let tx = member.ctx.app.db.write().await?;
    let scene = scene::held_question(&tx, question).await?.seen_by(&member.ctx.actor())?;
    Ok(Held { tx, scene, me: member.me.id })
}

fn allowed(ctx: &Ctx, verb: Verb, facts: &Facts) -> Result<()> {
    Ok(may(&ctx.actor(), verb, facts)?)
}

/// `POST /posts/{id}/vote`
pub async fn vote(member: Member, Id(post): Id<PostId>, Form(form): Form<Switch>) -> Result<Response> {
    let on = form.on()?;
    let Held { tx, scene, me } = held(&member, post).await?;
    allowed(&member.ctx, Verb::Vote, &scene.facts())?;
    if on {
        let given = actions::vote(&tx, post, me, member.ctx.now).await?;
        let (ctx, actor) = (&member.ctx, member.ctx.actor());
        if given && let Some(enough) = limits::vote(&tx, Taker::new(&ctx.app.config, &actor, ctx.now), scene.author_id).await? {
            return Err(enough.into());
        }
    } else {
        actions::unvote(&tx, post, me, member.ctx.now).await?;
    }
    tx.commit().await?;
    fragments::reply(&member.ctx, &scene, if on { "helped" } else { "withdrawn" }).await
}

/// `POST /posts/{id}/did-not-work`
pub async fn did_not_work(member: Member, Id(post): Id<PostId>, Form(raw): Form<DidNotWorkRaw>) -> Result<Response> {
    let lang = member.ctx.lang;
    let said = match raw.parse() {
        Ok(said) => said,
        Err(wrong) => {
            let why = match wrong {
                Wrong::Reason => lang.facts_error_reason().to_owned(),
                Wrong::Details(e) => e.message(lang),
            };
            let field = if wrong == Wrong::Reason { "reason" } else { "details" };
            return with_errors(&member.ctx, post, Typed::DidNotWork { post, reason: raw.reason, details: raw.details }, &[(field, why)]).await;
        }
    };
    let Held { tx, scene, me } = held(&member, post).await?;
    allowed(&member.ctx, Verb::DidNotWork, &scene.facts())?;
    let now = member.ctx.now;
    let word = match said {
        DidNotWork::TakenBack => {
            actions::did_work(&tx, &scene, me, now).await?;
            "withdrawn"
        }
        DidNotWork::Said { reason, details } => {
            let details = details.map(|d| d.into_string()).unwrap_or_default();
            let said = actions::did_not_work(&tx, &scene, me, member.me.created_at, reason, &details, now).await?;
            let actor = member.ctx.actor();
            let typed = Typed::DidNotWork { post, reason: reason.word().into(), details };
            if said && let Some(reached) = limits::take(&tx, Taker::new(&member.ctx.app.config, &actor, now), Act::DidNotWork).await? {
                drop(tx);
                return enough(&member.ctx, post, typed, reached).await;
            }
            "noted"
        }
    };
    tx.commit().await?;
    fragments::reply(&member.ctx, &scene, word).await
}

/// `POST /posts/{id}/accept`
pub async fn accept(member: Member, Id(post): Id<PostId>) -> Result<Response> {
    let Held { tx, scene, me } = held(&member, post).await?;
    let facts = actions::acceptances(&tx, &scene).await?;
    allowed(&member.ctx, Verb::Accept, &facts)?;
    if facts.accepted {
        actions::agree(&tx, &scene, member.ctx.now).await?;
    } else {
        actions::accept(&tx, &scene, me, member.ctx.now).await?;
    }
    tx.commit().await?;
    fragments::reply(&member.ctx, &scene, "accepted").await
}

/// `POST /posts/{id}/unaccept`
pub async fn unaccept(member: Member, Id(post): Id<PostId>) -> Result<Response> {
    let Held { tx, scene, .. } = held(&member, post).await?;
    allowed(&member.ctx, Verb::Unaccept, &scene.facts())?;
    actions::unaccept(&tx, &scene, member.ctx.now).await?;
    tx.commit().await?;
    fragments::reply(&member.ctx, &scene, "unaccepted").await
}

/// `POST /posts/{id}/verify`
pub async fn verify(member: Member, Id(post): Id<PostId>) -> Result<Response> {
    let Held { tx, scene, me } = held(&member, post).await?;
    allowed(&member.ctx, Verb::Verify, &scene.facts())?;
    actions::verify(&tx, &scene, me, member.ctx.now).await?;
    tx.commit().await?;
    fragments::reply(&member.ctx, &scene, "verified").await
}

/// `POST /posts/{id}/unverify`
pub async fn unverify(member: Member, Id(post): Id<PostId>) -> Result<Response> {
    let Held { tx, scene, .. } = held(&member, post).await?;
    allowed(&member.ctx, Verb::Unverify, &scene.facts())?;
    if actions::unverify(&tx, &scene, member.ctx.now).await? {
        audit::record(&tx, Deed { actor: Some(member.me.id), action: "unverify", object: "post", object_id: scene.id.0, note: "" }, member.ctx.now).await?;
    }
    tx.commit().await?;
    fragments::reply(&member.ctx, &scene, "unverified").await
}

/// `POST /questions/{id}/me-too`
pub async fn me_too(member: Member, Id(question): Id<PostId>, Form(form): Form<Switch>) -> Result<Response> {
    let on = form.on()?;
    let Held { tx, scene, me } = held_question(&member, question).await?;
    allowed(&member.ctx, Verb::MeToo, &scene.facts())?;
    if on {
        actions::me_too(&tx, question, me, member.ctx.now).await?;
    } else {
        actions::not_me_too(&tx, question, me, member.ctx.now).await?;
    }
    tx.commit().await?;
    fragments::reply(&member.ctx, &scene, if on { "me-too" } else { "withdrawn" }).await
}

/// `POST /questions/{id}/follow`
pub async fn follow(member: Member, Id(question): Id<PostId>, Form(form): Form<Switch>) -> Result<Response> {
    let on = form.on()?;
    let Held { tx, scene, me } = held_question(&member, question).await?;
    allowed(&member.ctx, Verb::Follow, &scene.facts())?;
    if on {
        publish::follow(&tx, me, question, member.ctx.now).await?;
    } else {
        actions::unfollow(&tx, question, me).await?;
    }
    tx.commit().await?;
    fragments::reply(&member.ctx, &scene, if on { "followed" } else { "unfollowed" }).await
}

/// `POST /questions/{id}/mute`: nothing of this thread is told any more; following it ends.
pub async fn mute(member: Member, Id(question): Id<PostId>, Form(form): Form<Switch>) -> Result<Response> {
    let on = form.on()?;
    let Held { tx, scene, me } = held_question(&member, question).await?;
    allowed(&member.ctx, Verb::Follow, &scene.facts())?;
    let set = watch::set(&tx, me, What::Question, question.0, if on { State::Mutes } else { State::None }, member.ctx.now).await?;
    if on && set {
        actions::unfollow(&tx, question, me).await?;
    }
    tx.commit().await?;
    let said = match (set, on) {
        (false, _) => "watches-enough",
        (_, true) => "muted",
        (_, false) => "unmuted",
    };
    fragments::reply(&member.ctx, &scene, said).await
}

/// `POST /questions/{id}/solved-elsewhere`: how it was solved is public, so personal data in it is masked.
pub async fn solved_elsewhere(member: Member, Id(question): Id<PostId>, Form(form): Form<Elsewhere>) -> Result<Response> {
    let ctx = &member.ctx;
    let note = match form.note() {
        Ok(note) => note,
        Err(e) => return with_errors(ctx, question, Typed::Elsewhere { note: form.note.clone() }, &[("note", e.message(ctx.lang))]).await,
    };
    let note = note.map(|n| masking_review::mask_one(n.as_str(), &masking_review::own(&ctx.app.config)));
    let on = form.on()?;
    let Held { tx, scene, .. } = held_question(&member, question).await?;
    allowed(ctx, Verb::SolvedElsewhere, &scene.facts())?;
    actions::solved_elsewhere(&tx, question, member.me.id, note.as_deref().filter(|_| on), on, ctx.now).await?;
    tx.commit().await?;
    fragments::reply(ctx, &scene, if on { "solved-elsewhere" } else { "withdrawn" }).await
}
