//! `/staff/tasks`.

use axum::extract::Query;
use axum::response::Response;
use entity::TaskId;
use serde::Deserialize;

use super::queries::{self, PAGE, View};
use super::{actions, views};
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::rules::text::Reason;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Me, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    view: String,
    after: Option<TaskId>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    note: String,
}

async fn page(ctx: &Ctx, me: &Me, view: View, after: Option<TaskId>) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    let mut tasks = queries::list(db, me.id, view, after).await?;
    let more = tasks.len() > PAGE;
    tasks.truncate(PAGE);
    let mut counts = Vec::new();
    for v in View::ALL {
        counts.push((v, queries::count(db, me.id, v).await?));
    }
    Ok(views::list(&ctx.chrome(), &views::List { view, counts: &counts, tasks: &tasks, more }))
}

pub async fn list(Member { ctx, me }: Member, Query(asked): Query<Asked>) -> Result<Response> {
    Ok(respond::private_page(&ctx, page(&ctx, &me, View::from_word(&asked.view), asked.after).await?))
}

pub async fn one(Member { ctx, me }: Member, Id(id): Id<TaskId>) -> Result<Response> {
    let task = queries::one(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    Ok(respond::private_page(&ctx, views::one(&ctx.chrome(), &task, me.id, "", &Errors::new())))
}

/// Done, with a note of what was done.
pub async fn done(Member { ctx, me }: Member, Id(id): Id<TaskId>, Form(raw): Form<Raw>) -> Result<Response> {
    let task = queries::one(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    let note = match Reason::parse(&raw.note) {
        Ok(note) => note,
        Err(e) => return Ok(respond::invalid(&ctx, views::one(&ctx.chrome(), &task, me.id, &raw.note, &Errors::one("note", e.message(ctx.lang))))),
    };
    let tx = ctx.app.db.write().await?;
    if !actions::done(&tx, id, me.id, note.as_str(), ctx.now).await? {
        return Err(Error::Conflict("this task was done meanwhile"));
    }
    audit::record(&tx, Deed { actor: Some(me.id), action: "task_done", object: "task", object_id: id.0, note: "" }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffTasks, "task-done"))
}

pub async fn take(Member { ctx, me }: Member, Id(id): Id<TaskId>) -> Result<Response> {
    queries::one(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    let tx = ctx.app.db.write().await?;
    if !actions::take(&tx, id, me.id).await? {
        return Err(Error::Conflict("this task was done meanwhile"));
    }
    audit::record(&tx, Deed { actor: Some(me.id), action: "task_taken", object: "task", object_id: id.0, note: "" }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffTask { id }, "saved"))
}
