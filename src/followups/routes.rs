//! `/questions/{id}/follow-up` for the signed-in asker, `/follow-up/{token}` from the mail: the same page and form.

use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use axum::response::Response;
use entity::{FollowUpAnswer, FollowUpKind, PostId};
use sea_orm::DatabaseTransaction;

use super::actions::{self, Word};
use super::forms::{Raw, Said};
use super::queries::{self, Asked, Candidate};
use super::{absent, views};
use crate::error::{Error, Result};
use crate::questions::masking_review;
use crate::rules::policy::Actor;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member, prefetched};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

/// Through which door the asker came.
#[derive(Clone)]
enum Door {
    Page(PostId),
    Mail(String),
}

impl Door {
    fn address(&self) -> String {
        match self {
            Door::Page(id) => paths::QuestionFollowUp { id: *id }.to_string(),
            Door::Mail(token) => paths::FollowUp { token }.to_string(),
        }
    }

    /// What was asked; for anybody else there is nothing.
    async fn asked(&self, ctx: &Ctx) -> Result<Asked> {
        let db = ctx.app.db.read();
        let found = match self {
            Door::Page(question) => queries::of_thread(db, *question, ctx.now).await?.filter(|a| ctx.me.as_ref().is_some_and(|me| me.id == a.asker_id)),
            Door::Mail(token) => queries::by_token(db, token, ctx.now).await?,
        };
        found.ok_or(Error::NotFound)
    }
}

async fn page(ctx: &Ctx, door: &Door, asked: &Asked, raw: &Raw, errors: &Errors) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    let answers = queries::answers(db, asked.question_id).await?;
    let said_for = absent::queries::said_for(db, asked.question_id).await?;
    Ok(views::page(&ctx.chrome(), &views::Page { asked, action: door.address(), raw, answers: &answers, said_for: said_for.as_ref(), errors }))
}

/// The asker is here. Counted like a view: it only lets us ask once more in some weeks.
async fn opened(ctx: &Ctx, asked: &Asked) -> Result<()> {
    if let Some(id) = asked.id.filter(|_| asked.answered_at.is_none()) {
        let tx = ctx.app.db.write().await?;
        actions::opened(&tx, id, ctx.now).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn show(ctx: &Ctx, door: &Door, raw: &Raw) -> Result<Response> {
    let asked = door.asked(ctx).await?;
    Ok(respond::private_page(ctx, page(ctx, door, &asked, raw, &Errors::new()).await?))
}

/// `GET /questions/{id}/follow-up`
pub async fn of_thread(Member { ctx, .. }: Member, Id(id): Id<PostId>, Query(raw): Query<Raw>, headers: HeaderMap) -> Result<Response> {
    let door = Door::Page(id);
    if !prefetched(&headers) {
        opened(&ctx, &door.asked(&ctx).await?).await?;
    }
    show(&ctx, &door, &raw).await
}

/// `GET /follow-up/{token}`: whoever follows links in mails changes nothing by it, not even that it was opened.
pub async fn from_mail(ctx: Ctx, Path(token): Path<String>, Query(raw): Query<Raw>) -> Result<Response> {
    show(&ctx, &Door::Mail(token), &raw).await
}

/// `POST /questions/{id}/follow-up`
pub async fn say(Member { ctx, .. }: Member, Id(id): Id<PostId>, Form(raw): Form<Raw>) -> Result<Response> {
    let actor = ctx.actor();
    take(&ctx, &Door::Page(id), &actor, &raw).await
}

/// `POST /follow-up/{token}`: the mail proves who it is.
pub async fn say_by_mail(ctx: Ctx, Path(token): Path<String>, Form(raw): Form<Raw>) -> Result<Response> {
    ctx.app.limits.logins.take(ctx.ip)?;
    let door = Door::Mail(token);
    let asked = door.asked(&ctx).await?;
    let asker = ctx.app.person(asked.asker_id).await?.ok_or(Error::NotFound)?;
    take(&ctx, &door, &asker.actor(&ctx.app.config, ctx.now), &raw).await
}

async fn take(ctx: &Ctx, door: &Door, actor: &Actor, raw: &Raw) -> Result<Response> {
    let asked = door.asked(ctx).await?;
    let said = raw.said().ok_or(Error::BadRequest("an answer is solved, not_solved or elsewhere"))?;
    match said {
        Said::Answer(answer) => {
            let note = match raw.note() {
                Ok(note) => note.map(|n| masking_review::mask_one(n.as_str(), &masking_review::own(&ctx.app.config))),
                Err(e) => return Ok(respond::invalid(ctx, page(ctx, door, &asked, raw, &Errors::one("note", e.message(ctx.lang))).await?)),
            };
            let answers = queries::answers(ctx.app.db.read(), asked.question_id).await?;
            let post = match chosen(&asked, answer, raw.post(), &answers) {
                Some(post) => post,
                None if raw.post.is_empty() => {
                    opened(ctx, &asked).await?;
                    return Ok(respond::see_other(paths::with_query(door.address(), &[("answer", answer.word())])));
                }
                None => return Ok(respond::invalid(ctx, page(ctx, door, &asked, raw, &Errors::one("post", ctx.lang.followups_error_post())).await?)),
            };
            let tx = ctx.app.db.write().await?;
            actions::answer(&tx, actor, &asked, &Word { answer, post, note: note.as_deref() }, ctx.now).await?;
            tx.commit().await?;
        }
        Said::Expected(what) => {
            let (tx, id) = answered(ctx, &asked).await?;
            actions::expected(&tx, id, what, ctx.now).await?;
            tx.commit().await?;
        }
        Said::Received(what) => {
            let (tx, id) = answered(ctx, &asked).await?;
            actions::received(&tx, id, asked.question_id, what, ctx.now).await?;
            tx.commit().await?;
        }
    }
    Ok(respond::see_other(door.address()))
}

async fn answered(ctx: &Ctx, asked: &Asked) -> Result<(DatabaseTransaction, entity::FollowUpId)> {
    let id = asked.id.filter(|_| asked.answered_at.is_some()).ok_or(Error::Conflict("how it went comes first"))?;
    Ok((ctx.app.db.write().await?, id))
}

/// Which answer solved it: the one that was said, or the only one it can be. `None`: it has to be chosen first.
fn chosen(asked: &Asked, answer: FollowUpAnswer, said: Option<PostId>, answers: &[Candidate]) -> Option<Option<PostId>> {
    if answer != FollowUpAnswer::Solved || asked.kind == FollowUpKind::ComeBack {
        return Some(None);
    }
    match (said, answers) {
        (Some(post), all) => all.iter().any(|a| a.id == post).then_some(Some(post)),
        (None, []) => Some(None),
        (None, [only]) => Some(Some(only.id)),
        (None, all) => all.iter().find(|a| a.said_for || (asked.kind == FollowUpKind::Verified && a.id == asked.about_id)).map(|a| Some(a.id)),
    }
}
