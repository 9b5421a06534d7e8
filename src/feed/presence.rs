//! Who is looking at a thread now, and who is answering it. A page that is open says so each half minute; a page that
//! is closed is forgotten a minute later. It holds nothing for anybody.

use std::collections::HashMap;

use axum::response::Response;
use entity::{AccountId, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};
use serde::Deserialize;

use super::views;
use crate::app::App;
use crate::clock::{MINUTE, Millis};
use crate::db;
use crate::error::{Error, Result};
use crate::values;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

/// How long one is there after having said so.
pub const LASTS: Millis = MINUTE;

/// Somebody who is there.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Here {
    question_id: i64,
    pub name: String,
    /// How many ways they say that they answer.
    writing: i64,
}

impl Here {
    pub fn answers(&self) -> bool {
        self.writing > 0
    }
}

/// Who else is at these threads.
pub async fn at(db: &impl ConnectionTrait, ids: &[i64], me: AccountId, now: Millis) -> Result<HashMap<i64, Vec<Here>>, DbErr> {
    let mut out: HashMap<i64, Vec<Here>> = HashMap::new();
    if ids.is_empty() {
        return Ok(out);
    }
    let these = db::placeholders(3, ids.len());
    let text = format!(
        "SELECT h.question_id, a.display_name AS name, CAST(SUM(h.writing) AS BIGINT) AS writing FROM (
            SELECT question_id, account_id, CASE WHEN writing = TRUE THEN 1 ELSE 0 END AS writing FROM presence WHERE question_id IN ({these}) AND until_at > $1
            UNION ALL SELECT question_id, account_id, 1 AS writing FROM answering WHERE question_id IN ({these}) AND until_at > $1) h
         JOIN account a ON a.id = h.account_id WHERE h.account_id <> $2 GROUP BY h.question_id, a.id, a.display_name ORDER BY 3 DESC, 2"
    );
    let values = [Value::from(now), Value::from(me.0)].into_iter().chain(ids.iter().map(|id| Value::from(*id)));
    for here in db::rows::<Here>(db, &text, values).await? {
        out.entry(here.question_id).or_default().push(here);
    }
    Ok(out)
}

/// What a page says of whoever has it open.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    /// `looking`, `writing`, `gone`.
    state: String,
}

/// `POST /staff/threads/{id}/here`: says it, and is told who else is there.
pub async fn say(m: Member, Id(question): Id<PostId>, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    if db::count(ctx.app.db.read(), "SELECT COUNT(*) AS n FROM question WHERE id = $1", values![question.0]).await? == 0 {
        return Err(Error::NotFound);
    }
    note(&ctx.app, question, m.me.id, &raw.state, ctx.now).await?;
    if ctx.fragment.is_none() {
        return Ok(respond::see_other(paths::StaffFeed));
    }
    let others = at(ctx.app.db.read(), &[question.0], m.me.id, ctx.now).await?.remove(&question.0).unwrap_or_default();
    Ok(respond::fragment(views::here(ctx.lang, &others), None))
}

async fn note(app: &App, question: PostId, who: AccountId, state: &str, now: Millis) -> Result<()> {
    let tx = app.db.write().await?;
    if state == "gone" {
        db::run(&tx, "DELETE FROM presence WHERE question_id = $1 AND account_id = $2", values![question.0, who.0]).await?;
    } else {
        let text = "INSERT INTO presence (question_id, account_id, writing, until_at) VALUES ($1, $2, $3, $4) ON CONFLICT (question_id, account_id) DO UPDATE SET writing = excluded.writing, until_at = excluded.until_at";
        db::run(&tx, text, values![question.0, who.0, state == "writing", now + LASTS]).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Forgets those who left long ago.
pub async fn sweep(tx: &sea_orm::DatabaseTransaction, now: Millis) -> Result<(), DbErr> {
    db::run(tx, "DELETE FROM presence WHERE until_at < $1", values![now]).await?;
    Ok(())
}
