//! `GET /questions/{id}/{slug}`, its short forms, and the page again when a form on it could not be taken.

use axum::extract::{Path, Query};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use entity::{PostId, PostKind, PostState, SourceFormat};
use serde::Deserialize;

use super::{Found, Read, Sort, Thread, Want, fragments, queries, views};
use crate::bus::Topic;
use crate::error::{Error, Result};
use crate::photos::Shown;
use crate::photos::form::PhotoForm;
use crate::questions::facts::scene;
use crate::questions::masking_review::{self, Review};
use crate::questions::replies::{self, Reply};
use crate::questions::{Fields, new_form_key, shaping};
use crate::rules::daily::Enough;
use crate::rules::policy::{Denied, Verb, may};
use crate::notifications::reading;
use crate::{markdown, signs};
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member, prefetched};
use crate::web::id::Id;
use crate::web::respond::Keep;
use crate::web::{paths, respond};

/// Related questions beside a thread.
const RELATED: usize = 5;
/// Characters of a post that a quotation takes over.
const QUOTED: usize = 800;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    page: String,
    sort: String,
    said: String,
    /// A post to quote in an answer.
    quote: String,
}

/// A form on the page that could not be taken: what was typed in it.
#[derive(Clone, Debug, Default)]
pub enum Typed {
    #[default]
    Nothing,
    /// `arrived`: how many answers came while it was written.
    Answer { body: String, form_key: String, as_member: bool, arrived: usize, photos: Vec<Shown> },
    Comment { post: PostId, body: String, form_key: String, photos: Vec<Shown> },
    DidNotWork { post: PostId, reason: String, details: String },
    Elsewhere { note: String },
}

/// `GET /questions/{id}`: leads to the full address.
pub async fn short(ctx: Ctx, Id(id): Id<PostId>, Query(asked): Query<Asked>, headers: HeaderMap) -> Result<Response> {
    show(&ctx, id, None, &asked, &headers).await
}

/// `GET /questions/{id}/{slug}`
pub async fn page(ctx: Ctx, Id(id): Id<PostId>, Path((_, slug)): Path<(String, String)>, Query(asked): Query<Asked>, headers: HeaderMap) -> Result<Response> {
    show(&ctx, id, Some(&slug), &asked, &headers).await
}

async fn show(ctx: &Ctx, id: PostId, slug: Option<&str>, asked: &Asked, headers: &HeaderMap) -> Result<Response> {
    let page = asked.page.parse().unwrap_or(1);
    let sort = Sort::from_word(&asked.sort);
    let want = Want::Page { page, sort };
    let (actor, mut read) = (ctx.actor(), Read::lately(&ctx.app, id, &ctx.actor()).await);
    let mut found = queries::thread(read, id, &actor, want, ctx.now).await?;
    if matches!(found, Found::Nothing) {
        // whoever comes from elsewhere may know of a page that is of this moment
        read = Read::Now(&ctx.app);
        found = queries::thread(read, id, &actor, want, ctx.now).await?;
    }
    let hidden = match &found {
        Found::Nothing => false,
        Found::Stub(stub) => stub.state == PostState::Hidden,
        Found::Thread(thread) => thread.head.state == PostState::Hidden,
    };
    if hidden && let Some(s) = shaping::queries::survivor(ctx.app.db.read(), id).await? {
        // it became part of another, for everybody
        let to = s.answer.map_or_else(|| paths::Question { id: s.id, slug: &s.slug }.to_string(), |answer| paths::answer(s.id, &s.slug, answer));
        return Ok(respond::moved(to));
    }
    let thread = match found {
        Found::Nothing => return Err(Error::NotFound),
        Found::Stub(stub) => {
            // gone for good, or only while somebody decides
            let status = if stub.state == PostState::Hidden { StatusCode::OK } else { StatusCode::GONE };
            return Ok(respond::page_with(ctx, status, Keep::Never, views::stub::page(&ctx.chrome(), &stub)));
        }
        Found::Thread(thread) => thread,
    };
    if slug != Some(&thread.head.slug) {
        let number = if page > 1 { page.to_string() } else { String::new() };
        let to = paths::Question { id, slug: &thread.head.slug };
        return Ok(respond::moved(paths::with_query(to, &[("page", &number), ("sort", sort.word()), ("said", &asked.said), ("quote", &asked.quote)])));
    }
    if !prefetched(headers) && thread.head.state == PostState::Visible {
        ctx.app.count_view(id);
    }
    let mut thread = with_related(ctx, read, *thread).await?;
    if let Some(me) = ctx.me.as_ref().filter(|_| !prefetched(headers)) {
        thread.new_since = ctx.app.visits.note(me.id, id, thread.mine.visited_at, ctx.now);
        if thread.mine.unread {
            reading::thread_read(&ctx.app, me.id, id, ctx.now).await;
        }
    }
    if let Ok(post) = asked.quote.parse()
        && thread.doors.answer.is_open()
    {
        thread.quoted = quote(ctx, id, post).await?;
    }
    let page = views::page(&ctx.chrome(), &views::Page { thread: &thread, typed: &Typed::Nothing, errors: &Errors::default(), form_key: &new_form_key() });
    if thread.head.state != PostState::Visible {
        return Ok(respond::page(ctx, page));
    }
    let until = thread.head.answering.iter().map(|a| a.until).chain(signs::turn(&ctx.app, ctx.now).await?).min();
    Ok(respond::shared(ctx, Topic::Thread(id), until, page))
}

