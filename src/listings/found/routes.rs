//! Handlers of searching.

use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::error::Result;
use crate::listings::cursor::PAGE;
use crate::listings::found::views::{self, Hit};
use crate::listings::rows;
use crate::search::{self, Marked};
use crate::web::context::Ctx;
use crate::web::respond;

/// Letters of an excerpt.
const EXCERPT: usize = 180;
/// Suggestions in a browser's search field.
const SUGGESTED: usize = 5;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    /// The last question of the page before.
    after: String,
}

pub async fn search(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response> {
    let query = search::Query::parse(&asked.q);
    if !query.is_empty() {
        ctx.app.limits.search(&ctx)?;
    }
    let db = ctx.app.db.read();
    let found = if query.is_empty() { search::Found::default() } else { search::find(db, &query).await? };
    let start = asked.after.parse::<i64>().ok().and_then(|id| found.ids.iter().position(|i| *i == id)).map_or(0, |at| at + 1);
    let page = &found.ids[start.min(found.ids.len())..];
    let older = (page.len() > PAGE).then(|| page[PAGE - 1]);
    let newer = (start > 0).then(|| start.checked_sub(PAGE + 1).map(|at| found.ids[at]));
    let rows = rows::by_ids(db, ctx.lang, &page[..page.len().min(PAGE)]).await?;
    let hits: Vec<Hit> = rows
        .into_iter()
        .map(|r| {
            let (answer, in_answer) = found.marker.excerpt(&r.answer, EXCERPT);
            let (text, in_text) = found.marker.excerpt(&r.text, EXCERPT);
            let from_answer = in_answer > in_text || in_answer > 0 && in_answer == in_text && r.q.solved_at.is_some();
            let excerpt = if from_answer { answer } else { text };
            Hit { title: found.marker.mark(&r.q.title), excerpt: if excerpt.text.is_empty() { Marked { text: r.q.excerpt.clone(), marks: Vec::new() } } else { excerpt }, from_answer, q: r.q }
        })
        .collect();
    Ok(respond::page(&ctx, views::page(&ctx.chrome(), &asked.q, &query, &found, &hits, newer, older)))
}

/// OpenSearch suggestions: `["typed", ["title", …]]`.
pub async fn suggestions(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response> {
    ctx.app.limits.similar(&ctx)?;
    let typed: String = asked.q.chars().take(200).collect();
    let near = search::similar(ctx.app.db.read(), &typed, ctx.lang.code(), SUGGESTED).await?;
    let titles: Vec<String> = near.into_iter().map(|s| s.title.text).collect();
    Ok(([(header::CONTENT_TYPE, "application/x-suggestions+json"), (header::CACHE_CONTROL, "no-store")], serde_json::json!([typed, titles]).to_string()).into_response())
}
