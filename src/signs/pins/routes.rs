//! `/questions/{id}/pin`, `/staff/pins`.

use axum::response::Response;
use entity::{PinId, PostId};
use serde::Deserialize;

use super::actions::{self, Pinned};
use super::queries::{self, Thread};
use super::views;
use crate::audit::{self, Deed};
use crate::clock::DAY;
use crate::error::{Error, Result};
use crate::ui::form::Errors;
use crate::ui::when;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    ends: String,
}

async fn thread(ctx: &Ctx, id: PostId) -> Result<Thread> {
    queries::thread(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)
}

fn asking(ctx: &Ctx, id: PostId, t: &Thread, ends: &str, errors: &Errors) -> maud::Markup {
    views::pin(&ctx.chrome(), id, &t.title, &t.slug, ends, errors)
}

pub async fn form(ctx: Ctx, Id(id): Id<PostId>) -> Result<Response> {
    let t = thread(&ctx, id).await?;
    let week = when::field(ctx.app.config.get("timezone"), ctx.now + 7 * DAY);
    Ok(respond::private_page(&ctx, asking(&ctx, id, &t, &week, &Errors::new())))
}

pub async fn pin(Member { ctx, me }: Member, Id(id): Id<PostId>, Form(raw): Form<Raw>) -> Result<Response> {
    let t = thread(&ctx, id).await?;
    let lang = ctx.lang;
    let wrong = |why: &str| respond::invalid(&ctx, asking(&ctx, id, &t, &raw.ends, &Errors::one("ends", why)));
    let Some(ends_at) = when::from_field(ctx.app.config.get("timezone"), raw.ends.trim()).filter(|end| *end > ctx.now) else { return Ok(wrong(lang.signs_error_later())) };
    let tx = ctx.app.db.write().await?;
    match actions::pin(&tx, id, me.id, ends_at, ctx.now).await? {
        Pinned::Done(pin) => {
            audit::record(&tx, Deed { actor: Some(me.id), action: "pinned", object: "question", object_id: id.0, note: &pin.to_string() }, ctx.now).await?;
            tx.commit().await?;
            Ok(respond::see_other_saying(paths::StaffPins, "saved"))
        }
        Pinned::Before => Ok(respond::see_other(paths::StaffPins)),
        Pinned::Enough => Ok(wrong(&lang.signs_error_pins(actions::AT_MOST))),
        Pinned::Nowhere => Ok(wrong(lang.signs_error_nowhere())),
    }
}

pub async fn list(ctx: Ctx) -> Result<Response> {
    let pins = queries::current(ctx.app.db.read(), ctx.now).await?;
    Ok(respond::private_page(&ctx, views::list(&ctx.chrome(), &pins)))
}

pub async fn unpin(Member { ctx, me }: Member, Id(id): Id<PinId>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    if actions::unpin(&tx, id, ctx.now).await? {
        audit::record(&tx, Deed { actor: Some(me.id), action: "unpinned", object: "pin", object_id: id.0, note: "" }, ctx.now).await?;
        tx.commit().await?;
    }
    Ok(respond::see_other_saying(paths::StaffPins, "saved"))
}
