//! `GET /staff/feed`.

use axum::extract::Query;
use axum::response::Response;
use entity::PostId;

use super::acts::undo;
use super::filter::{Filter, Raw, View};
use super::panel::queries as panel;
use super::rows::{self, Slice};
use super::views::{self, Feed};
use crate::clock::Millis;
use crate::error::Result;
use crate::escalations;
use crate::ui::when;
use crate::web::context::{Ctx, Member};
use crate::web::respond;

pub async fn page(m: Member, Query(raw): Query<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let filter = Filter::from(raw);
    let (db, me, now) = (ctx.app.db.read(), m.me.id, ctx.now);
    let since = midnight(ctx);
    // before the list: what comes in between is told of rather than missed
    let heading = rows::heading(db, now).await?;
    let nothing = Slice { rows: Vec::new(), before: None, after: None };
    let (list, done) = match filter.view {
        View::Done => (nothing, rows::done(db, &filter, since, now).await?),
        _ => (rows::list(db, &filter, me, now).await?, Slice { rows: Vec::new(), before: None, after: None }),
    };
    let current = filter.row.map(PostId).filter(|id| list.rows.iter().any(|r| r.id == *id)).or(list.rows.first().map(|r| r.id));
    let panel = match current {
        Some(id) => panel::panel(db, id, me, now).await?,
        None => None,
    };
    let feed = Feed {
        sight: list.rows.first().map_or_else(|| heading.sight.clone(), |r| r.sight.clone()),
        heading,
        counts: rows::counts(db, &filter, me, since, now).await?,
        choices: rows::choices(db).await?,
        undo: undo::last(db, me, now).await?,
        mentions: escalations::queries::unread_mentions(db, me).await?,
        overdue: escalations::queries::overdue(db, now).await?,
        rows: list,
        done,
        panel,
        me,
        filter,
    };
    Ok(respond::private_page(ctx, views::page(&ctx.chrome(), &feed)))
}

/// When today began, where the community is.
fn midnight(ctx: &Ctx) -> Millis {
    let zone = ctx.app.config.get("timezone");
    let day = when::field(zone, ctx.now);
    when::from_field(zone, &format!("{}T00:00", day.split('T').next().unwrap_or_default())).unwrap_or(ctx.now)
}
