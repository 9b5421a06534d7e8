//! `POST /posts/{id}/comments` and `POST /comments/{id}/delete`.

use axum::response::Response;
use entity::{CommentId, PostId, PostState};
use serde::Deserialize;

use super::actions;
use crate::error::{Error, Result};
use crate::photos::form::PhotoForm;
use crate::photos::{self, Shown};
use crate::questions::clean_form_key;
use crate::questions::facts::scene;
use crate::questions::limits::{self, Taker};
use crate::questions::masking_review::{self, Decision, Part};
use crate::questions::publish;
use crate::questions::thread::fragments;
use crate::questions::thread::routes::{Typed, enough, refused, review, with_errors};
use crate::rules::daily::Act;
use crate::rules::policy::{Facts, Verb, may};
use crate::rules::spam::Text;
use crate::rules::text::CommentBody;
use crate::screening::{self, Verdict};
use crate::web::context::Member;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub body: String,
    pub form_key: String,
    /// Staff: without the brand's label.
    pub as_member: String,
    pub seal: String,
    pub show: Vec<String>,
    /// Photos sent already.
    pub photo: Vec<String>,
    /// "Change my text" on the review page.
    pub change: String,
}

impl Raw {
    fn typed(&self, post: PostId) -> Typed {
        Typed::Comment { post, body: self.body.clone(), form_key: self.form_key.clone(), photos: Shown::of(&self.photo) }
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        let text = vec![("body", self.body.clone()), ("form_key", self.form_key.clone()), ("as_member", self.as_member.clone())];
        text.into_iter().chain(self.photo.iter().map(|p| ("photo", p.clone()))).collect()
    }
}

/// `POST /posts/{id}/comments`
pub async fn post(member: Member, Id(post): Id<PostId>, PhotoForm { form: mut raw, sent }: PhotoForm<Raw>) -> Result<Response> {
    let (ctx, me) = (&member.ctx, &member.me);
    let actor = ctx.actor();
    let scene = scene::scene(ctx.app.db.read(), post).await?.seen_by(&actor)?;
    if let Err(denied) = may(&actor, Verb::Comment, &scene.facts()) {
        return refused(ctx, post, raw.typed(post), denied).await;
    }
    let photos = match photos::of_form(ctx, me.id, &clean_form_key(&raw.form_key), &mut raw.photo, &sent).await? {
        Ok(photos) => photos,
        Err(wrong) => return with_errors(ctx, post, raw.typed(post), &wrong).await,
    };
    let body = match CommentBody::parse(&raw.body) {
        Ok(body) => body,
        Err(e) => return with_errors(ctx, post, raw.typed(post), &[("comment", e.message(ctx.lang))]).await,
    };
    if !raw.change.is_empty() {
        return with_errors(ctx, post, raw.typed(post), &[]).await;
    }
    let part = Part::markdown("body", body.as_str());
    let masked = if me.is_staff() {
        masking_review::untouched(&[part])
    } else {
        let decision = Decision { seal: raw.seal.clone(), show: raw.show.clone() };
        match masking_review::judge(&[part], &masking_review::own(&ctx.app.config), &decision) {
            Ok(masked) => masked,
            Err(found) => return Ok(review(ctx, &found, paths::PostComments { id: post }.to_string(), raw.fields())),
        }
    };
    let source = masked.texts.into_iter().next().unwrap_or_default();
    let mut text = publish::prepare(ctx.app.db.read(), source, "", ctx.lang, vec![masked.originals]).await?;
    if let Err(denied) = may(&actor, Verb::Comment, &Facts { links: text.links, mentions: text.mentions.len(), ..scene.facts() }) {
        return refused(ctx, post, raw.typed(post), denied).await;
    }
    match screening::screen(ctx.app.db.read(), &actor, &Text { title: &Shown::words(&photos), body: &text.source, links: text.links }, ctx.now).await? {
        Verdict::Stop(message) => return with_errors(ctx, post, raw.typed(post), &[("comment", message)]).await,
        Verdict::Pass(screened) => text.screened = screened,
    }
    let tx = ctx.app.db.write().await?;
    let scene = scene::held(&tx, post).await?.seen_by(&actor)?;
    may(&actor, Verb::Comment, &scene.facts())?;
    let official = me.is_staff() && raw.as_member.is_empty();
    let made = actions::comment(&tx, &scene, me.id, &actions::Said { text: &text, photos: &photos, official }, &raw.form_key, ctx.now).await?;
    if made.is_some()
        && let Some(reached) = limits::take(&tx, Taker::new(&ctx.app.config, &actor, ctx.now), Act::Comment).await?
    {
        drop(tx);
        return enough(ctx, post, raw.typed(post), reached).await;
    }
    tx.commit().await?;
    let held = made.is_some_and(|m| m.held);
    if ctx.fragment.is_some() {
        return fragments::reply(ctx, &scene, if held { "held" } else { "commented" }).await;
    }
    let to = fragments::address(ctx, &scene).await?;
    let to = match made {
        Some(actions::Made { id, held: false }) => format!("{}#comment-{id}", to.split('#').next().unwrap_or(&to)),
        _ => to,
    };
    Ok(respond::see_other_saying(to, if held { "held" } else { "commented" }))
}

/// `POST /comments/{id}/delete`: the author takes it back.
pub async fn delete(member: Member, Id(comment): Id<CommentId>) -> Result<Response> {
    let ctx = &member.ctx;
    let actor = ctx.actor();
    let tx = ctx.app.db.write().await?;
    let found = actions::remark(&tx, comment).await?;
    let scene = scene::held(&tx, found.post_id).await?.seen_by(&actor)?;
    let found = actions::remark(&tx, comment).await?;
    let facts = found.facts(&scene);
    if !facts.visible && may(&actor, Verb::SeeHidden, &facts).is_err() {
        return Err(Error::NotFound);
    }
    may(&actor, Verb::Delete, &facts)?;
    if actions::set_state(&tx, &found, PostState::Deleted).await?
        && let Some(enough) = limits::delete(&tx, Taker::new(&ctx.app.config, &actor, ctx.now)).await?
    {
        return Err(enough.into());
    }
    tx.commit().await?;
    fragments::reply(ctx, &scene, "deleted").await
}
