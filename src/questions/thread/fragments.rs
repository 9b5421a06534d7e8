//! What a button answers with: the part of the page that changed, for the script that asked for it; else the way back
//! to the post, on the page of the thread where it stands now.

use axum::response::Response;
use entity::{PostId, PostKind};

use super::{Found, Read, Want, queries, views};
use crate::error::Result;
use crate::questions::facts::scene::Scene;
use crate::ui::flash;
use crate::web::context::Ctx;
use crate::web::{paths, respond};

/// After a change at `scene`; `said` is a word of `ui::flash`, read out with a fragment, shown after a redirect.
pub async fn reply(ctx: &Ctx, scene: &Scene, said: &'static str) -> Result<Response> {
    if let Some(element) = &ctx.fragment {
        let found = queries::thread(Read::Now(&ctx.app), scene.question_id, &ctx.actor(), Want::Only(scene.id), ctx.now).await?;
        if let Found::Thread(thread) = found
            && let Some(markup) = views::element(&ctx.chrome(), &thread, element)
        {
            return Ok(respond::fragment(markup, flash::sentence(ctx.lang, said)));
        }
    }
    Ok(respond::see_other_saying(address(ctx, scene).await?, said))
}

/// Where a post stands for this reader.
pub async fn address(ctx: &Ctx, scene: &Scene) -> Result<String> {
    if scene.kind == PostKind::Question {
        return Ok(paths::Question { id: scene.question_id, slug: &scene.slug }.to_string());
    }
    answer_address(ctx, scene.question_id, &scene.slug, scene.id).await
}

/// Where an answer stands for this reader: the page of the thread, and the anchor.
pub async fn answer_address(ctx: &Ctx, question: PostId, slug: &str, answer: PostId) -> Result<String> {
    let page = queries::page_of(ctx.app.db.read(), question, answer, &ctx.actor()).await?;
    Ok(on_page(question, slug, page.unwrap_or(1), &format!("answer-{answer}")))
}

/// A page of a thread, with an anchor unless it is empty.
pub fn on_page(question: PostId, slug: &str, page: usize, anchor: &str) -> String {
    let number = if page > 1 { page.to_string() } else { String::new() };
    let mut to = paths::with_query(paths::Question { id: question, slug }, &[("page", &number)]);
    if !anchor.is_empty() {
        to.push('#');
        to.push_str(anchor);
    }
    to
}
