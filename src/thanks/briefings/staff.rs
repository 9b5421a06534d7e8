//! `/staff/briefings`: the team writes them, gives them to ambassadors, sees who read them.

use axum::extract::Query;
use axum::response::Response;
use entity::{BriefingId, CategoryId};
use sea_orm::FromQueryResult;

use super::actions::{self, Change, Text};
use super::forms::{Parsed, Raw};
use super::queries::{self, For};
use super::reader::Asked;
use super::views;
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::questions::publish;
use crate::ui::form::Errors;
use crate::ui::when;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};
use crate::{db, values};

async fn front(ctx: &Ctx, asked: &Asked, raw: &Raw, errors: &Errors) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    let mut lines = queries::lines(db, ctx.lang, For::Desk, asked.place(), ctx.now).await?;
    let more = lines.len() > queries::PAGE;
    lines.truncate(queries::PAGE);
    let categories = queries::categories(db, ctx.lang).await?;
    Ok(views::desk::list(&ctx.chrome(), &views::desk::List { lines: &lines, more, raw, categories: &categories, errors }))
}

pub async fn list(ctx: Ctx, Query(asked): Query<Asked>) -> Result<Response> {
    Ok(respond::private_page(&ctx, front(&ctx, &asked, &Raw::default(), &Errors::default()).await?))
}

/// Looks the category up and renders each text, before the transaction.
async fn ready(ctx: &Ctx, parsed: Parsed, editor: entity::AccountId, errors: &mut Errors) -> Result<Option<Change>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: CategoryId,
    }
    let category = match &parsed.category {
        None => None,
        Some(slug) => {
            let row: Option<Row> = db::row(ctx.app.db.read(), "SELECT id FROM category WHERE slug = $1 AND audience = 'public'", values![slug.as_str()]).await?;
            if row.is_none() {
                errors.add("category", ctx.lang.ask_error_category());
                return Ok(None);
            }
            row.map(|r| r.id)
        }
    };
    let mut texts = Vec::new();
    for w in parsed.texts {
        let body = publish::prepare(ctx.app.db.read(), w.body, &w.title, w.lang, Vec::new()).await?;
        texts.push(Text { lang: w.lang.code(), title: w.title, body });
    }
    Ok(Some(Change { category, public_at: parsed.public_at, texts, editor, now: ctx.now }))
}

pub async fn create(Member { ctx, me }: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let mut errors = Errors::default();
    let parsed = raw.parse(ctx.lang, ctx.app.config.get("timezone"), &mut errors);
    if let Some(parsed) = parsed
        && let Some(change) = ready(&ctx, parsed, me.id, &mut errors).await?
    {
        let tx = ctx.app.db.write().await?;
        let id = actions::create(&tx, change).await?;
        audit::record(&tx, Deed { actor: Some(me.id), action: "briefing_made", object: "briefing", object_id: id.0, note: "" }, ctx.now).await?;
        tx.commit().await?;
        return Ok(respond::see_other_saying(paths::StaffBriefing { id }, "saved"));
    }
    Ok(respond::invalid(&ctx, front(&ctx, &Asked::default(), &raw, &errors).await?))
}

async fn desk_page(ctx: &Ctx, id: BriefingId, typed: Option<&Raw>, errors: &Errors) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    let desk = queries::desk(db, id).await?.ok_or(Error::NotFound)?;
    let versions = queries::versions(db, id).await?;
    let newest = |lang: Lang| versions.iter().find(|v| v.lang == lang.code());
    let kept = Raw {
        title_en: newest(Lang::En).map(|v| v.title.clone()).unwrap_or_default(),
        body_en: newest(Lang::En).map(|v| v.source.clone()).unwrap_or_default(),
        title_fr: newest(Lang::Fr).map(|v| v.title.clone()).unwrap_or_default(),
        body_fr: newest(Lang::Fr).map(|v| v.source.clone()).unwrap_or_default(),
        category: desk.category.clone().unwrap_or_default(),
        public_at: when::field(ctx.app.config.get("timezone"), desk.public_at),
    };
    let readings = queries::readings(db, id).await?;
    let ambassadors = queries::ambassadors(db).await?;
    let categories = queries::categories(db, ctx.lang).await?;
    let title = newest(ctx.lang).or(versions.first()).map(|v| v.title.clone()).unwrap_or_default();
    let page = views::desk::One { id, title: &title, desk: &desk, raw: typed.unwrap_or(&kept), categories: &categories, versions: &versions, readings: &readings, ambassadors, errors };
    Ok(views::desk::one(&ctx.chrome(), &page))
}

pub async fn page(ctx: Ctx, Id(id): Id<BriefingId>) -> Result<Response> {
    Ok(respond::private_page(&ctx, desk_page(&ctx, id, None, &Errors::default()).await?))
}

pub async fn save(Member { ctx, me }: Member, Id(id): Id<BriefingId>, Form(raw): Form<Raw>) -> Result<Response> {
    let mut errors = Errors::default();
    let parsed = raw.parse(ctx.lang, ctx.app.config.get("timezone"), &mut errors);
    if let Some(parsed) = parsed
        && let Some(change) = ready(&ctx, parsed, me.id, &mut errors).await?
    {
        let tx = ctx.app.db.write().await?;
        if actions::save(&tx, id, change).await? {
            audit::record(&tx, Deed { actor: Some(me.id), action: "briefing_changed", object: "briefing", object_id: id.0, note: "" }, ctx.now).await?;
            tx.commit().await?;
            return Ok(respond::see_other_saying(paths::StaffBriefing { id }, "saved"));
        }
        drop(tx);
        errors.add("public_at", ctx.lang.briefings_error_passed());
    }
    Ok(respond::invalid(&ctx, desk_page(&ctx, id, Some(&raw), &errors).await?))
}

/// To ambassadors, now.
pub async fn show(Member { ctx, me }: Member, Id(id): Id<BriefingId>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    if actions::show(&tx, &ctx.app.config, id, ctx.now).await? {
        audit::record(&tx, Deed { actor: Some(me.id), action: "briefing_shown", object: "briefing", object_id: id.0, note: "" }, ctx.now).await?;
    }
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffBriefing { id }, "briefing-shown"))
}
