//! `/staff/signals`

use axum::response::Response;
use entity::SignalId;

use super::{jobs, queries, views};
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::rules::policy::{Facts, Verb, may};
use crate::web::context::Member;
use crate::web::id::Id;
use crate::web::{paths, respond};

/// Past signals that are shown.
const PAST: i64 = 20;

/// `GET /staff/signals`
pub async fn page(Member { ctx, .. }: Member) -> Result<Response> {
    may(&ctx.actor(), Verb::Insights, &Facts::default())?;
    let db = ctx.app.db.read();
    let (open, past) = (queries::open(db).await?, queries::ended(db, PAST).await?);
    let ids: Vec<SignalId> = open.iter().map(|s| s.id).collect();
    let threads = queries::threads(db, &ids).await?;
    Ok(respond::private_page(&ctx, views::page(&ctx.chrome(), &open, &past, &threads)))
}

/// `POST /staff/signals/{id}/end`: somebody looked into it.
pub async fn end(Member { ctx, me }: Member, Id(id): Id<SignalId>) -> Result<Response> {
    may(&ctx.actor(), Verb::Insights, &Facts::default())?;
    let tx = ctx.app.db.write().await?;
    if !jobs::end(&tx, id, ctx.now).await? {
        return Err(Error::NotFound);
    }
    audit::record(&tx, Deed { actor: Some(me.id), action: "signal_ended", object: "weak_signal", object_id: id.0, note: "" }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffSignals, "signal-ended"))
}
