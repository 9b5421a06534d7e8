//! `/staff/watched-words`: managers say what happens when somebody writes a word.

use axum::response::Response;
use entity::{WatchAct, WatchedWordId};

use super::forms::Watch;
use super::views;
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::rules::policy::{Facts, Verb, may};
use crate::rules::spam::spaced;
use crate::rules::text::{Reason, optional};
use crate::screening::words;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

async fn page(ctx: &Ctx, raw: &Watch, errors: &Errors) -> Result<maud::Markup> {
    Ok(views::words::page(&ctx.chrome(), &words::all(ctx.app.db.read()).await?, raw, errors))
}

/// `GET /staff/watched-words`
pub async fn list(Member { ctx, .. }: Member) -> Result<Response> {
    may(&ctx.actor(), Verb::RunModeration, &Facts::default())?;
    Ok(respond::private_page(&ctx, page(&ctx, &Watch::default(), &Errors::new()).await?))
}

/// `POST /staff/watched-words`
pub async fn add(Member { ctx, me }: Member, Form(raw): Form<Watch>) -> Result<Response> {
    may(&ctx.actor(), Verb::RunModeration, &Facts::default())?;
    let lang = ctx.lang;
    let mut errors = Errors::new();
    let word = spaced(&raw.word).trim().to_owned();
    if word.is_empty() || word.chars().count() > 60 {
        errors.add("word", lang.text_missing());
    }
    let act = WatchAct::from_word(&raw.act);
    if act.is_none() {
        errors.add("act", lang.moderation_words_error());
    }
    let message = optional(&raw.message, Reason::parse).unwrap_or_else(|e| {
        errors.add("message", e.message(lang));
        None
    });
    let (Some(act), true) = (act, errors.is_empty()) else {
        return Ok(respond::invalid(&ctx, page(&ctx, &raw, &errors).await?));
    };
    let message = message.map_or_else(|| lang.moderation_words_default().to_owned(), Reason::into_string);
    let tx = ctx.app.db.write().await?;
    words::put(&tx, &word, act, &message, me.id, ctx.now).await?;
    audit::record(&tx, Deed { actor: Some(me.id), action: "word_watched", object: "watched_word", object_id: 0, note: &format!("{word}: {}", act.word()) }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffWords, "word-watched"))
}

/// `POST /staff/watched-words/{id}/drop`
pub async fn drop(Member { ctx, me }: Member, Id(id): Id<WatchedWordId>) -> Result<Response> {
    may(&ctx.actor(), Verb::RunModeration, &Facts::default())?;
    let tx = ctx.app.db.write().await?;
    if !words::drop(&tx, id).await? {
        return Err(Error::NotFound);
    }
    audit::record(&tx, Deed { actor: Some(me.id), action: "word_dropped", object: "watched_word", object_id: id.0, note: "" }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffWords, "word-dropped"))
}
