//! Closing, marking duplicates, deleting: each has a page that asks once more, and the form that does it.

use axum::response::Response;
use entity::{DecisionAct, FlagReason, PostId, PostKind, PostState};

use super::actions::{self, NoOriginal};
use super::forms::{Of, Removal, Why};
use super::views::{self, Ask};
use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::questions::facts::scene::{self, Scene};
use crate::questions::limits::{self, Taker};
use crate::questions::shaping;
use crate::rules::policy::{Denied, Facts, Verb, may};
use crate::screening::decisions;
use crate::screening::queue::Object;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

/// What the policy reads, with how long ago the thread was closed.
pub fn facts(scene: &Scene, now: Millis) -> Facts {
    Facts { closed_lately: scene.closed_at.is_some_and(|at| now - at <= actions::SECOND_THOUGHTS), ..scene.facts() }
}

pub fn thread(scene: &Scene) -> String {
    match scene.kind {
        PostKind::Question => paths::Question { id: scene.question_id, slug: &scene.slug }.to_string(),
        PostKind::Answer => paths::answer(scene.question_id, &scene.slug, scene.id),
    }
}

/// The post, if this person may do that to it.
pub async fn allowed(ctx: &Ctx, post: PostId, verb: Verb) -> Result<Scene> {
    let scene = scene::scene(ctx.app.db.read(), post).await?.seen_by(&ctx.actor())?;
    may(&ctx.actor(), verb, &facts(&scene, ctx.now))?;
    Ok(scene)
}

/// The question, if this person may do that to it; an answer's number is nothing there.
async fn allowed_question(ctx: &Ctx, id: PostId, verb: Verb) -> Result<Scene> {
    let scene = allowed(ctx, id, verb).await?;
    if scene.kind == PostKind::Question { Ok(scene) } else { Err(Error::NotFound) }
}

fn close_page(ctx: &Ctx, scene: &Scene, typed: &str, errors: &Errors) -> maud::Markup {
    let (chrome, lang) = (ctx.chrome(), ctx.lang);
    let a = Ask { title: lang.care_close(), text: lang.care_close_text(), about: &scene.title, back: thread(scene), action: paths::QuestionClose { id: scene.id }.to_string(), button: lang.care_close(), danger: false };
    views::ask(&chrome, &a, errors, views::reason(&chrome, typed, errors))
}

/// `GET /questions/{id}/close`
pub async fn close_form(Member { ctx, .. }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = allowed_question(&ctx, id, Verb::Close).await?;
    Ok(respond::private_page(&ctx, close_page(&ctx, &scene, "", &Errors::new())))
}

/// `POST /questions/{id}/close`
pub async fn close(Member { ctx, me }: Member, Id(id): Id<PostId>, Form(form): Form<Why>) -> Result<Response> {
    let scene = allowed_question(&ctx, id, Verb::Close).await?;
    let reason = match form.parse() {
        Ok(reason) => reason,
        Err(e) => return Ok(respond::invalid(&ctx, close_page(&ctx, &scene, &form.reason, &Errors::one("reason", e.message(ctx.lang))))),
    };
    let tx = ctx.app.db.write().await?;
    let held = scene::held_question(&tx, id).await?;
    may(&ctx.actor(), Verb::Close, &facts(&held, ctx.now))?;
    actions::close(&tx, id, me.id, reason.as_str(), ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(thread(&held), "closed"))
}

/// `GET /questions/{id}/reopen`
pub async fn reopen_form(Member { ctx, .. }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = allowed_question(&ctx, id, Verb::Reopen).await?;
    let (chrome, lang) = (ctx.chrome(), ctx.lang);
    let a = Ask { title: lang.care_reopen(), text: lang.care_reopen_text(), about: &scene.title, back: thread(&scene), action: paths::QuestionReopen { id }.to_string(), button: lang.care_reopen(), danger: false };
    Ok(respond::private_page(&ctx, views::ask(&chrome, &a, &Errors::new(), maud::html! {})))
}

