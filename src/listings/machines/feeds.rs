//! Atom feeds (RFC 4287) of the newest questions. The community is their author: a feed names no customer.

use atom_syndication::{CategoryBuilder, ContentBuilder, Entry, EntryBuilder, FeedBuilder, FixedDateTime, LinkBuilder, PersonBuilder, TextBuilder};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::listings::cursor::From;
use crate::listings::questions::queries;
use crate::listings::rows::{self, Listed, Sort, Status};
use crate::thanks::briefings::queries::For;
use crate::ui::when;
use crate::web::context::Ctx;
use crate::web::paths;

pub async fn questions(ctx: Ctx) -> Result<Response> {
    ctx.app.limits.feeds.take(ctx.ip)?;
    let newest = rows::page(ctx.app.db.read(), ctx.lang, None, Status::All, Sort::Newest, From::Start).await?;
    Ok(feed(&ctx, ctx.lang.listings_feed_all(), &paths::FeedQuestions.to_string(), &paths::Home.to_string(), &newest))
}

pub async fn tag(ctx: Ctx, Path(file): Path<String>) -> Result<Response> {
    ctx.app.limits.feeds.take(ctx.ip)?;
    let name = file.strip_suffix(".atom").ok_or(Error::NotFound)?;
    let db = ctx.app.db.read();
    let tag = queries::tag(db, name).await?.ok_or(Error::NotFound)?;
    let latest = rows::tagged(db, ctx.lang, tag.id, Status::All, From::Start).await?;
    Ok(feed(&ctx, &ctx.lang.listings_feed_tag(name), &paths::FeedTag { file: &file }.to_string(), &paths::Tag { name }.to_string(), &latest))
}

/// Briefings, from the minute each was promised.
pub async fn briefings(ctx: Ctx) -> Result<Response> {
    ctx.app.limits.feeds.take(ctx.ip)?;
    let lines = crate::thanks::briefings::queries::lines(ctx.app.db.read(), ctx.lang, For::Everyone, None, ctx.now).await?;
    let base = ctx.app.config.base_url();
    let entries = lines.iter().map(|b| {
        let to = format!("{base}{}", paths::Briefing { id: b.id });
        EntryBuilder::default()
            .id(to.clone())
            .title(TextBuilder::default().value(xml(&b.title)).build())
            .published(Some(moment(b.public_at)))
            .updated(moment(b.public_at))
            .link(LinkBuilder::default().rel("alternate").href(to).build())
            .content(Some(ContentBuilder::default().content_type(Some("text".to_owned())).lang(Some(b.lang.clone())).value(Some(xml(&b.excerpt))).build()))
            .build()
    });
    let updated = lines.iter().map(|b| b.public_at).max().unwrap_or(0);
    Ok(whole(&ctx, ctx.lang.briefings_title(), &paths::FeedBriefings.to_string(), &paths::Briefings.to_string(), updated, entries.collect()))
}

fn moment(at: Millis) -> FixedDateTime {
    when::machine(at).parse().unwrap_or_default()
}

fn feed(ctx: &Ctx, title: &str, path: &str, page: &str, questions: &[Listed]) -> Response {
    let base = ctx.app.config.base_url();
    let updated = questions.iter().map(|q| q.activity_at).max().unwrap_or(0);
    whole(ctx, title, path, page, updated, questions.iter().map(|q| entry(&base, q)).collect())
}

fn whole(ctx: &Ctx, title: &str, path: &str, page: &str, updated: Millis, entries: Vec<Entry>) -> Response {
    let base = ctx.app.config.base_url();
    let brand = ctx.app.config.get("brand.name");
    let link = |rel: &str, kind: &str, path: &str| LinkBuilder::default().rel(rel).href(format!("{base}{path}")).mime_type(Some(kind.to_owned())).build();
    let feed = FeedBuilder::default()
        .id(format!("{base}{path}"))
        .title(TextBuilder::default().value(format!("{title} – {brand}")).build())
        .updated(moment(updated))
        .author(PersonBuilder::default().name(brand).build())
        .link(link("self", "application/atom+xml", path))
        .link(link("alternate", "text/html", page))
        .entries(entries)
        .build();
    let headers = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8"), (header::CACHE_CONTROL, "public, no-cache"), (header::VARY, "Cookie, Accept-Language")];
    (headers, feed.to_string()).into_response()
}

fn entry(base: &str, q: &Listed) -> Entry {
    let terms = q.tags.iter().flat_map(|t| t.split(' ')).map(|t| CategoryBuilder::default().term(xml(t)).build());
    EntryBuilder::default()
        .id(format!("{base}{}", paths::QuestionShort { id: q.id }))
        .title(TextBuilder::default().value(xml(&q.title)).build())
        .published(Some(moment(q.created_at)))
        .updated(moment(q.activity_at))
        .link(LinkBuilder::default().rel("alternate").href(format!("{base}{}", paths::Question { id: q.id, slug: &q.slug })).build())
        .categories(terms.collect::<Vec<_>>())
        .content(Some(ContentBuilder::default().content_type(Some("text".to_owned())).lang(Some(q.lang.clone())).value(Some(xml(&q.excerpt))).build()))
        .build()
}

/// Without the control characters that XML 1.0 cannot hold.
pub fn xml(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')).collect()
}
