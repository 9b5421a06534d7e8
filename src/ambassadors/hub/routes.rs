//! The public page's handler.

use axum::extract::Query;
use axum::response::Response;
use entity::Role;
use serde::Deserialize;

use super::views::{self, Hub};
use crate::ambassadors::boards::{self, Board};
use crate::ambassadors::{charter, nominations, people};
use crate::error::Result;
use crate::i18n::Lang;
use crate::listings::remembered;
use crate::reputation::versions;
use crate::web::context::Ctx;
use crate::web::respond;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    board: String,
    category: String,
}

pub async fn page(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response> {
    let db = ctx.app.db.read();
    let n = versions::current(db).await?.numbers;
    let categories = remembered::categories(&ctx.app).await?;
    let category = categories.iter().find(|c| c.slug == asked.category);
    let board = Board::from_word(&asked.board);
    let me = ctx.me.as_ref().filter(|m| m.role == Role::Customer).map(|m| m.id);
    let hub = Hub {
        ambassadors: people::ambassadors(db, ctx.lang).await?,
        emeriti: people::emeriti(db, ctx.lang).await?,
        board,
        category: category.map(|c| c.slug.clone()).unwrap_or_default(),
        categories: categories.iter().map(|c| (c.slug.clone(), if ctx.lang == Lang::Fr { c.name_fr.clone() } else { c.name_en.clone() })).collect(),
        shown: boards::read(db, board, category.map_or(0, |c| c.id), me, ctx.now).await?,
        me: ctx.me.as_ref().map(|m| m.username.clone()),
        charter: charter::charter(ctx.lang, &ctx.app.config, &n.programme),
        nominations: match ctx.me {
            Some(_) => nominations::queries::open(db).await?,
            None => Vec::new(),
        },
    };
    Ok(respond::page(&ctx, views::page(&ctx.chrome(), &hub, &n)))
}
