//! Edits that wait: those of one post, those one may decide on (`/review`), and the decision.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use entity::{PostId, SuggestionId, SuggestionState};
use maud::Markup;
use serde::Deserialize;

use super::actions::{self, Change};
use super::forms::{Verdict, same};
use super::queries::{self, Suggestion};
use super::{Text, drawn, views};
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::questions::facts::scene::{self, Scene};
use crate::questions::masking_review;
use crate::questions::publish;
use crate::questions::thread::fragments;
use crate::rules::policy::{Facts, Kind, Verb, may};
use crate::rules::spam::Text as Screen;
use crate::rules::text::{self, Reason};
use crate::screening::queue::Object;
use crate::screening;
use crate::ui::form::Errors;
use crate::ui::reasons;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::respond::{self, Keep};
use crate::web::{context, paths};

/// Suggestions on one page.
const PAGE: i64 = 10;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: String,
}

impl Asked {
    fn number(&self) -> Result<Option<i64>> {
        if self.after.is_empty() { Ok(None) } else { self.after.parse().map(Some).map_err(|_| Error::NotFound) }
    }
}

/// `GET /posts/{id}/suggestions`: all of them for whoever may decide, one's own for others.
pub async fn of_post(Member { ctx, me }: Member, Id(id): Id<PostId>, Query(asked): Query<Asked>) -> Result<Response> {
    let scene = scene::scene(ctx.app.db.read(), id).await?.seen_by(&ctx.actor())?;
    let page = post_page(&ctx, &me, &scene, asked.number()?, None).await?;
    Ok(respond::private_page(&ctx, page))
}

/// A decision that could not be taken, shown beside its suggestion.
struct Trouble {
    id: SuggestionId,
    typed: String,
    errors: Errors,
}

async fn post_page(ctx: &Ctx, me: &context::Me, scene: &Scene, before: Option<i64>, trouble: Option<Trouble>) -> Result<Markup> {
    let db = ctx.app.db.read();
    let reviewer = may(&ctx.actor(), Verb::ReviewEdit, &scene.facts()).is_ok();
    let mut found = queries::of_post(db, scene.id, (!reviewer).then_some(me.id), before.unwrap_or(i64::MAX), PAGE + 1).await?;
    if let Some(t) = &trouble
        && found.iter().all(|s| s.id != t.id)
    {
        found.insert(0, queries::suggestion(db, t.id).await?);
    }
    let more = usize::try_from(PAGE).is_ok_and(|page| found.len() > page);
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let older = found.last().filter(|_| more).map(|s| paths::with_query(paths::PostSuggestions { id: scene.id }, &[("after", &s.id.to_string())]));
    let waits: Vec<PostId> = found.iter().filter(|s| s.state == SuggestionState::Pending).map(|s| s.post).collect();
    let now = texts(ctx, &waits).await?;
    let cards = found.into_iter().map(|s| card(ctx, s, &now, Some(scene), trouble.as_ref())).collect();
    let page = views::Suggestions {
        heading: ctx.lang.edit_suggestions(),
        about: Some((scene.title.clone(), fragments::address(ctx, scene).await?)),
        first_posts: false,
        proposals: false,
        own: Vec::new(),
        cards,
        next: older,
        errors: trouble.map(|t| t.errors).unwrap_or_default(),
    };
    let chrome = ctx.chrome();
    drawn(move || views::suggestion::page(&chrome, &page)).await
}

/// `GET /review`: what waits for this person, and what of theirs waits for others.
pub async fn review(Member { ctx, me }: Member, Query(asked): Query<Asked>) -> Result<Response> {
    let db = ctx.app.db.read();
    let after = asked.number()?;
    let mut found = queries::waiting(db, &ctx.actor(), after.unwrap_or(0), PAGE + 1).await?;
    let more = usize::try_from(PAGE).is_ok_and(|page| found.len() > page);
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let own = if after.is_none() { queries::own_waiting(db, me.id, PAGE).await? } else { Vec::new() };
    let waits: Vec<PostId> = found.iter().chain(&own).map(|s| s.post).collect();
    let now = texts(&ctx, &waits).await?;
    let next = found.last().filter(|_| more).map(|s| paths::with_query(paths::Review, &[("after", &s.id.to_string())]));
    let page = views::Suggestions {
        heading: ctx.lang.edit_review(),
        about: None,
        first_posts: may(&ctx.actor(), Verb::ReviewFirst, &Facts::default()).is_ok(),
        proposals: may(&ctx.actor(), Verb::ProposeSolution, &Facts { kind: Kind::Answer, absent: true, ..Facts::default() }).is_ok(),
        own: own.into_iter().map(|s| card(&ctx, s, &now, None, None)).collect(),
        cards: found.into_iter().map(|s| card(&ctx, s, &now, None, None)).collect(),
        next,
        errors: Errors::new(),
    };
    let chrome = ctx.chrome();
    Ok(respond::private_page(&ctx, drawn(move || views::suggestion::page(&chrome, &page)).await?))
}

