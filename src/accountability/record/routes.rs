//! `GET /staff/audit`

use axum::extract::Query;
use axum::response::Response;

use super::forms::Raw;
use super::queries::{self, Reader};
use super::views;
use crate::audit::chain;
use crate::error::Result;
use crate::listings::cursor::Slice;
use crate::rules::policy::{Facts, Verb, may};
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::respond;

/// `GET /staff/audit`
pub async fn page(Member { ctx, me }: Member, Query(raw): Query<Raw>) -> Result<Response> {
    may(&ctx.actor(), Verb::ReadRecord, &Facts::default())?;
    let reader = if may(&ctx.actor(), Verb::ReadWholeRecord, &Facts::default()).is_ok() { Reader::All } else { Reader::Staff(me.id) };
    let db = ctx.app.db.read();
    let mut errors = Errors::new();
    let search = raw.parse(ctx.lang, ctx.app.config.get("timezone"), &mut errors);
    let person = match &search.person {
        Some(name) => {
            let found = queries::person(db, name).await?;
            if found.is_none() {
                errors.add("person", ctx.lang.record_nobody());
            }
            found
        }
        None => None,
    };
    let lines = if errors.is_empty() { queries::lines(db, reader, &search, person).await? } else { Slice { rows: Vec::new(), newer: None, older: None } };
    let head = chain::head(db).await?;
    let markup = views::page(&ctx.chrome(), &views::Found { raw: &raw, lines, whole: reader == Reader::All, links: head.position, last: head.hash }, &errors);
    Ok(if errors.is_empty() { respond::private_page(&ctx, markup) } else { respond::invalid(&ctx, markup) })
}