async fn with_related(ctx: &Ctx, read: Read<'_>, mut thread: Thread) -> Result<Thread> {
    thread.related = read.related(thread.head.id, RELATED).await?.to_vec();
    thread.replies = saved_replies(ctx, &thread).await?;
    let category = thread.head.category.as_ref().map(|c| c.slug.as_str());
    thread.signs = signs::at(&ctx.app, ctx.lang, signs::Place { category, tags: &thread.head.tags, ..signs::Place::default() }, ctx.now).await?;
    Ok(thread)
}

/// What the reader may put into an answer.
async fn saved_replies(ctx: &Ctx, thread: &Thread) -> Result<Vec<Reply>> {
    match &ctx.me {
        Some(me) if thread.doors.replies.is_open() => Ok(replies::of(ctx.app.db.read(), me.id).await?),
        _ => Ok(Vec::new()),
    }
}

/// `POST /questions/{id}/insert-reply`: the page again, with a saved reply in the answer's field.
pub async fn insert_reply(Member { ctx, me }: Member, Id(question): Id<PostId>, PhotoForm { form: fields, sent }: PhotoForm<Fields>) -> Result<Response> {
    let scene = scene::scene(ctx.app.db.read(), question).await?.seen_by(&ctx.actor())?;
    may(&ctx.actor(), Verb::Circle, &scene.facts())?;
    let reply = match fields.get("reply").parse() {
        Ok(id) => replies::one(ctx.app.db.read(), me.id, id).await?,
        Err(_) => None,
    };
    let before = fields.get("body").trim_end();
    let body = match (before.is_empty(), reply) {
        (_, None) => before.to_owned(),
        (true, Some(reply)) => reply.body,
        (false, Some(reply)) => format!("{before}\n\n{}", reply.body),
    };
    if ctx.fragment.is_some() {
        // a script puts it into the field itself
        return Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], body).into_response());
    }
    let typed = Typed::Answer { body, form_key: fields.get("form_key").to_owned(), as_member: !fields.get("as_member").is_empty(), arrived: 0, photos: Shown::of(&fields.all("photo")) };
    again(&ctx, StatusCode::OK, question, typed, &sent.errors(ctx.lang)).await
}

/// A post of the thread as a quotation in Markdown, ready to be answered below.
async fn quote(ctx: &Ctx, question: PostId, post: PostId) -> Result<Option<String>> {
    let Some((source, format)) = queries::source(ctx.app.db.read(), question, post).await? else { return Ok(None) };
    let text = match format {
        SourceFormat::Markdown => source,
        SourceFormat::Html => markdown::to_markdown(&source),
    };
    let short: String = text.chars().take(QUOTED).collect();
    let lines: Vec<String> = short.trim().lines().map(|l| format!("> {l}").trim_end().to_owned()).collect();
    Ok(Some(format!("{}\n\n", lines.join("\n"))))
}

