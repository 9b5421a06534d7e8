//! `/settings/sessions`: where one is signed in; end one, or all the others.

use axum::response::Response;
use sea_orm::FromQueryResult;
use serde::Deserialize;

use super::views;
use crate::audit::{self, Deed};
use crate::error::Result;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::session;
use crate::web::{paths, respond};
use crate::{db, values};

/// A browser that is signed in.
#[derive(Debug, FromQueryResult)]
pub struct Row {
    id_hash: String,
    pub user_agent: String,
    pub created_at: i64,
    pub last_seen_at: i64,
}

impl Row {
    /// By this much of its hash a session is named in the form.
    pub fn name(&self) -> &str {
        self.id_hash.get(..24).unwrap_or(&self.id_hash)
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    /// The one to end; empty: all others.
    session: String,
}

pub async fn page(m: Member) -> Result<Response> {
    let now = m.ctx.now;
    let rows: Vec<Row> = db::rows(
        m.ctx.app.db.read(),
        "SELECT id_hash, user_agent, created_at, last_seen_at FROM session WHERE account_id = $1 AND expires_at > $2 AND ends_at > $2 ORDER BY last_seen_at DESC, id_hash",
        values![m.me.id.0, now],
    )
    .await?;
    let this = this(&m);
    let list: Vec<views::Browser<'_>> = rows
        .iter()
        .map(|r| views::Browser { name: r.name(), agent: &r.user_agent, since: r.created_at, seen: r.last_seen_at, this: r.id_hash == this })
        .collect();
    Ok(respond::private_page(&m.ctx, views::sessions(&m.ctx.chrome(), &list)))
}

fn this(m: &Member) -> String {
    m.ctx.session.id().as_ref().map(session::id_hash).unwrap_or_default()
}

pub async fn end(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let app = &m.ctx.app;
    let tx = app.db.write().await?;
    let one = raw.session.len() == 24 && raw.session.bytes().all(|b| b.is_ascii_hexdigit());
    if one {
        // the sessions of this account are few: no index on the short name is needed
        db::run(&tx, "DELETE FROM session WHERE account_id = $1 AND SUBSTR(id_hash, 1, 24) = $2 AND id_hash <> $3", values![m.me.id.0, raw.session, this(&m)]).await?;
    } else {
        session::end_all(&tx, m.me.id, m.ctx.session.id().as_ref()).await?;
    }
    audit::record(&tx, Deed { actor: Some(m.me.id), action: "sessions_ended", object: "account", object_id: m.me.id.0, note: "" }, m.ctx.now).await?;
    tx.commit().await?;
    app.forget(m.me.id).await;
    Ok(respond::see_other_saying(paths::SettingsSessions, "sessions-ended"))
}
