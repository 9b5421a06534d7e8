//! The doors of askers and members: asking for the brand, asking the asker for details, saying that it is not settled.

use axum::http::StatusCode;
use axum::response::Response;
use entity::PostId;

use super::{allowed, remember, sent};
use crate::error::Result;
use crate::escalations::actions::{self, Asking, No, Opened};
use crate::escalations::forms::{self, Typed};
use crate::escalations::views;
use crate::questions::facts::scene::Scene;
use crate::questions::masking_review::{self, Part};
use crate::questions::limits::{self, Taker};
use crate::questions::{Fields, refresh};
use crate::rules::daily::Act;
use crate::rules::policy::Verb;
use crate::rules::text::Reason;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::respond::Keep;
use crate::web::{paths, respond};

fn thread(scene: &Scene) -> String {
    paths::Question { id: scene.question_id, slug: &scene.slug }.to_string()
}

fn about<'a>(ctx: &Ctx, scene: &'a Scene) -> views::asker::About<'a> {
    views::asker::About { id: scene.question_id, title: &scene.title, back: thread(scene), asker: ctx.actor().is(Some(scene.asker_id.0)) }
}

/// `GET /questions/{id}/escalate`
pub async fn escalate_form(Member { ctx, .. }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = allowed(&ctx, id, Verb::Escalate).await?;
    Ok(respond::private_page(&ctx, views::asker::escalate(&ctx.chrome(), &about(&ctx, &scene), &Typed::default())))
}

/// `POST /questions/{id}/escalate`
pub async fn escalate(Member { ctx, me }: Member, Id(id): Id<PostId>, Form(fields): Form<Fields>) -> Result<Response> {
    let scene = allowed(&ctx, id, Verb::Escalate).await?;
    let again = |fields, errors| Ok(respond::invalid(&ctx, views::asker::escalate(&ctx.chrome(), &about(&ctx, &scene), &Typed::wrong("escalate", fields, errors))));
    let wish = match forms::wish(&fields, ctx.lang) {
        Ok(wish) => wish,
        Err(errors) => return again(fields, errors),
    };
    if wish.1.is_empty() && !about(&ctx, &scene).asker {
        return again(fields, Errors::one("details", No::SayWhatIsMissing.message(ctx.lang)));
    }
    let tx = ctx.app.db.write().await?;
    refresh::lock(&tx, id).await?;
    if sent(&tx, me.id, &fields).await? {
        return Ok(respond::see_other_saying(thread(&scene), "escalated"));
    }
    let said = match actions::escalate(&tx, id, me.id, forms::as_wish(&wish), ctx.now).await? {
        Ok(Opened::New(_)) => "escalated",
        Ok(Opened::Joined(_)) => "escalation-joined",
        Ok(Opened::Waits) => "escalation-waits",
        Err(no) => {
            drop(tx);
            let field = if no == No::SayWhatIsMissing { "details" } else { "" };
            return again(fields, Errors::one(field, no.message(ctx.lang)));
        }
    };
    if let Some(enough) = limits::take(&tx, Taker::new(&ctx.app.config, &ctx.actor(), ctx.now), Act::Escalate).await? {
        drop(tx);
        let typed = Typed::wrong("escalate", fields, Errors::one("", enough.message(ctx.lang)));
        return Ok(respond::too_many(&ctx, enough.act.word(), enough.seconds(), views::asker::escalate(&ctx.chrome(), &about(&ctx, &scene), &typed)));
    }
    remember(&tx, me.id, fields.get("form_key"), &thread(&scene), ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(thread(&scene), said))
}

/// `POST /questions/{id}/disagree`
pub async fn disagree(Member { ctx, me }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = allowed(&ctx, id, Verb::Disagree).await?;
    let tx = ctx.app.db.write().await?;
    // a second click finds it open again
    let said = match actions::disagree(&tx, id, me.id, ctx.now).await? {
        Ok(_) => {
            if let Some(enough) = limits::take(&tx, Taker::new(&ctx.app.config, &ctx.actor(), ctx.now), Act::Escalate).await? {
                return Err(enough.into());
            }
            tx.commit().await?;
            "disagreed"
        }
        Err(_) => "unchanged",
    };
    Ok(respond::see_other_saying(thread(&scene), said))
}

/// `GET /questions/{id}/details`
pub async fn details_form(Member { ctx, .. }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = allowed(&ctx, id, Verb::AskDetails).await?;
    Ok(respond::private_page(&ctx, views::asker::details(&ctx.chrome(), &about(&ctx, &scene), &Typed::default())))
}

/// `POST /questions/{id}/details`
pub async fn details(Member { ctx, me }: Member, Id(id): Id<PostId>, Form(fields): Form<Fields>) -> Result<Response> {
    let scene = allowed(&ctx, id, Verb::AskDetails).await?;
    let again = |fields, errors| Ok(respond::page_with(&ctx, StatusCode::UNPROCESSABLE_ENTITY, Keep::Never, views::asker::details(&ctx.chrome(), &about(&ctx, &scene), &Typed::wrong("details", fields, errors))));
    let words = match Reason::parse(fields.get("words")) {
        Ok(words) => words.into_string(),
        Err(e) => return again(fields, Errors::one("words", e.message(ctx.lang))),
    };
    // everyone reads it: nothing personal is published unmasked
    if !me.is_staff() && masking_review::mask_all(&[Part::plain("words", &words)], &masking_review::own(&ctx.app.config)).texts.first() != Some(&words) {
        return again(fields, Errors::one("words", ctx.lang.esc_error_personal()));
    }
    let tx = ctx.app.db.write().await?;
    refresh::lock(&tx, id).await?;
    if sent(&tx, me.id, &fields).await? {
        return Ok(respond::see_other_saying(thread(&scene), "details-asked"));
    }
    match actions::ask_details(&tx, &ctx.app.config, id, me.id, Asking { words: &words, team: me.is_staff() }, ctx.now).await? {
        Ok(()) => {}
        Err(no) => {
            drop(tx);
            return again(fields, Errors::one("words", no.message(ctx.lang)));
        }
    }
    if let Some(enough) = limits::take(&tx, Taker::new(&ctx.app.config, &ctx.actor(), ctx.now), Act::AskDetails).await? {
        drop(tx);
        let typed = Typed::wrong("details", fields, Errors::one("words", enough.message(ctx.lang)));
        return Ok(respond::too_many(&ctx, enough.act.word(), enough.seconds(), views::asker::details(&ctx.chrome(), &about(&ctx, &scene), &typed)));
    }
    remember(&tx, me.id, fields.get("form_key"), &thread(&scene), ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(thread(&scene), "details-asked"))
}