/// `GET /posts/{id}`: leads to the post, wherever it stands now.
pub async fn permalink(ctx: Ctx, Id(post): Id<PostId>) -> Result<Response> {
    let db = ctx.app.db.read();
    let scene = scene::scene(db, post).await?;
    if scene.reserved && may(&ctx.actor(), Verb::Circle, &scene.facts()).is_err() {
        // as if there were none
        return Err(Error::NotFound);
    }
    if (scene.reserved || scene.question_state != PostState::Visible) && scene.clone().seen_by(&ctx.actor()).is_err() {
        // its title, and so its address, is not for everyone
        return Ok(respond::see_other(paths::QuestionShort { id: scene.question_id }));
    }
    if scene.kind == PostKind::Question {
        return Ok(respond::see_other(paths::Question { id: post, slug: &scene.slug }));
    }
    let page = queries::page_of(db, scene.question_id, post, &ctx.actor()).await?.ok_or(Error::NotFound)?;
    Ok(respond::see_other(fragments::on_page(scene.question_id, &scene.slug, page, &format!("answer-{post}"))))
}

/// The page that holds `post` again, with what was typed in one of its forms and what is wrong with it: 422.
pub async fn with_errors(ctx: &Ctx, post: PostId, typed: Typed, wrong: &[(&'static str, String)]) -> Result<Response> {
    again(ctx, StatusCode::UNPROCESSABLE_ENTITY, post, typed, wrong).await
}

/// Others answered meanwhile: their answers above, the text below, to be sent once more. 409.
pub async fn overtaken(ctx: &Ctx, by: PostId, typed: Typed) -> Result<Response> {
    again(ctx, StatusCode::CONFLICT, by, typed, &[]).await
}

/// The same where the policy said no: whoever typed the text keeps it, and reads why.
pub async fn refused(ctx: &Ctx, post: PostId, typed: Typed, denied: Denied) -> Result<Response> {
    let status = match denied {
        Denied::SignIn => return Err(denied.into()),
        Denied::Links { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::FORBIDDEN,
    };
    let field = if matches!(typed, Typed::Comment { .. }) { "comment" } else { "body" };
    let more = denied.by_points().then(|| (ctx.lang.policy_how_to_earn(), paths::Privileges.to_string()));
    again_with(ctx, status, post, typed, &[(field, denied.message(ctx.lang))], more).await
}

/// The same where the day's share is used up: 429, the text kept.
pub async fn enough(ctx: &Ctx, post: PostId, typed: Typed, reached: Enough) -> Result<Response> {
    let field = match typed {
        Typed::Comment { .. } => "comment",
        Typed::DidNotWork { .. } => "details",
        _ => "body",
    };
    ctx.app.limits.refused(reached.act.word(), ctx.me.as_ref().map(|me| me.id));
    let mut response = again(ctx, StatusCode::TOO_MANY_REQUESTS, post, typed, &[(field, reached.message(ctx.lang))]).await?;
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(reached.seconds()));
    Ok(response)
}

async fn again(ctx: &Ctx, status: StatusCode, post: PostId, typed: Typed, wrong: &[(&'static str, String)]) -> Result<Response> {
    again_with(ctx, status, post, typed, wrong, None).await
}

async fn again_with(ctx: &Ctx, status: StatusCode, post: PostId, typed: Typed, wrong: &[(&'static str, String)], more: Option<(&'static str, String)>) -> Result<Response> {
    let db = ctx.app.db.read();
    let (question, _) = queries::thread_of(db, post).await?.ok_or(Error::NotFound)?;
    let Found::Thread(mut thread) = queries::thread(Read::Now(&ctx.app), question, &ctx.actor(), Want::PageOf(post), ctx.now).await? else { return Err(Error::NotFound) };
    thread.replies = saved_replies(ctx, &thread).await?;
    let mut errors = Errors::default();
    for (field, why) in wrong {
        errors.add(field, why);
    }
    if let Some((label, href)) = more {
        errors.more(label, href);
    }
    let page = views::Page { thread: &thread, typed: &typed, errors: &errors, form_key: &new_form_key() };
    Ok(respond::page_with(ctx, status, Keep::Never, views::page(&ctx.chrome(), &page)))
}

/// Personal data was found in an answer or a comment: its author decides before it is public.
pub fn review(ctx: &Ctx, found: &Review, action: String, fields: Vec<(&'static str, String)>) -> Response {
    let fields: Vec<(String, String)> = fields.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k.to_owned(), v)).collect();
    masking_review::page(ctx, found, &action, &fields, true)
}