/// The posts as they stand, to be compared with.
async fn texts(ctx: &Ctx, posts: &[PostId]) -> Result<HashMap<PostId, Text>> {
    let mut out = HashMap::new();
    for post in posts {
        if !out.contains_key(post) {
            out.insert(*post, queries::current(ctx.app.db.read(), *post).await?.text);
        }
    }
    Ok(out)
}

/// A suggestion as this reader sees it. Without a scene it came from a list of what they may decide on, or of their own.
fn card(ctx: &Ctx, s: Suggestion, now: &HashMap<PostId, Text>, scene: Option<&Scene>, trouble: Option<&Trouble>) -> views::Card {
    let actor = ctx.actor();
    let pending = s.state == SuggestionState::Pending;
    let own = actor.is(Some(s.editor_id.0));
    let ours = s.held.is_none() || actor.is_staff();
    let decide = pending && !own && ours && scene.is_none_or(|scene| may(&actor, Verb::ReviewEdit, &Facts { editor: Some(s.editor_id.0), ..scene.facts() }).is_ok());
    let trouble = trouble.filter(|t| t.id == s.id);
    views::Card {
        now: now.get(&s.post).filter(|_| pending).cloned(),
        stale: pending && s.base != s.revision,
        decide,
        withdraw: pending && own,
        why: s.held.as_deref().filter(|_| actor.is_staff()).map(|why| reasons::noticed(ctx.lang, why)).unwrap_or_default(),
        typed: trouble.map(|t| t.typed.clone()).unwrap_or_default(),
        error: trouble.and_then(|t| t.errors.of("reason").map(str::to_owned)),
        suggestion: s,
    }
}

/// `POST /suggestions/{id}`
pub async fn decide(Member { ctx, me }: Member, Id(id): Id<SuggestionId>, Form(verdict): Form<Verdict>) -> Result<Response> {
    let actor = ctx.actor();
    let found = queries::suggestion(ctx.app.db.read(), id).await?;
    let scene = scene::scene(ctx.app.db.read(), found.post).await?.seen_by(&actor)?;
    let withdraws = verdict.decision == "withdraw";
    let own = actor.is(Some(found.editor_id.0));
    let facts = Facts { editor: Some(found.editor_id.0), ..scene.facts() };
    match may(&actor, Verb::ReviewEdit, &facts) {
        _ if withdraws && own => {}
        Ok(()) if !withdraws => {}
        Err(denied) if own => return Err(denied.into()),
        _ => return Err(Error::NotFound), // what waits is known to its editor and to those who may decide
    }
    let reason = match text::optional(&verdict.reason, Reason::parse) {
        Ok(reason) => reason.map(Reason::into_string).unwrap_or_default(),
        Err(e) => return trouble(&ctx, &me, &scene, id, &verdict, StatusCode::UNPROCESSABLE_ENTITY, ("reason", e.message(ctx.lang))).await,
    };
    let reason = if me.is_staff() { reason } else { masking_review::mask_one(&reason, &masking_review::own(&ctx.app.config)) };
    match verdict.decision.as_str() {
        "accept" => accept(&ctx, &me, &found, &scene, &verdict, &reason).await,
        "reject" if reason.is_empty() => trouble(&ctx, &me, &scene, id, &verdict, StatusCode::UNPROCESSABLE_ENTITY, ("reason", ctx.lang.edit_reject_why().to_owned())).await,
        "reject" | "withdraw" => {
            let state = if withdraws { SuggestionState::Withdrawn } else { SuggestionState::Rejected };
            let tx = ctx.app.db.write().await?;
            let scene = scene::held(&tx, found.post).await?.seen_by(&actor)?;
            if !actions::decide(&tx, id, state, me.id, &reason, ctx.now).await? {
                drop(tx);
                return already(&ctx, &me, &scene, id, &verdict).await;
            }
            tx.commit().await?;
            back(&ctx, &scene, if withdraws { "withdrawn" } else { "reviewed" }).await
        }
        _ => Err(Error::BadRequest("a decision is missing")),
    }
}

