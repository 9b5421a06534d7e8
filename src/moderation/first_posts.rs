//! `/review/first-posts`: what new members wrote first, for those who may review. They see the text and say that it is
//! fine, or report it; notes, reporters and cases are the team's.

use axum::response::Response;
use entity::{DecisionAct, ItemId, PostId};
use sea_orm::FromQueryResult;

use super::deeds::{self, Case, Verdict};
use super::views;
use crate::error::{Error, Result};
use crate::questions::facts::scene;
use crate::rules::policy::{Facts, Verb, may};
use crate::web::context::Member;
use crate::web::id::Id;
use crate::web::{paths, respond};
use crate::{db, values};

/// A new member's first post, still public.
#[derive(Clone, Debug, FromQueryResult)]
pub struct First {
    pub id: ItemId,
    pub post_id: PostId,
    pub question_id: PostId,
    pub answer: bool,
    pub author_id: i64,
    pub title: String,
    pub slug: String,
    pub html: String,
    pub lang: String,
    pub username: String,
    pub display_name: String,
    pub created_at: i64,
}

const FIRST: &str = "SELECT m.id, p.id AS post_id, q.id AS question_id, (p.kind = 'answer') AS answer, p.author_id, q.title, q.slug, p.html, p.lang, a.username, a.display_name, p.created_at
     FROM moderation_item m JOIN post p ON p.id = m.object_id JOIN question q ON q.id = p.question_id JOIN account a ON a.id = p.author_id
     WHERE m.done_at IS NULL AND m.kind = 'first' AND m.object = 'post' AND p.state = 'visible' AND q.state = 'visible' AND p.author_id <> $1";

/// `GET /review/first-posts`
pub async fn list(Member { ctx, me }: Member) -> Result<Response> {
    may(&ctx.actor(), Verb::ReviewFirst, &Facts::default())?;
    let found: Vec<First> = db::rows(ctx.app.db.read(), &format!("{FIRST} ORDER BY m.weight DESC, m.since, m.id LIMIT 20"), values![me.id.0]).await?;
    Ok(respond::private_page(&ctx, views::first::page(&ctx.chrome(), &found)))
}

/// `POST /review/first-posts/{id}`: it is fine.
pub async fn fine(Member { ctx, me }: Member, Id(id): Id<ItemId>) -> Result<Response> {
    may(&ctx.actor(), Verb::ReviewFirst, &Facts::default())?;
    let found: Option<First> = db::row(ctx.app.db.read(), &format!("{FIRST} AND m.id = $2"), values![me.id.0, id.0]).await?;
    let found = found.ok_or(Error::NotFound)?;
    may(&ctx.actor(), Verb::ReviewFirst, &Facts { author: Some(found.author_id), ..Facts::default() })?;
    let tx = ctx.app.db.write().await?;
    let scene = scene::held(&tx, found.post_id).await?;
    let still = db::count(&tx, "SELECT COUNT(*) AS n FROM moderation_item WHERE id = $1 AND done_at IS NULL AND kind = 'first'", values![id.0]).await?;
    if still == 0 {
        return Err(Error::Conflict("somebody else decided"));
    }
    let verdict = Verdict { act: DecisionAct::Keep, reason: None, fact: String::new(), abuse: false, days: None };
    deeds::decide(&tx, &ctx.app.config, &Case { item: Some(id), scene, remark: None }, &verdict, me.id, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::FirstPosts, "first-fine"))
}
