//! `/rules` for everybody, `/admin/rules` for managers.

use axum::http::StatusCode;
use axum::response::Response;
use entity::VersionId;

use super::forms::Typed;
use super::{queries, views};
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::questions::Fields;
use crate::reputation::versions::{self, Version};
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::respond::Keep;
use crate::web::{paths, respond};

/// `GET /rules`: the numbers in force.
pub async fn current(ctx: Ctx) -> Result<Response> {
    let version = versions::current(ctx.app.db.read()).await?;
    Ok(respond::see_other(paths::Rules { id: version.id }))
}

/// `GET /admin/rules`
pub async fn page(ctx: Ctx) -> Result<Response> {
    let version = versions::current(ctx.app.db.read()).await?;
    let typed = Typed::of(&version.numbers);
    show(&ctx, StatusCode::OK, &version, &typed, &Errors::new(), None).await
}

/// `POST /admin/rules`: `do` is `try` or `apply`.
pub async fn save(member: Member, Form(form): Form<Fields>) -> Result<Response> {
    let ctx = &member.ctx;
    let version = versions::current(ctx.app.db.read()).await?;
    let typed = Typed::from(&form, &version.numbers);
    let numbers = match typed.parse(&version.numbers, ctx.lang) {
        Ok(numbers) => numbers,
        Err(errors) => return show(ctx, StatusCode::UNPROCESSABLE_ENTITY, &version, &typed, &errors, None).await,
    };
    match form.get("do") {
        "try" => {
            let tried = queries::tried(&ctx.app, ctx.now, &version.numbers, &numbers).await?;
            show(ctx, StatusCode::OK, &version, &typed, &Errors::new(), Some(&tried)).await
        }
        "apply" => {
            let note = match typed.note(ctx.lang) {
                Ok(note) => note,
                Err(errors) => return show(ctx, StatusCode::UNPROCESSABLE_ENTITY, &version, &typed, &errors, None).await,
            };
            if numbers == version.numbers {
                return Ok(respond::see_other_saying(paths::AdminRules, "unchanged"));
            }
            let seen = form.get("base").parse().map(VersionId).map_err(|_| Error::BadRequest("base is the version the form was made from"))?;
            let tx = ctx.app.db.write().await?;
            if !versions::is_last(&tx, seen).await? {
                drop(tx);
                let version = versions::current(ctx.app.db.read()).await?;
                return show(ctx, StatusCode::CONFLICT, &version, &typed, &Errors::one("", ctx.lang.rulebook_overtaken()), None).await;
            }
            let id = versions::apply(&tx, &numbers, &version.zone, Some(member.me.id), &note, ctx.now).await?;
            audit::record(&tx, Deed { actor: Some(member.me.id), action: "rules_applied", object: "rule_version", object_id: id.0, note: &note }, ctx.now).await?;
            tx.commit().await?;
            Ok(respond::see_other_saying(paths::AdminRules, "rules-applied"))
        }
        _ => Err(Error::BadRequest("do is try or apply")),
    }
}

async fn show(ctx: &Ctx, status: StatusCode, version: &Version, typed: &Typed, errors: &Errors, tried: Option<&views::Tried>) -> Result<Response> {
    let history = queries::history(ctx.app.db.read()).await?;
    let page = views::Page { version: version.id, typed, errors, tried, history: &history };
    Ok(respond::page_with(ctx, status, Keep::Never, views::page(&ctx.chrome(), &page)))
}
