//! `/posts/{id}/edit`: a new version at once, or an edit that waits for a reviewer.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use entity::{PostId, PostKind, PostState, SuggestionState};
use maud::Markup;
use sea_orm::DatabaseTransaction;

use super::actions::{self, Change, Suggested};
use super::forms::{Edit, Raw, Values};
use super::queries::{self, Current};
use super::{drawn, views};
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::questions::ask::settle;
use crate::questions::facts::scene::{self, Scene};
use crate::questions::limits::{self, Taker};
use crate::questions::masking_review::{self, Part};
use crate::questions::publish::{self, Prepared};
use crate::questions::thread::fragments;
use crate::rules::daily::{Act, Enough};
use crate::rules::policy::{Actor, Denied, Facts, Verb, may};
use crate::rules::spam::Text as Screen;
use crate::screening::queue::Object;
use crate::screening::{self, Screened, Verdict, hosts};
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::respond::{self, Keep};
use crate::web::paths;

/// How somebody's change comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    AtOnce,
    /// After somebody else agreed.
    Suggested,
}

/// Whoever may not edit at once may suggest.
pub fn way(actor: &Actor, facts: &Facts) -> Result<Way, Denied> {
    match may(actor, Verb::Edit, facts) {
        Ok(()) => Ok(Way::AtOnce),
        Err(denied) => match may(actor, Verb::SuggestEdit, facts) {
            Ok(()) => Ok(Way::Suggested),
            Err(Denied::Own) => Err(denied), // their own text, and still not to be edited: the first reason is the one
            Err(other) => Err(other),
        },
    }
}

/// Everything that is known of an edit on its way.
struct Desk<'a> {
    ctx: &'a Ctx,
    actor: Actor,
    scene: Scene,
    way: Way,
    now: Current,
}

#[derive(serde::Deserialize, Default)]
#[serde(default)]
pub struct Asked {
    /// A suggested edit to apply by hand.
    suggestion: String,
}

/// `GET /posts/{id}/edit`
pub async fn form(member: Member, Id(id): Id<PostId>, axum::extract::Query(asked): axum::extract::Query<Asked>) -> Result<Response> {
    let desk = desk(&member.ctx, id).await?;
    let mut values = Values::of(&desk.now.text);
    if let Ok(suggestion) = asked.suggestion.parse() {
        let found = queries::suggestion(desk.ctx.app.db.read(), suggestion).await?;
        let facts = Facts { editor: Some(found.editor_id.0), ..desk.scene.facts() };
        if found.post != id || found.state != SuggestionState::Pending {
            return Err(Error::NotFound);
        }
        may(&desk.actor, Verb::ReviewEdit, &facts)?;
        let base = queries::version(desk.ctx.app.db.read(), id, found.base).await?;
        let suggested = Values { reason: found.reason, suggestion: Some(found.id), ..Values::of(&found.text) };
        values = suggested.onto(base.as_ref(), &desk.now.text);
    }
    let page = desk.page(values, Errors::new(), None).await?;
    Ok(respond::private_page(desk.ctx, page))
}

