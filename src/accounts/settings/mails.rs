//! `/settings/mails`: which mails a member wants. Those about the account itself always come.

use axum::response::Response;
use sea_orm::FromQueryResult;
use serde::Deserialize;

use super::views;
use crate::error::Result;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::{paths, respond};
use crate::{db, values};

/// What is wanted.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Wanted {
    pub statement: bool,
    pub invitations: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    statement: String,
    invitations: String,
}

pub async fn page(m: Member) -> Result<Response> {
    let text = "SELECT statement, invitations FROM mail_choice WHERE member_id = $1";
    let wanted: Option<Wanted> = db::row(m.ctx.app.db.read(), text, values![m.me.id.0]).await?;
    Ok(respond::private_page(&m.ctx, views::mails(&m.ctx.chrome(), wanted.unwrap_or(Wanted { statement: true, invitations: true }))))
}

pub async fn save(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let tx = m.ctx.app.db.write().await?;
    db::run(
        &tx,
        "INSERT INTO mail_choice (member_id, statement, invitations, statement_month) VALUES ($1, $2, $3, 0)
         ON CONFLICT (member_id) DO UPDATE SET statement = excluded.statement, invitations = excluded.invitations",
        values![m.me.id.0, !raw.statement.is_empty(), !raw.invitations.is_empty()],
    )
    .await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::SettingsMails, "saved"))
}
