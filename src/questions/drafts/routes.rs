//! `/drafts`: the list, autosave, and what one can do with each.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use entity::{DraftId, DraftKind, PostId};

use super::{AnswerDraft, Draft, Keep, Owner, Thread, views};
use crate::deadlines;
use crate::error::{Error, Result};
use crate::photos::form::{PhotoForm, Sent};
use crate::questions::answering;
use crate::questions::ask::forms::Raw;
use crate::questions::ask::sending;
use crate::questions::{Fields, clean_form_key, new_form_key};
use crate::rules::policy::{Facts, Verb, may};
use crate::web::context::{Ctx, Member};
use crate::web::id::Id;
use crate::web::{paths, respond};

async fn thread(ctx: &Ctx, question: Option<PostId>) -> Result<Option<Thread>> {
    let Some(id) = question else { return Ok(None) };
    let circle = may(&ctx.actor(), Verb::Circle, &Facts::default()).is_ok();
    Ok(super::thread(ctx.app.db.read(), id, circle).await?)
}

/// `GET /drafts`
pub async fn list(member: Member) -> Result<Response> {
    let ctx = member.ctx;
    let mut lines = Vec::new();
    for draft in super::list(ctx.app.db.read(), member.me.id, ctx.now).await? {
        let thread = thread(&ctx, draft.question_id).await?;
        lines.push(views::Line {
            id: draft.id,
            answer: draft.kind == DraftKind::Answer,
            title: thread.map_or_else(|| draft.ask().title, |t| t.title),
            waiting: draft.publish_on_confirm && !ctx.actor().confirmed,
            updated_at: draft.updated_at,
            expires_at: draft.expires_at,
        });
    }
    Ok(respond::private_page(&ctx, views::list(&ctx.chrome(), &lines)))
}

/// `POST /drafts`: autosave while writing, or "keep as a draft".
pub async fn save(member: Member, PhotoForm { form: fields, sent }: PhotoForm<Fields>) -> Result<Response> {
    let ctx = member.ctx;
    // A script names the draft: `question`, `answer-7`; a form says its kind.
    let named: Option<PostId> = fields.get("draft").strip_prefix("answer-").and_then(|id| id.parse().ok());
    let question = named.or_else(|| fields.get("question_id").parse().ok());
    let kind = if named.is_some() || fields.get("kind") == "answer" { DraftKind::Answer } else { DraftKind::Question };
    if kind == DraftKind::Answer && thread(&ctx, question).await?.is_none() {
        return Err(Error::NotFound);
    }
    let key = Some(clean_form_key(fields.get("form_key"))).filter(|k| !k.is_empty()).unwrap_or_else(new_form_key);
    let (payload, empty) = match kind {
        DraftKind::Answer => {
            let answer = AnswerDraft { body: fields.get("body").to_owned(), as_member: fields.get("as_member").to_owned(), photo: fields.all("photo") };
            (serde_json::to_string(&answer), answer.body.trim().is_empty() && answer.photo.is_empty())
        }
        DraftKind::Question => {
            let raw = Raw { lang: Some(ctx.lang), ..Raw::from_fields(&fields) };
            (serde_json::to_string(&raw), raw.photo.is_empty() && raw.private_photo.is_empty() && [&raw.title, &raw.body, &raw.tried].iter().all(|t| t.trim().is_empty()))
        }
    };
    let payload = payload.map_err(anyhow::Error::new)?;
    if !empty {
        let tx = ctx.app.db.write().await?;
        let question = question.filter(|_| kind == DraftKind::Answer);
        super::keep(&tx, Keep { owner: Owner::Account(member.me.id), kind, question, form_key: &key, payload, publish_on_confirm: false, now: ctx.now }).await?;
        if let Some(question) = question {
            answering::renew(&tx, question, member.me.id, ctx.now).await?;
            if member.me.is_staff() {
                deadlines::record::touch(&tx, question, member.me.id, ctx.now).await?;
            }
        }
        tx.commit().await?;
    }
    match ctx.fragment {
        Some(_) => Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]).into_response()),
        None if !sent.wrong.is_empty() => Ok(respond::see_other_saying(paths::Drafts, "draft-saved-less")),
        None => Ok(respond::see_other_saying(paths::Drafts, "draft-saved")),
    }
}

async fn owned(ctx: &Ctx, id: DraftId) -> Result<Draft> {
    let me = ctx.member()?;
    super::one(ctx.app.db.read(), me.id, id, ctx.now).await?.ok_or(Error::NotFound)
}

/// `GET /drafts/{id}`: back to the form it came from.
pub async fn open(member: Member, Id(id): Id<DraftId>) -> Result<Response> {
    let draft = owned(&member.ctx, id).await?;
    let form = paths::with_query(paths::Ask, &[("draft", &id.to_string())]);
    match (draft.question_id, thread(&member.ctx, draft.question_id).await?) {
        (Some(question), Some(t)) => Ok(respond::see_other(format!("{}#{}", paths::Question { id: question, slug: &t.slug }, super::ANSWER_FORM))),
        (Some(_), None) => Err(Error::NotFound),
        (None, _) => Ok(respond::see_other(form)),
    }
}

/// `POST /drafts/{id}/publish`: the one more click of someone who logged in to an account they had.
pub async fn publish(member: Member, headers: HeaderMap, Id(id): Id<DraftId>) -> Result<Response> {
    let draft = owned(&member.ctx, id).await?;
    match draft.kind {
        DraftKind::Question => sending::send(&member.ctx, &headers, draft.ask(), &Sent::default()).await,
        DraftKind::Answer => Ok(respond::see_other(paths::Draft { id })),
    }
}

/// `POST /drafts/{id}/delete`: by its account, or by the browser that holds its cookie.
pub async fn delete(ctx: Ctx, headers: HeaderMap, Id(id): Id<DraftId>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    let (gone, next) = match (&ctx.me, super::token_hash(&ctx.app.config, &headers)) {
        (Some(me), _) => (super::discard(&tx, me.id, id).await?, paths::Drafts.to_string()),
        (None, Some(hash)) => (super::discard_anonymous(&tx, &hash, id).await?, paths::Ask.to_string()),
        (None, None) => return Err(ctx.member().err().unwrap_or(Error::NotFound)),
    };
    if !gone {
        return Err(Error::NotFound);
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(next, "draft-deleted"))
}
