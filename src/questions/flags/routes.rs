//! `GET` and `POST` of `/posts/{id}/flag` and `/comments/{id}/flag`.

use axum::response::Response;
use entity::{CommentId, FlagReason, PostId};
use sea_orm::ConnectionTrait;
use serde::Deserialize;

use super::{Target, flag, views};
use crate::error::{Error, Result};
use crate::questions::comments::actions::remark;
use crate::questions::limits::{self, Taker};
use crate::questions::facts::scene::{self, Scene};
use crate::questions::thread::fragments;
use crate::rules::daily::Act;
use crate::rules::policy::{Actor, Facts, Verb, may};
use crate::rules::text::{Reason, optional};
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub reason: String,
    pub details: String,
}

/// What the address names.
#[derive(Clone, Copy)]
enum Named {
    Post(PostId),
    Comment(CommentId),
}

impl Named {
    fn action(self) -> String {
        match self {
            Named::Post(id) => paths::PostFlag { id }.to_string(),
            Named::Comment(id) => paths::CommentFlag { id }.to_string(),
        }
    }
}

/// `GET /posts/{id}/flag`
pub async fn post_form(member: Member, Id(post): Id<PostId>) -> Result<Response> {
    show(&member.ctx, Named::Post(post)).await
}

/// `POST /posts/{id}/flag`
pub async fn post(member: Member, Id(post): Id<PostId>, Form(raw): Form<Raw>) -> Result<Response> {
    store(&member, Named::Post(post), raw).await
}

/// `GET /comments/{id}/flag`
pub async fn comment_form(member: Member, Id(comment): Id<CommentId>) -> Result<Response> {
    show(&member.ctx, Named::Comment(comment)).await
}

/// `POST /comments/{id}/flag`
pub async fn comment(member: Member, Id(comment): Id<CommentId>, Form(raw): Form<Raw>) -> Result<Response> {
    store(&member, Named::Comment(comment), raw).await
}

async fn find(db: &impl ConnectionTrait, named: Named, actor: &Actor) -> Result<(Target, Scene, Facts)> {
    let (target, post) = match named {
        Named::Post(post) => (Target::Post(post), post),
        Named::Comment(comment) => {
            let found = remark(db, comment).await?;
            let post = found.post_id;
            (Target::Comment(found), post)
        }
    };
    let scene = scene::scene(db, post).await?.seen_by(actor)?;
    let facts = match &target {
        Target::Post(_) => scene.facts(),
        Target::Comment(remark) => remark.facts(&scene),
    };
    if !facts.visible && may(actor, Verb::SeeHidden, &facts).is_err() {
        return Err(Error::NotFound);
    }
    Ok((target, scene, facts))
}

async fn show(ctx: &Ctx, named: Named) -> Result<Response> {
    let (_, scene, facts) = find(ctx.app.db.read(), named, &ctx.actor()).await?;
    may(&ctx.actor(), Verb::Flag, &facts)?;
    let back = fragments::address(ctx, &scene).await?;
    let page = views::Page { action: named.action(), back, title: &scene.title, reason: "", details: "" };
    Ok(respond::private_page(ctx, views::page(&ctx.chrome(), &page, &Errors::default())))
}

async fn store(member: &Member, named: Named, raw: Raw) -> Result<Response> {
    let ctx = &member.ctx;
    let actor = ctx.actor();
    let (_, scene, facts) = find(ctx.app.db.read(), named, &actor).await?;
    may(&actor, Verb::Flag, &facts)?;
    let mut errors = Errors::default();
    let reason = FlagReason::from_word(&raw.reason);
    if reason.is_none() {
        errors.add("reason", ctx.lang.flags_error_reason());
    }
    let details = optional(&raw.details, Reason::parse).unwrap_or_else(|e| {
        errors.add("details", e.message(ctx.lang));
        None
    });
    let Some(reason) = reason.filter(|_| errors.is_empty()) else {
        let back = fragments::address(ctx, &scene).await?;
        let page = views::Page { action: named.action(), back, title: &scene.title, reason: &raw.reason, details: &raw.details };
        return Ok(respond::invalid(ctx, views::page(&ctx.chrome(), &page, &errors)));
    };
    let details = details.map(|d| d.into_string()).unwrap_or_default();
    let tx = ctx.app.db.write().await?;
    scene::held(&tx, scene.id).await?;
    let (target, scene, facts) = find(&tx, named, &actor).await?;
    may(&actor, Verb::Flag, &facts)?;
    let new = flag(&tx, &target, scene.question_id, scene.author_id, member.me.id, reason, &details, ctx.now).await?;
    if new && let Some(enough) = limits::take(&tx, Taker::new(&ctx.app.config, &actor, ctx.now), Act::Flag).await? {
        drop(tx);
        let back = fragments::address(ctx, &scene).await?;
        let page = views::Page { action: named.action(), back, title: &scene.title, reason: &raw.reason, details: &raw.details };
        let page = views::page(&ctx.chrome(), &page, &Errors::one("details", enough.message(ctx.lang)));
        return Ok(respond::too_many(ctx, enough.act.word(), enough.seconds(), page));
    }
    tx.commit().await?;
    // the post may be out of sight now: lead to the thread, or to its stub
    let to = paths::Question { id: scene.question_id, slug: &scene.slug };
    Ok(respond::see_other_saying(to, if reason == FlagReason::Privacy { "flagged-hidden" } else { "flagged" }))
}