/// `POST /posts/{id}/edit`
pub async fn edit(member: Member, Id(id): Id<PostId>, Form(raw): Form<Raw>) -> Result<Response> {
    let lang = member.ctx.lang;
    let desk = desk(&member.ctx, id).await?;
    if !raw.change.is_empty() {
        let page = desk.page(raw.values(&desk.now.text), Errors::new(), None).await?;
        return Ok(respond::private_page(desk.ctx, page));
    }
    let edit = match raw.parse(&desk.now.text, lang) {
        Ok(edit) => edit,
        Err(wrong) => return desk.refused(&raw, &wrong, StatusCode::UNPROCESSABLE_ENTITY).await,
    };
    // sent twice, it is there already
    if edit.is_nothing() {
        return Ok(respond::see_other_saying(fragments::address(desk.ctx, &desk.scene).await?, "unchanged"));
    }
    if raw.base() != desk.now.revision {
        return desk.conflict(&raw).await;
    }
    if let Some(tags) = &edit.tags
        && let Err(why) = settle::known(&desk.ctx.app, &desk.actor, tags, lang).await?
    {
        return desk.refused(&raw, &[("tags", why)], StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let (edit, originals) = match desk.masked(&raw, edit) {
        Ok(done) => done,
        Err(review) => return Ok(masking_review::page(desk.ctx, &review, &paths::PostEdit { id }.to_string(), &raw.fields(), true)),
    };
    if edit.is_nothing() {
        return Ok(respond::see_other_saying(fragments::address(desk.ctx, &desk.scene).await?, "unchanged"));
    }
    desk.save(&member, &raw, edit, originals).await
}

async fn desk(ctx: &Ctx, id: PostId) -> Result<Desk<'_>> {
    let actor = ctx.actor();
    let scene = scene::scene(ctx.app.db.read(), id).await?.seen_by(&actor)?;
    let way = way(&actor, &scene.facts())?;
    let now = queries::current(ctx.app.db.read(), id).await?;
    Ok(Desk { ctx, actor, scene, way, now })
}

impl Desk<'_> {
    /// What is public of the text already needs no second decision; everything else that is found does.
    fn masked(&self, raw: &Raw, edit: Edit) -> Result<(Edit, String), masking_review::Review> {
        let mut parts = Vec::new();
        parts.extend(edit.title.as_deref().map(|t| Part::plain("title", t)));
        parts.extend(edit.body.as_deref().map(|b| Part::markdown("body", b)));
        parts.push(Part::plain("reason", &edit.reason));
        let masked = if self.actor.is_staff() {
            masking_review::untouched(&parts)
        } else {
            let before = &self.now.text;
            let public = [before.title.as_deref().unwrap_or_default(), &before.body];
            masking_review::judge(&parts, &masking_review::own_and_public(&self.ctx.app.config, &public), &raw.decision())?
        };
        let mut texts = masked.texts.into_iter();
        let mut next = |was: &Option<String>| if was.is_some() { texts.next() } else { None };
        let title = next(&edit.title);
        let body = next(&edit.body);
        let reason = texts.next().unwrap_or_default();
        Ok((Edit { title, body, reason, tags: edit.tags }, masked.originals))
    }

    async fn save(&self, member: &Member, raw: &Raw, edit: Edit, originals: String) -> Result<Response> {
        let (ctx, id) = (self.ctx, self.scene.id);
        let title = edit.title.as_deref().or(self.now.text.title.as_deref()).unwrap_or_default();
        let text = match &edit.body {
            None => None,
            Some(body) => {
                let fallback = Lang::from_code(&self.now.lang).unwrap_or(ctx.lang);
                let text = publish::prepare(ctx.app.db.read(), body.clone(), title, fallback, Vec::new()).await?;
                let links = if text.links > self.now.links { text.links } else { 0 };
                if let Err(denied) = may(&self.actor, Verb::MoreLinks, &Facts { links, ..Facts::default() }) {
                    return self.refused(raw, &[("body", denied.message(ctx.lang))], StatusCode::UNPROCESSABLE_ENTITY).await;
                }
                Some(Arc::new(text))
            }
        };
        let screened = match self.screened(&edit, text.as_deref()).await? {
            Verdict::Stop(message) => {
                let field = if edit.body.is_some() { "body" } else { "title" };
                return self.refused(raw, &[(field, message)], StatusCode::UNPROCESSABLE_ENTITY).await;
            }
            Verdict::Pass(screened) => screened,
        };
        // what waits for the team is not let in by hand either
        if let Some(suggestion) = raw.suggestion()
            && !self.actor.is_staff()
            && queries::suggestion(ctx.app.db.read(), suggestion).await?.held.is_some()
        {
            return self.refused(raw, &[("body", ctx.lang.edit_for_the_team().to_owned())], StatusCode::UNPROCESSABLE_ENTITY).await;
        }
        let tx = ctx.app.db.write().await?;
        let scene = scene::held(&tx, id).await?.seen_by(&self.actor)?;
        let retags = edit.only_tags() && may(&self.actor, Verb::Retag, &scene.facts()).is_ok();
        let leads = text.as_deref().map(|t| hosts::of(&t.html).difference(&self.now.hosts).cloned().collect()).unwrap_or_default();
        let screened = hosts::screened(&tx, member.me.id, &leads, &screened, ctx.now).await?;
        // what would have waited before it was published waits now too; what waits already is read as it stands then
        let waits = screened.hold && scene.state == PostState::Visible;
        let at_once = (retags || way(&self.actor, &scene.facts())? == Way::AtOnce) && !waits;
        if !at_once {
            let now = &self.now.text;
            let tags = edit.tags.as_ref().unwrap_or(&now.tags);
            let new = Suggested {
                editor: member.me.id,
                base: self.now.revision,
                title: edit.title.or_else(|| now.title.clone()),
                source: edit.body.unwrap_or_else(|| now.body.clone()),
                tags: now.title.as_ref().map(|_| tags.join(",")),
                reason: edit.reason,
                private: originals,
                screened: if scene.state == PostState::Visible { screened } else { Screened::default() },
                now: ctx.now,
            };
            let told = if new.screened.hold { "edit-held" } else { "suggested" };
            actions::suggest(&tx, &scene, &new).await?;
            if let Some(reached) = self.counted(&tx).await? {
                tx.rollback().await?;
                return self.enough(raw, reached).await;
            }
            tx.commit().await?;
            return Ok(respond::see_other_saying(fragments::address(ctx, &scene).await?, told));
        }
        let retagged = edit.tags.is_some();
        let change = Change { base: raw.base(), editor: member.me.id, title: edit.title, text, tags: edit.tags, reason: edit.reason, private: originals, now: ctx.now };
        if !actions::edit(&tx, &scene, &change).await? {
            tx.rollback().await?;
            return self.again(raw).await;
        }
        if let Some(suggestion) = raw.suggestion() {
            let found = queries::suggestion(&tx, suggestion).await?;
            let facts = Facts { editor: Some(found.editor_id.0), ..scene.facts() };
            if found.post == id && may(&self.actor, Verb::ReviewEdit, &facts).is_ok() {
                actions::decide(&tx, suggestion, SuggestionState::Accepted, member.me.id, "", ctx.now).await?;
            }
        }
        if !screened.why.is_empty() && scene.state != PostState::Reserved {
            screening::noticed(&tx, Object::Post(id), scene.question_id, scene.author_id, scene.state == PostState::Held, &screened, ctx.now).await?;
        }
        let mut reached = self.counted(&tx).await?;
        if reached.is_none() && retagged {
            reached = limits::new_tags(&tx, Taker::new(&ctx.app.config, &self.actor, ctx.now), id).await?;
        }
        if let Some(reached) = reached {
            tx.rollback().await?;
            return self.enough(raw, reached).await;
        }
        tx.commit().await?;
        let scene = scene::scene(ctx.app.db.read(), id).await?;
        Ok(respond::see_other_saying(fragments::address(ctx, &scene).await?, "edited"))
    }

    /// What is noticed in what the edit brings, its reason with it.
    async fn screened(&self, edit: &Edit, text: Option<&Prepared>) -> Result<Verdict> {
        let now = &self.now.text;
        let was = now.title.as_deref().unwrap_or_default();
        let title = format!("{} {}", edit.title.as_deref().unwrap_or(was), edit.reason);
        let (body, links) = text.map_or((now.body.as_str(), self.now.links), |t| (t.source.as_str(), t.links));
        let (before, after) = (Screen { title: was, body: &now.body, links: self.now.links }, Screen { title: &title, body, links });
        Ok(screening::screen_edit(self.ctx.app.db.read(), &self.actor, &before, &after, self.ctx.now).await?)
    }

    /// Counts this edit among the day's.
    async fn counted(&self, tx: &DatabaseTransaction) -> Result<Option<Enough>> {
        let own = self.actor.is(Some(self.scene.author_id.0));
        limits::take(tx, Taker::new(&self.ctx.app.config, &self.actor, self.ctx.now), if own { Act::EditOwn } else { Act::EditOther }).await
    }

    /// One edit too many: 429, the text kept.
    async fn enough(&self, raw: &Raw, reached: Enough) -> Result<Response> {
        let field = if reached.act == Act::NewTag { "tags" } else { "body" };
        self.ctx.app.limits.refused(reached.act.word(), self.ctx.me.as_ref().map(|me| me.id));
        let mut response = self.refused(raw, &[(field, reached.message(self.ctx.lang))], StatusCode::TOO_MANY_REQUESTS).await?;
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(reached.seconds()));
        Ok(response)
    }

    /// Somebody was faster by a hair: the same as if they had been faster by an hour.
    async fn again(&self, raw: &Raw) -> Result<Response> {
        desk(self.ctx, self.scene.id).await?.conflict(raw).await
    }

    /// 409: what stands there now, what was typed, the difference, and the form on the new version.
    async fn conflict(&self, raw: &Raw) -> Result<Response> {
        let base = queries::version(self.ctx.app.db.read(), self.scene.id, raw.base()).await?;
        let values = raw.values(&self.now.text).onto(base.as_ref(), &self.now.text);
        let conflict = views::Conflict { theirs: self.now.text.clone(), at: self.now.changed_at };
        let page = self.page(values, Errors::new(), Some(conflict)).await?;
        Ok(respond::page_with(self.ctx, StatusCode::CONFLICT, Keep::Never, page))
    }

    async fn refused(&self, raw: &Raw, wrong: &[(&'static str, String)], status: StatusCode) -> Result<Response> {
        let mut errors = Errors::new();
        for (field, why) in wrong {
            errors.add(field, why);
        }
        // the form keeps the version it began with
        let revision = raw.base();
        let markup = self.page_on(revision, raw.values(&self.now.text), errors, None).await?;
        Ok(respond::page_with(self.ctx, status, Keep::Never, markup))
    }

    async fn page(&self, values: Values, errors: Errors, conflict: Option<views::Conflict>) -> Result<Markup> {
        self.page_on(self.now.revision, values, errors, conflict).await
    }

    async fn page_on(&self, revision: i64, values: Values, errors: Errors, conflict: Option<views::Conflict>) -> Result<Markup> {
        let chrome = self.ctx.chrome();
        let page = views::Form {
            id: self.scene.id,
            question: self.scene.kind == PostKind::Question,
            about: self.scene.title.clone(),
            back: fragments::address(self.ctx, &self.scene).await?,
            suggested: self.way == Way::Suggested,
            revision,
            values,
            errors,
            conflict,
        };
        drawn(move || views::form::page(&chrome, &page)).await
    }
}