/// `POST /questions/{id}/reopen`: the asker's "my problem is different" works at once.
pub async fn reopen(Member { ctx, me }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    let held = scene::held_question(&tx, id).await?.seen_by(&ctx.actor())?;
    may(&ctx.actor(), Verb::Reopen, &facts(&held, ctx.now))?;
    actions::reopen(&tx, id, me.id, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(thread(&held), "reopened"))
}

fn duplicate_page(ctx: &Ctx, scene: &Scene, typed: &str, errors: &Errors) -> maud::Markup {
    let (chrome, lang) = (ctx.chrome(), ctx.lang);
    let a = Ask { title: lang.care_duplicate(), text: lang.care_duplicate_text(), about: &scene.title, back: thread(scene), action: paths::QuestionDuplicate { id: scene.id }.to_string(), button: lang.care_duplicate(), danger: false };
    views::ask(&chrome, &a, errors, views::original(&chrome, typed, errors))
}

/// `GET /questions/{id}/duplicate`
pub async fn duplicate_form(Member { ctx, .. }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = allowed_question(&ctx, id, Verb::Duplicate).await?;
    Ok(respond::private_page(&ctx, duplicate_page(&ctx, &scene, "", &Errors::new())))
}

/// `POST /questions/{id}/duplicate`
pub async fn duplicate(Member { ctx, me }: Member, Id(id): Id<PostId>, Form(form): Form<Of>) -> Result<Response> {
    let scene = allowed_question(&ctx, id, Verb::Duplicate).await?;
    let lang = ctx.lang;
    let tx = ctx.app.db.write().await?;
    actions::one_at_a_time(&tx).await?;
    let found = match form.parse() {
        None => Err(lang.care_original_unreadable()),
        Some(of) => actions::original(&tx, id, of).await?.map_err(|why| match why {
            NoOriginal::Itself => lang.care_original_itself(),
            NoOriginal::Absent => lang.care_original_absent(),
            NoOriginal::Circle => lang.care_original_circle(),
        }),
    };
    let original = match found {
        Ok(original) => original,
        Err(why) => return Ok(respond::invalid(&ctx, duplicate_page(&ctx, &scene, &form.of, &Errors::one("of", why)))),
    };
    let held = scene::held_question(&tx, id).await?;
    may(&ctx.actor(), Verb::Duplicate, &facts(&held, ctx.now))?;
    actions::duplicate(&tx, id, original, me.id, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(thread(&held), "duplicate"))
}

/// Deleting one's own needs no reason; staff who take away another's post give a public one.
fn verb(ctx: &Ctx, scene: &Scene) -> Result<Verb, Denied> {
    let facts = facts(scene, ctx.now);
    may(&ctx.actor(), Verb::Delete, &facts).map(|()| Verb::Delete).or_else(|denied| may(&ctx.actor(), Verb::Remove, &facts).map(|()| Verb::Remove).map_err(|_| denied))
}

fn delete_page(ctx: &Ctx, scene: &Scene, verb: Verb, typed: &Removal, errors: &Errors) -> maud::Markup {
    let (chrome, lang) = (ctx.chrome(), ctx.lang);
    let remove = verb == Verb::Remove;
    let a = Ask {
        title: if remove { lang.care_remove() } else { lang.care_delete() },
        text: if remove { lang.care_remove_text() } else { lang.care_delete_text() },
        about: &scene.title,
        back: thread(scene),
        action: paths::PostDelete { id: scene.id }.to_string(),
        button: if remove { lang.care_remove() } else { lang.care_delete() },
        danger: true,
    };
    let fields = if remove { views::removal(&chrome, &typed.reason, typed.is_abuse(), errors) } else { maud::html! {} };
    views::ask(&chrome, &a, errors, fields)
}

/// `GET /posts/{id}/delete`
pub async fn delete_form(Member { ctx, .. }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = scene::scene(ctx.app.db.read(), id).await?.seen_by(&ctx.actor())?;
    let verb = verb(&ctx, &scene)?;
    Ok(respond::private_page(&ctx, delete_page(&ctx, &scene, verb, &Removal::default(), &Errors::new())))
}

