//! The staff's page of redaction: the words, how many places hold them, then the deed.

use axum::response::Response;
use entity::PostId;

use super::forms::Words;
use super::redaction::{self, AT_LEAST, Plan};
use super::views::{self, Ask};
use super::{actions, routes};
use crate::error::{Error, Result};
use crate::questions::facts::scene::{self, Scene};
use crate::rules::policy::Verb;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

fn page(ctx: &Ctx, scene: &Scene, typed: &str, plan: Option<&Plan>, errors: &Errors) -> maud::Markup {
    let (chrome, lang) = (ctx.chrome(), ctx.lang);
    let button = if plan.is_some() { lang.care_redact() } else { lang.care_redact_look() };
    let a = Ask { title: lang.care_redact(), text: lang.care_redact_text(), about: &scene.title, back: routes::thread(scene), action: paths::PostRedact { id: scene.id }.to_string(), button, danger: plan.is_some() };
    views::ask(&chrome, &a, errors, maud::html! { (views::words(&chrome, typed, plan.map(|p| p.places), errors)) p { a href=(paths::PostPhotos { id: scene.id }) { (lang.photos_of_post()) } } })
}

/// `GET /posts/{id}/redact`
pub async fn form(Member { ctx, .. }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = routes::allowed(&ctx, id, Verb::Redact).await?;
    Ok(respond::private_page(&ctx, page(&ctx, &scene, "", None, &Errors::new())))
}

/// `POST /posts/{id}/redact`: first how many places, then (`sure`) the deed.
pub async fn redact(Member { ctx, me }: Member, Id(id): Id<PostId>, Form(form): Form<Words>) -> Result<Response> {
    let scene = routes::allowed(&ctx, id, Verb::Redact).await?;
    let words = form.words.trim();
    let again = |why: &str| Ok(respond::invalid(&ctx, page(&ctx, &scene, &form.words, None, &Errors::one("words", why))));
    if words.chars().count() < AT_LEAST {
        return again(ctx.lang.care_words_short());
    }
    for _ in 0..3 {
        let plan = redaction::plan(ctx.app.db.read(), scene.question_id, words).await?;
        if plan.places == 0 {
            return again(ctx.lang.care_words_absent());
        }
        if form.sure != "1" {
            return Ok(respond::private_page(&ctx, page(&ctx, &scene, words, Some(&plan), &Errors::new())));
        }
        let tx = ctx.app.db.write().await?;
        let held = scene::held(&tx, id).await?;
        if redaction::carry_out(&tx, &plan).await? {
            actions::audit(&tx, me.id, "redact", "post", id.0, "", ctx.now).await?;
            tx.commit().await?;
            let now = scene::scene(ctx.app.db.read(), held.id).await?;
            return Ok(respond::see_other_saying(routes::thread(&now), "redacted"));
        }
        tx.rollback().await?;
    }
    Err(Error::Conflict("the thread changed three times while it was being redacted"))
}
