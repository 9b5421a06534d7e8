//! `/admin` and `/admin/outbox`.

use axum::extract::Query;
use axum::response::Response;
use entity::MailId;
use serde::Deserialize;

use crate::admin::{queries, views};
use crate::error::{Error, Result};
use crate::reputation;
use crate::transfer::nightly;
use crate::web::context::Ctx;
use crate::web::id::Id;
use crate::web::respond;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Before {
    before: Option<MailId>,
}

pub async fn landing(ctx: Ctx) -> Result<Response> {
    let counts = queries::counts(ctx.app.db.read()).await?;
    let proof = reputation::jobs::last_proof(ctx.app.db.read()).await?.map(|p| views::Proof { at: p.at, members: p.members, differences: p.differences });
    let backup = backups(&ctx).await?;
    Ok(respond::private_page(&ctx, views::landing(&ctx.chrome(), &counts, proof, &backup)))
}

async fn backups(ctx: &Ctx) -> Result<views::Backups> {
    let state = nightly::state(ctx.app.db.read()).await?;
    Ok(views::Backups {
        nightly: ctx.app.config.get("backup.nightly") == "true" && !ctx.app.config.demo,
        last: state.last.map(|l| views::Backup { at: l.at, file: l.file, mib: i64::try_from(l.bytes.div_ceil(1 << 20)).unwrap_or(i64::MAX), rows: l.rows, photos: i64::try_from(l.photos).unwrap_or(i64::MAX), missing: i64::try_from(l.missing).unwrap_or(i64::MAX) }),
        failed: state.failed,
    })
}

pub async fn outbox(ctx: Ctx, Query(q): Query<Before>) -> Result<Response> {
    let mails = queries::outbox(ctx.app.db.read(), q.before).await?;
    let more = i64::try_from(mails.len()).is_ok_and(|n| n == queries::PAGE);
    Ok(respond::private_page(&ctx, views::outbox(&ctx.chrome(), &mails, more, ctx.app.config.sends_mail())))
}

pub async fn mail(ctx: Ctx, Id(id): Id<MailId>) -> Result<Response> {
    let mail = queries::mail(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    Ok(respond::private_page(&ctx, views::mail(&ctx.chrome(), &mail)))
}
