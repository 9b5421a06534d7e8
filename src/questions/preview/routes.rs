//! `POST /preview`: any of our forms, sent elsewhere by its preview button. `back` names the form, `id` what it is about.

use axum::response::Response;
use entity::{CommentId, PostId};
use maud::Markup;

use super::views;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::photos::Shown;
use crate::photos::form::PhotoForm;
use crate::questions::Fields;
use crate::questions::ask::forms::{Raw, with_tried};
use crate::questions::ask::sending;
use crate::questions::masking_review::{self, Part};
use crate::questions::publish;
use crate::rules::text::{Body, TextError};
use crate::web::context::Ctx;
use crate::web::{paths, respond};

pub async fn show(ctx: Ctx, PhotoForm { form: fields, sent }: PhotoForm<Fields>) -> Result<Response> {
    ctx.app.limits.similar(&ctx)?;
    let back = Back::of(&fields)?;
    let preview = preview(&ctx, &fields, back).await?;
    let wrong = sent.errors(ctx.lang);
    if ctx.fragment.is_some() {
        return Ok(sent.with_cookie(&ctx.app, respond::fragment(preview, None)));
    }
    let page = match back {
        Back::Ask => sending::page(&ctx, &Raw::from_fields(&fields), sending::Extra { preview: Some(&preview), wrong: &wrong, ..Default::default() }).await?,
        _ => views::page(&ctx.chrome(), &preview, &views::Origin { action: back.action(), button: back.button(ctx.lang), fields: &fields, back: back.word(), wrong: &wrong }),
    };
    Ok(sent.with_cookie(&ctx.app, respond::private_page(&ctx, page)))
}

/// The form a preview goes back to.
#[derive(Clone, Copy, Debug)]
enum Back {
    Ask,
    Answer(PostId),
    Comment(PostId),
    Edit(PostId),
    EditComment(CommentId),
}

impl Back {
    fn of(fields: &Fields) -> Result<Back> {
        let id = || fields.get("id").parse::<i64>().map_err(|_| Error::BadRequest("a preview needs the id of what it is about"));
        Ok(match fields.get("back") {
            "ask" => Back::Ask,
            "answer" => Back::Answer(PostId(id()?)),
            "comment" => Back::Comment(PostId(id()?)),
            "edit" => Back::Edit(PostId(id()?)),
            "edit-comment" => Back::EditComment(CommentId(id()?)),
            _ => return Err(Error::BadRequest("a preview needs to know its form")),
        })
    }

    fn word(self) -> &'static str {
        match self {
            Back::Ask => "ask",
            Back::Answer(_) => "answer",
            Back::Comment(_) => "comment",
            Back::Edit(_) => "edit",
            Back::EditComment(_) => "edit-comment",
        }
    }

    fn action(self) -> String {
        match self {
            Back::Ask => paths::Questions.to_string(),
            Back::Answer(id) => paths::QuestionAnswers { id }.to_string(),
            Back::Comment(id) => paths::PostComments { id }.to_string(),
            Back::Edit(id) => paths::PostEdit { id }.to_string(),
            Back::EditComment(id) => paths::CommentEdit { id }.to_string(),
        }
    }

    fn button(self, lang: Lang) -> &'static str {
        match self {
            Back::Ask => lang.ask_publish(),
            Back::Answer(_) => lang.preview_answer(),
            Back::Comment(_) => lang.preview_comment(),
            Back::Edit(_) | Back::EditComment(_) => lang.preview_edit(),
        }
    }
}

async fn preview(ctx: &Ctx, fields: &Fields, back: Back) -> Result<Markup> {
    let lang = ctx.lang;
    let tried = Some(fields.get("tried").trim()).filter(|t| !t.is_empty());
    let whole = match back {
        Back::Ask => with_tried(fields.get("body"), tried, lang),
        _ => fields.get("body").to_owned(),
    };
    let body = match Body::parse(&whole) {
        Ok(body) => body.into_string(),
        Err(TextError::Missing) => return Ok(views::nothing(lang)),
        Err(e) => return Ok(views::refused(lang, &e.message(lang))),
    };
    let title = fields.get("title").trim();
    let parts = [Part::plain("title", title), Part::markdown("body", &body)];
    let masked = if ctx.actor().is_staff() {
        masking_review::untouched(&parts)
    } else {
        masking_review::mask_all(&parts, &masking_review::own(&ctx.app.config))
    };
    let changed = !masked.originals.is_empty();
    let [title, body]: [String; 2] = masked.texts.try_into().unwrap_or_default();
    let text = publish::prepare(ctx.app.db.read(), body, &title, lang, Vec::new()).await?;
    Ok(views::preview(lang, &views::Preview { title: &title, html: text.html, text_lang: &text.lang, masked: changed, photos: &Shown::of(&fields.all("photo")) }))
}
