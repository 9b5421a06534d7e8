//! `/notifications`: what a member is told.

use axum::extract::Query;
use axum::http::HeaderMap;
use axum::response::Response;
use entity::NotificationId;
use serde::Deserialize;

use super::queries::{self, After};
use super::{reading, views};
use crate::error::{Error, Result};
use crate::web::context::{Member, prefetched};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};
use crate::{db, values};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    show: String,
    after: String,
}

/// `GET /notifications`
pub async fn list(m: Member, Query(asked): Query<Asked>) -> Result<Response> {
    let unread = asked.show == "unread";
    let after = asked.after.split_once('.').and_then(|(at, id)| Some(After(at.parse().ok()?, id.parse().ok()?)));
    let db = m.ctx.app.db.read();
    let mut rows = queries::list(db, m.ctx.lang, m.me.id, unread, after).await?;
    let more = rows.len() > queries::PAGE;
    rows.truncate(queries::PAGE);
    Ok(respond::private_page(&m.ctx, views::page(&m.ctx.chrome(), &views::Page { rows: &rows, unread, more, first: after.is_none() })))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Read {
    /// One; empty: all there are up to `until`, the latest that the page showed.
    id: String,
    until: String,
}

/// `POST /notifications/read`
pub async fn read(m: Member, Form(raw): Form<Read>) -> Result<Response> {
    let tx = m.ctx.app.db.write().await?;
    let (which, value) = match (raw.id.parse::<i64>(), raw.until.parse::<i64>()) {
        (Ok(id), _) => ("id = $3", id),
        (_, Ok(until)) => ("at <= $3", until),
        _ => return Err(Error::BadRequest("which are read")),
    };
    let text = format!("UPDATE notification SET read_at = $2, mail_at = NULL WHERE account_id = $1 AND read_at IS NULL AND {which}");
    db::run(&tx, &text, values![m.me.id.0, m.ctx.now, value]).await?;
    tx.commit().await?;
    m.ctx.app.recount(m.me.id).await;
    Ok(respond::see_other(paths::Notifications))
}

/// `GET /notifications/{id}`: leads to what it is about. Whoever only fetches it ahead has read nothing.
pub async fn open(m: Member, Id(id): Id<NotificationId>, headers: HeaderMap) -> Result<Response> {
    let lead = queries::lead(m.ctx.app.db.read(), m.me.id, id).await?.ok_or(Error::NotFound)?;
    if lead.read_at.is_none() && !prefetched(&headers) {
        reading::mark(&m.ctx.app, m.me.id, "id = $3", id.0, m.ctx.now).await;
    }
    let to = match (lead.kind.as_str(), lead.post_id) {
        ("badge_won", _) => paths::UserBadges { username: &lead.username }.to_string(),
        (_, _) if !lead.href.is_empty() => paths::local(&lead.href).to_owned(),
        (_, Some(post)) => paths::Post { id: post }.to_string(),
        _ => paths::Notifications.to_string(),
    };
    Ok(respond::see_other(to))
}
