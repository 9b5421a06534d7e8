//! What was told in private. Its author reads it; staff say that they want to, and each opening is written down.

use axum::response::Response;
use entity::{AccountId, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::{actions, routes, views};
use crate::error::Result;
use crate::photos::queries;
use crate::rules::policy::Verb;
use crate::web::context::Member;
use crate::web::id::Id;
use crate::web::{paths, respond};
use crate::{db, values};

#[derive(FromQueryResult)]
struct Row {
    body: String,
    created_at: i64,
}

/// Everything for staff; for others what they told themselves, not what an editor of their post did.
async fn details(db: &impl ConnectionTrait, post: PostId, only: Option<AccountId>) -> Result<Vec<views::Detail>, DbErr> {
    let rows: Vec<Row> = db::rows(
        db,
        "SELECT body, created_at FROM private_detail
         WHERE (post_id = $1 OR comment_id IN (SELECT id FROM comment WHERE post_id = $1)) AND ($2 = 0 OR author_id = $2) ORDER BY id",
        values![post.0, only.map_or(0, |a| a.0)],
    )
    .await?;
    Ok(rows.into_iter().map(|r| views::Detail { body: r.body, at: r.created_at }).collect())
}

/// `GET /posts/{id}/private-details`: the author's own; for staff the question whether they want to read it.
pub async fn form(Member { ctx, me }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = routes::allowed(&ctx, id, Verb::SeePrivateDetails).await?;
    let own = scene.author_id == me.id;
    let db = ctx.app.db.read();
    let only = (!me.is_staff()).then_some(me.id);
    let found = if own { Some(details(db, id, only).await?) } else { None };
    let photos = if own { queries::private(db, id, only).await? } else { Vec::new() };
    let action = paths::PostPrivate { id }.to_string();
    Ok(respond::private_page(&ctx, views::private(&ctx.chrome(), &scene.title, &routes::thread(&scene), &action, found.as_deref(), &photos, &paths::PostPhotoRemove { id }.to_string())))
}

/// `POST /posts/{id}/private-details`: staff open it.
pub async fn open(Member { ctx, me }: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = routes::allowed(&ctx, id, Verb::SeePrivateDetails).await?;
    let tx = ctx.app.db.write().await?;
    let only = (!me.is_staff()).then_some(me.id);
    let found = details(&tx, id, only).await?;
    let photos = queries::private(&tx, id, only).await?;
    if scene.author_id != me.id {
        actions::audit(&tx, me.id, "open_private", "post", id.0, "", ctx.now).await?;
    }
    tx.commit().await?;
    let action = paths::PostPrivate { id }.to_string();
    Ok(respond::private_page(&ctx, views::private(&ctx.chrome(), &scene.title, &routes::thread(&scene), &action, Some(&found), &photos, &paths::PostPhotoRemove { id }.to_string())))
}
