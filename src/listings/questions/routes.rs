//! Handlers of the lists of questions, of tags and of products.

use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Deserialize;

use crate::bus::Topic;
use crate::error::{Error, Result};
use crate::listings::cursor::{From, Place, Slice};
use crate::listings::questions::{queries, views};
use crate::listings::remembered;
use crate::listings::questions::views::Above;
use crate::signs::{self, Place as SignPlace};
use crate::listings::rows::{self, Sort, Status};
use crate::notifications::watch::{self, What};
use crate::rules::policy::{Facts, Verb, may};
use crate::web::context::Ctx;
use crate::web::respond;

/// What an address of a list says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    status: String,
    sort: String,
    after: String,
    before: String,
}

impl Asked {
    fn from(&self) -> From {
        From::parse(&self.after, &self.before)
    }
}

pub async fn home(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response> {
    let (status, sort, from) = (Status::from_word(&asked.status), Sort::from_word(&asked.sort), asked.from());
    let found = rows::page(ctx.app.db.read(), ctx.lang, None, status, sort, from).await?;
    let slice = Slice::of(found, from, |q| sort.place(q));
    let side = remembered::side(&ctx.app).await?;
    let signs = signs::at(&ctx.app, ctx.lang, SignPlace { home: true, ..SignPlace::default() }, ctx.now).await?;
    Ok(respond::shared(&ctx, Topic::Everything, signs::turn(&ctx.app, ctx.now).await?, views::home(&ctx.chrome(), &slice, status, sort, from.is_start(), &side, &signs)))
}

pub async fn tag(ctx: Ctx, Path(name): Path<String>, Query(asked): Query<Asked>) -> Result<Response> {
    let (status, from) = (Status::from_word(&asked.status), asked.from());
    let db = ctx.app.db.read();
    let tag = queries::tag(db, &name).await?.ok_or(Error::NotFound)?;
    let found = rows::tagged(db, ctx.lang, tag.id, status, from).await?;
    let slice = Slice::of(found, from, |q| Sort::Activity.place(q));
    let signs = signs::at(&ctx.app, ctx.lang, SignPlace { tags: std::slice::from_ref(&tag.name), list: true, ..SignPlace::default() }, ctx.now).await?;
    let watched = watch::of_reader(&ctx, What::Tag, tag.id).await?;
    Ok(respond::shared(&ctx, Topic::Everything, signs::turn(&ctx.app, ctx.now).await?, views::tag(&ctx.chrome(), &tag, &slice, status, from.is_start(), &Above { signs: &signs, watched, ..Above::default() })))
}

pub async fn category(ctx: Ctx, Path(slug): Path<String>, Query(asked): Query<Asked>) -> Result<Response> {
    let (status, from) = (Status::from_word(&asked.status), asked.from());
    let all = remembered::categories(&ctx.app).await?;
    let Some(category) = all.iter().find(|c| c.slug == slug) else { return reserved(&ctx, &slug, status, from).await };
    let found = rows::page(ctx.app.db.read(), ctx.lang, Some((" AND category_id = $1", category.id)), status, Sort::Activity, from).await?;
    let slice = Slice::of(found, from, |q| Sort::Activity.place(q));
    let signs = signs::at(&ctx.app, ctx.lang, SignPlace { category: Some(&slug), list: true, ..SignPlace::default() }, ctx.now).await?;
    let first = from.is_start() && status == Status::All;
    let pinned = if first { signs::pinned(&ctx.app, &slug, ctx.now).await? } else { Vec::new() };
    let pinned = rows::by_ids(ctx.app.db.read(), ctx.lang, &pinned).await?.into_iter().map(|r| r.q).collect::<Vec<_>>();
    Ok(respond::shared(&ctx, Topic::Everything, signs::turn(&ctx.app, ctx.now).await?, views::category(&ctx.chrome(), category, &slice, status, from.is_start(), &Above { signs: &signs, pinned: &pinned, watched: watch::of_reader(&ctx, What::Category, category.id).await? })))
}

/// A category for ambassadors and the team; for anybody else there is none.
async fn reserved(ctx: &Ctx, slug: &str, status: Status, from: From) -> Result<Response> {
    if may(&ctx.actor(), Verb::Circle, &Facts::default()).is_err() {
        return Err(Error::NotFound);
    }
    let db = ctx.app.db.read();
    let category = queries::reserved_categories(db).await?.into_iter().find(|c| c.slug == slug).ok_or(Error::NotFound)?;
    let slice = Slice::of(rows::reserved(db, ctx.lang, category.id, status, from).await?, from, |q| Sort::Activity.place(q));
    Ok(respond::private_page(ctx, views::category(&ctx.chrome(), &category, &slice, status, from.is_start(), &Above { watched: watch::of_reader(ctx, What::Category, category.id).await?, ..Above::default() })))
}

pub async fn tags(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response> {
    let from = asked.from();
    let slice = Slice::of(queries::tags(ctx.app.db.read(), from).await?, from, |t| Place { key: t.questions, id: t.id });
    Ok(respond::shared(&ctx, Topic::Everything, None, views::tags(&ctx.chrome(), &slice)))
}

pub async fn categories(ctx: Ctx) -> Result<Response> {
    let all = remembered::categories(&ctx.app).await?;
    let circle = may(&ctx.actor(), Verb::Circle, &Facts::default()).is_ok();
    let reserved = if circle { queries::reserved_categories(ctx.app.db.read()).await? } else { Vec::new() };
    Ok(respond::shared(&ctx, Topic::Everything, None, views::categories(&ctx.chrome(), &all, &reserved)))
}
