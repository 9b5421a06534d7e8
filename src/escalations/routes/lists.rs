//! `/staff/promises` and `/staff/mentions`.

use axum::extract::Query;
use axum::response::Response;
use entity::PostId;
use serde::Deserialize;

use crate::error::Result;
use crate::escalations::queries::PROMISES;
use crate::escalations::{actions, queries, views};
use crate::questions::Fields;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::{paths, respond};

/// Where a page of the list begins.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct After {
    after: String,
}

/// `GET /staff/promises`: those whose date passed first.
pub async fn promises(m: Member, Query(from): Query<After>) -> Result<Response> {
    let after = from.after.split_once('-').and_then(|(due, id)| Some((due.parse().ok()?, id.parse().ok()?)));
    let mut all = queries::promises(m.ctx.app.db.read(), after).await?;
    let more = all.len() > PROMISES;
    all.truncate(PROMISES);
    let next = all.last().filter(|_| more).map(|p| paths::with_query(paths::StaffPromises, &[("after", &format!("{}-{}", p.due_at, p.id))]));
    Ok(respond::private_page(&m.ctx, views::lists::promises(&m.ctx.chrome(), &all, after.is_some(), next.as_deref())))
}

/// `GET /staff/mentions`: notes that name the reader.
pub async fn mentions(m: Member) -> Result<Response> {
    let all = queries::mentions(m.ctx.app.db.read(), m.me.id).await?;
    Ok(respond::private_page(&m.ctx, views::lists::mentions(&m.ctx.chrome(), &all)))
}

/// `POST /staff/mentions`: read, those of one thread or all.
pub async fn read(m: Member, Form(fields): Form<Fields>) -> Result<Response> {
    let question: Option<PostId> = fields.get("question").parse().ok();
    let tx = m.ctx.app.db.write().await?;
    actions::read_mentions(&tx, m.me.id, question, m.ctx.now).await?;
    tx.commit().await?;
    Ok(match question {
        Some(id) => respond::see_other(paths::StaffThread { id }),
        None => respond::see_other_saying(paths::StaffMentions, "read"),
    })
}