async fn accept(ctx: &Ctx, me: &context::Me, found: &Suggestion, scene: &Scene, verdict: &Verdict, reason: &str) -> Result<Response> {
    // what waits for the team is decided by the team
    let for_the_team = async || trouble(ctx, me, scene, found.id, verdict, StatusCode::UNPROCESSABLE_ENTITY, ("", ctx.lang.edit_for_the_team().to_owned())).await;
    if found.held.is_some() && !me.is_staff() {
        return for_the_team().await;
    }
    let now = queries::current(ctx.app.db.read(), found.post).await?;
    let title = found.text.title.clone().filter(|t| now.text.title.as_ref() != Some(t));
    let text = if same(&found.text.body, &now.text.body) {
        None
    } else {
        let fallback = Lang::from_code(&now.lang).unwrap_or(ctx.lang);
        let beside = found.text.title.as_deref().unwrap_or_default();
        Some(Arc::new(publish::prepare(ctx.app.db.read(), found.text.body.clone(), beside, fallback, Vec::new()).await?))
    };
    let links = text.as_ref().map_or(now.links, |t| t.links);
    let title_of = |t: &Text| t.title.clone().unwrap_or_default();
    let (was, is) = (title_of(&now.text), format!("{} {}", title_of(&found.text), found.reason));
    let (before, after) = (Screen { title: &was, body: &now.text.body, links: now.links }, Screen { title: &is, body: &found.text.body, links });
    let screened = match screening::screen_edit(ctx.app.db.read(), &ctx.actor(), &before, &after, ctx.now).await? {
        screening::Verdict::Stop(message) => return trouble(ctx, me, scene, found.id, verdict, StatusCode::UNPROCESSABLE_ENTITY, ("", message)).await,
        screening::Verdict::Pass(s) if s.hold && !scene.reserved => return for_the_team().await,
        screening::Verdict::Pass(screened) => screened,
    };
    let tags = (found.text.title.is_some() && found.text.tags != now.text.tags).then(|| found.text.tags.clone());
    let change = Change { base: found.base, editor: found.editor_id, title, text, tags, reason: found.reason.clone(), private: String::new(), now: ctx.now };
    let (old, new) = (now.text.clone(), found.text.clone());
    let changed = tokio::task::spawn_blocking(move || changed_characters(&old, &new)).await.map_err(anyhow::Error::new)?;
    let tx = ctx.app.db.write().await?;
    let held = scene::held(&tx, found.post).await?.seen_by(&ctx.actor())?;
    may(&ctx.actor(), Verb::ReviewEdit, &Facts { editor: Some(found.editor_id.0), ..held.facts() })?;
    if !actions::decide(&tx, found.id, SuggestionState::Accepted, me.id, reason, ctx.now).await? {
        drop(tx);
        return already(ctx, me, scene, found.id, verdict).await;
    }
    // the words as they wait now: they may have been redacted since they were rendered
    let unchanged = queries::suggestion(&tx, found.id).await?.text == found.text;
    if !unchanged || now.revision != found.base || !actions::edit(&tx, &held, &change).await? {
        drop(tx);
        return trouble(ctx, me, scene, found.id, verdict, StatusCode::CONFLICT, ("", ctx.lang.edit_stale().to_owned())).await;
    }
    if !screened.why.is_empty() && !held.reserved {
        screening::noticed(&tx, Object::Post(held.id), held.question_id, held.author_id, false, &screened, ctx.now).await?;
    }
    actions::accepted(&tx, found.id, found.editor_id, changed, ctx.now).await?;
    tx.commit().await?;
    let scene = scene::scene(ctx.app.db.read(), found.post).await?;
    back(ctx, &scene, "reviewed").await
}

/// How many characters go and come, in title and text.
fn changed_characters(old: &Text, new: &Text) -> i64 {
    let count = |a: &str, b: &str| {
        let deadline = std::time::Duration::from_millis(500);
        let diff = similar::TextDiff::configure().timeout(deadline).diff_chars(a, b);
        let changes = diff.iter_all_changes().filter(|c| c.tag() != similar::ChangeTag::Equal).count();
        i64::try_from(changes).unwrap_or(i64::MAX)
    };
    let title = match (&old.title, &new.title) {
        (Some(a), Some(b)) => count(a, b),
        _ => 0,
    };
    title.saturating_add(count(&old.body, &new.body))
}

/// Where the decision leads: to the post.
async fn back(ctx: &Ctx, scene: &Scene, said: &'static str) -> Result<Response> {
    Ok(respond::see_other_saying(fragments::address(ctx, scene).await?, said))
}

async fn already(ctx: &Ctx, me: &context::Me, scene: &Scene, id: SuggestionId, verdict: &Verdict) -> Result<Response> {
    trouble(ctx, me, scene, id, verdict, StatusCode::CONFLICT, ("", ctx.lang.edit_decided_before().to_owned())).await
}

/// The post's suggestions again, with what is wrong.
async fn trouble(ctx: &Ctx, me: &context::Me, scene: &Scene, id: SuggestionId, verdict: &Verdict, status: StatusCode, wrong: (&'static str, String)) -> Result<Response> {
    let trouble = Trouble { id, typed: verdict.reason.clone(), errors: Errors::one(wrong.0, wrong.1) };
    let page = post_page(ctx, me, scene, None, Some(trouble)).await?;
    Ok(respond::page_with(ctx, status, Keep::Never, page))
}
