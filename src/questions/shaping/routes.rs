//! `/questions/{id}/move`, `/merge`, `/split`: each asks once more before it does it.

use axum::http::StatusCode;
use axum::response::Response;
use entity::{PostId, PostKind};
use serde::Deserialize;

use super::forms::{Move, Split};
use super::merge::{self, NoMerge};
use super::{hold, moving, queries, split, views};
use crate::error::{Error, Result};
use crate::markdown;
use crate::questions::Fields;
use crate::questions::care::actions::{self as care, NoOriginal};
use crate::questions::care::forms::Of;
use crate::questions::facts::scene::{self, Scene};
use crate::questions::publish::EXCERPT;
use crate::rules::policy::{Verb, may};
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::respond::{self, Keep};
use crate::web::paths;

/// The question, if this person may give it another shape; an answer's number is nothing here.
async fn allowed(ctx: &Ctx, id: PostId) -> Result<Scene> {
    let scene = scene::scene(ctx.app.db.read(), id).await?.seen_by(&ctx.actor())?;
    may(&ctx.actor(), Verb::Shape, &scene.facts())?;
    if scene.kind == PostKind::Question { Ok(scene) } else { Err(Error::NotFound) }
}

fn to(scene: &Scene) -> String {
    paths::Question { id: scene.id, slug: &scene.slug }.to_string()
}

/// `GET /questions/{id}/move`
pub async fn move_form(Member { ctx, .. }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = allowed(&ctx, id).await?;
    let db = ctx.app.db.read();
    let (categories, now) = (queries::categories(db).await?, queries::category_of(db, id).await?);
    Ok(respond::private_page(&ctx, views::moving(&ctx.chrome(), &scene.title, &to(&scene), id, &categories, now, &Errors::new())))
}

/// `POST /questions/{id}/move`
pub async fn do_move(Member { ctx, me }: Member, Id(id): Id<PostId>, Form(form): Form<Move>) -> Result<Response> {
    let scene = allowed(&ctx, id).await?;
    let db = ctx.app.db.read();
    let categories = queries::categories(db).await?;
    let Some(category) = form.parse(&categories) else {
        let now = queries::category_of(db, id).await?;
        let errors = Errors::one("category", ctx.lang.shaping_no_category());
        return Ok(respond::invalid(&ctx, views::moving(&ctx.chrome(), &scene.title, &to(&scene), id, &categories, now, &errors)));
    };
    let tx = ctx.app.db.write().await?;
    let held = scene::held_question(&tx, id).await?;
    may(&ctx.actor(), Verb::Shape, &held.facts())?;
    moving::file(&tx, id, category, me.id, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(to(&held), "moved"))
}

/// Which thread it becomes part of, and whether that was looked at.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Into {
    of: String,
    sure: String,
}

/// `GET /questions/{id}/merge`
pub async fn merge_form(Member { ctx, .. }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = allowed(&ctx, id).await?;
    Ok(respond::private_page(&ctx, views::merging(&ctx.chrome(), &scene.title, &to(&scene), id, "", None, &Errors::new())))
}

/// `POST /questions/{id}/merge`: first shows both, then does it.
pub async fn do_merge(Member { ctx, me }: Member, Id(id): Id<PostId>, Form(form): Form<Into>) -> Result<Response> {
    let scene = allowed(&ctx, id).await?;
    let lang = ctx.lang;
    let again = |other: Option<&Scene>, errors: Errors| views::merging(&ctx.chrome(), &scene.title, &to(&scene), id, &form.of, other.map(|o| (o.title.as_str(), to(o))), &errors);
    let refused = |why: &'static str| Ok(respond::invalid(&ctx, again(None, Errors::one("of", why))));
    let wrong = |why: NoOriginal| match why {
        NoOriginal::Itself => lang.shaping_into_itself(),
        NoOriginal::Absent => lang.care_original_absent(),
        NoOriginal::Circle => lang.care_original_circle(),
    };
    let Some(named) = Of { of: form.of.clone() }.parse() else { return refused(lang.care_original_unreadable()) };
    if form.sure != "1" {
        return match care::original(ctx.app.db.read(), id, named).await? {
            Err(why) => refused(wrong(why)),
            Ok(into) => Ok(respond::page_with(&ctx, StatusCode::OK, Keep::Never, again(Some(&allowed(&ctx, into).await?), Errors::new()))),
        };
    }
    let tx = ctx.app.db.write().await?;
    care::one_at_a_time(&tx).await?;
    let into = match care::original(&tx, id, named).await? {
        Ok(into) => into,
        Err(why) => return refused(wrong(why)),
    };
    hold(&tx, id, into).await?;
    let (from, other) = (scene::held_question(&tx, id).await?, scene::held_question(&tx, into).await?);
    may(&ctx.actor(), Verb::Shape, &from.facts())?;
    may(&ctx.actor(), Verb::Shape, &other.facts())?;
    match merge::reason_against(&tx, id, into).await? {
        Some(NoMerge::BothEscalated) => return refused(lang.shaping_both_escalated()),
        Some(NoMerge::HelpedEachOther) => return refused(lang.shaping_helped_each_other()),
        None => {}
    }
    merge::merge(&tx, id, into, me.id, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(to(&other), "merged"))
}

/// `GET /questions/{id}/split`
pub async fn split_form(Member { ctx, .. }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = allowed(&ctx, id).await?;
    let answers = queries::answers(ctx.app.db.read(), id).await?;
    Ok(respond::private_page(&ctx, views::splitting(&ctx.chrome(), &scene.title, &to(&scene), id, &answers, &Split::default(), false, &Errors::new())))
}

/// `POST /questions/{id}/split`: first shows what goes where, then does it.
pub async fn do_split(Member { ctx, me }: Member, Id(id): Id<PostId>, Form(fields): Form<Fields>) -> Result<Response> {
    let scene = allowed(&ctx, id).await?;
    let form = Split::of(&fields);
    let answers = queries::answers(ctx.app.db.read(), id).await?;
    let page = |sure: bool, errors: &Errors| views::splitting(&ctx.chrome(), &scene.title, &to(&scene), id, &answers, &form, sure, errors);
    let (title, first, rest) = match form.parse(&answers, ctx.lang) {
        Ok(parsed) => parsed,
        Err(errors) => return Ok(respond::invalid(&ctx, page(false, &errors))),
    };
    if !form.sure {
        return Ok(respond::page_with(&ctx, StatusCode::OK, Keep::Never, page(true, &Errors::new())));
    }
    let html = first.html.clone();
    let excerpt = tokio::task::spawn_blocking(move || markdown::excerpt(&markdown::plain(&html), EXCERPT)).await.map_err(anyhow::Error::new)?;
    let tx = ctx.app.db.write().await?;
    let held = scene::held_question(&tx, id).await?;
    may(&ctx.actor(), Verb::Shape, &held.facts())?;
    // as they are now: one may have been accepted meanwhile
    let now = queries::answers(&tx, id).await?;
    if form.parse(&now, ctx.lang).is_err() {
        return Err(Error::Conflict("an answer changed meanwhile"));
    }
    split::split(&tx, &split::Split { question: id, first, rest, title: &title, excerpt }, me.id, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::QuestionShort { id: first.id }, "split"))
}