/// `POST /posts/{id}/delete`
pub async fn delete(Member { ctx, me }: Member, Id(id): Id<PostId>, Form(form): Form<Removal>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    let held = scene::held(&tx, id).await?.seen_by(&ctx.actor())?;
    match verb(&ctx, &held)? {
        Verb::Remove => match form.parse() {
            Ok(reason) => {
                let reports = actions::remove(&tx, &held, me.id, reason.as_str(), form.is_abuse(), ctx.now).await?;
                let before = serde_json::json!({ "state": held.state.word(), "flags": reports });
                let list = if form.is_abuse() { FlagReason::Spam } else { FlagReason::Other };
                let new = decisions::New {
                    item: None,
                    act: DecisionAct::Remove,
                    reason: list.word(),
                    fact: reason.as_str(),
                    abuse: form.is_abuse(),
                    member: Some(held.author_id),
                    object: Object::Post(held.id),
                    question: Some(held.question_id),
                    by: me.id,
                    ends: None,
                    before,
                };
                decisions::record(&tx, &ctx.app.config, &new, ctx.now).await?;
            }
            Err(e) => return Ok(respond::invalid(&ctx, delete_page(&ctx, &held, Verb::Remove, &form, &Errors::one("reason", e.message(ctx.lang))))),
        },
        _ => {
            actions::delete(&tx, &held, me.id, ctx.now).await?;
            let actor = ctx.actor();
            if let Some(enough) = limits::delete(&tx, Taker::new(&ctx.app.config, &actor, ctx.now)).await? {
                return Err(enough.into());
            }
        }
    }
    tx.commit().await?;
    // A deleted question is a stub to its asker and staff; from an answer one returns to its thread.
    Ok(respond::see_other_saying(paths::Question { id: held.question_id, slug: &held.slug }, "deleted"))
}

/// `POST /posts/{id}/restore`: what one deleted oneself; staff restore what was removed or hidden too.
pub async fn restore(Member { ctx, me }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    let held = scene::held(&tx, id).await?.seen_by(&ctx.actor())?;
    let actor = ctx.actor();
    if actor.suspended {
        return Err(Denied::Suspended.into());
    }
    if !actor.confirmed {
        return Err(Denied::Unconfirmed.into());
    }
    let own = held.state == PostState::Deleted && held.author_id == me.id;
    // what waits is published by whoever looks at it
    if held.state.is_live() || held.state == PostState::Held || !(own || (me.is_staff() && held.author_id != me.id)) {
        return Err(Error::NotFound);
    }
    // what became part of another thread has nothing left to come back to
    if held.kind == PostKind::Question && shaping::queries::merged(&tx, id).await? {
        return Err(Error::NotFound);
    }
    actions::restore(&tx, &held, me.id, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(thread(&held), "restored"))
}

/// `GET /questions/{id}/anonymise`
pub async fn anonymise_form(Member { ctx, .. }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = allowed_question(&ctx, id, Verb::Anonymise).await?;
    let (chrome, lang) = (ctx.chrome(), ctx.lang);
    let a = Ask { title: lang.care_anonymise(), text: lang.care_anonymise_text(), about: &scene.title, back: thread(&scene), action: paths::QuestionAnonymise { id }.to_string(), button: lang.care_anonymise(), danger: true };
    Ok(respond::private_page(&ctx, views::ask(&chrome, &a, &Errors::new(), maud::html! {})))
}

/// `POST /questions/{id}/anonymise`
pub async fn anonymise(Member { ctx, me }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    let held = scene::held_question(&tx, id).await?.seen_by(&ctx.actor())?;
    may(&ctx.actor(), Verb::Anonymise, &facts(&held, ctx.now))?;
    actions::anonymise(&tx, &held, me.id, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(thread(&held), "anonymised"))
}
