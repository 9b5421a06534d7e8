//! `/ask`, its fragment of similar questions, and what they lead to.

use axum::extract::Query;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use entity::{DraftId, PostId};
use serde::Deserialize;

use super::forms::Raw;
use super::{sending, views};
use crate::error::{Error, Result};
use crate::photos::form::PhotoForm;
use crate::questions::drafts::{self, Draft};
use crate::questions::{new_form_key, similar};
use crate::rules::text::{TextError, Title};
use crate::web::context::Ctx;
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    title: String,
    /// Continue this draft.
    draft: Option<DraftId>,
}

/// `GET /ask`: the sentence; then, on the same page, similar questions and the form.
pub async fn form(ctx: Ctx, headers: HeaderMap, Query(asked): Query<Asked>) -> Result<Response> {
    let title = asked.title.trim().to_owned();
    let draft = match (&ctx.me, asked.draft) {
        (Some(me), Some(id)) => Some(drafts::one(ctx.app.db.read(), me.id, id, ctx.now).await?.ok_or(Error::NotFound)?),
        (None, Some(_)) => return Err(Error::SignIn { back: ctx.path.clone() }),
        (_, None) => latest(&ctx, &headers).await?,
    };
    if let Some(draft) = draft.as_ref().filter(|_| title.is_empty()) {
        let raw = draft.ask();
        let page = sending::page(&ctx, &raw, sending::Extra { draft: Some(draft), ..Default::default() }).await?;
        return Ok(respond::private_page(&ctx, page));
    }
    let other = draft.as_ref();
    let page = match Title::parse(&title) {
        Ok(_) => {
            let raw = Raw { title, form_key: new_form_key(), ..Raw::default() };
            sending::page(&ctx, &raw, sending::Extra { other_draft: other, similar: true, ..Default::default() }).await?
        }
        Err(TextError::Missing) => views::first(&ctx.chrome(), "", None, other),
        Err(e) => views::first(&ctx.chrome(), &title, Some(e.message(ctx.lang)), other),
    };
    Ok(if other.is_some() { respond::private_page(&ctx, page) } else { respond::page(&ctx, page) })
}

/// The draft that whoever asks left behind: an account's, or a browser's.
async fn latest(ctx: &Ctx, headers: &HeaderMap) -> Result<Option<Draft>> {
    let db = ctx.app.db.read();
    match &ctx.me {
        Some(me) => Ok(drafts::question(db, me.id, ctx.now).await?),
        None => match drafts::token_hash(&ctx.app.config, headers) {
            Some(hash) => Ok(drafts::anonymous(db, &hash, ctx.now).await?.into_iter().next()),
            None => Ok(None),
        },
    }
}

/// `GET /ask/similar?title=`: the list alone, while someone types.
pub async fn similar_list(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response> {
    ctx.app.limits.similar(&ctx)?;
    let found = similar::to(&ctx.app, asked.title.trim(), ctx.lang).await;
    let say = views::similar_count(ctx.lang, &found);
    let signs = sending::signs_like(&ctx, asked.title.trim(), &found).await?;
    Ok(respond::fragment(views::similar_list(&ctx.chrome(), asked.title.trim(), &found, &signs), Some(&say)))
}

/// `POST /questions`
pub async fn publish(ctx: Ctx, headers: HeaderMap, PhotoForm { form: raw, sent }: PhotoForm<Raw>) -> Result<Response> {
    let response = match raw.change.is_empty() {
        true => sending::send(&ctx, &headers, raw, &sent).await.unwrap_or_else(IntoResponse::into_response),
        false => respond::private_page(&ctx, sending::page(&ctx, &raw, sending::Extra::default()).await?),
    };
    Ok(sent.with_cookie(&ctx.app, response))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Solves {
    /// What they were about to ask.
    searched: String,
}

/// `POST /questions/{id}/solves`: "this solves my problem", before asking.
pub async fn solves(ctx: Ctx, Id(id): Id<PostId>, Form(solves): Form<Solves>) -> Result<Response> {
    ctx.app.limits.similar(&ctx)?;
    let slug = similar::deflected(&ctx.app, id, ctx.me.as_ref().map(|m| m.id), &solves.searched, ctx.now).await?;
    Ok(respond::see_other_saying(paths::Question { id, slug: &slug }, "solves"))
}

/// The form again, with what is wrong.
pub fn refused(ctx: &Ctx, status: StatusCode, page: maud::Markup) -> Response {
    respond::page_with(ctx, status, respond::Keep::Never, page)
}
