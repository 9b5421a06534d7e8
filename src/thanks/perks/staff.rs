//! `/staff/perks`: the catalogue, the claims to fulfil, what perks were worth in a year.

use axum::extract::Query;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use entity::{PerkClaimId, PerkId};
use serde::Deserialize;

use super::actions::{self, Fulfilled};
use super::forms::{Raw, RawCodes, RawDecision};
use super::letters::Step;
use super::{queries, routes, views};
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::rules::text::Reason;
use crate::ui::form::Errors;
use crate::ui::when;
use crate::web::context::{Ctx, Me, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

/// Codes loaded at once.
const CODES: usize = 2_000;

async fn front(ctx: &Ctx, me: &Me, raw: &Raw, errors: &Errors) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    let perks = queries::catalogue(db, me.id, true).await?;
    let (waiting, _) = queries::desk(db).await?;
    let years = queries::years(db).await?;
    Ok(views::desk::list(&ctx.chrome(), &views::desk::List { perks: &perks, waiting: waiting.len(), years: &years, raw, errors, currency: ctx.app.config.get("currency") }))
}

pub async fn list(Member { ctx, me }: Member) -> Result<Response> {
    let raw = Raw { per_member: "1".into(), ..Raw::default() };
    Ok(respond::private_page(&ctx, front(&ctx, &me, &raw, &Errors::default()).await?))
}

pub async fn create(Member { ctx, me }: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let mut errors = Errors::default();
    let Some(new) = raw.parse(ctx.lang, &mut errors) else { return Ok(respond::invalid(&ctx, front(&ctx, &me, &raw, &errors).await?)) };
    let tx = ctx.app.db.write().await?;
    let id = actions::create(&tx, me.id, new, ctx.now).await?;
    audit::record(&tx, Deed { actor: Some(me.id), action: "perk_made", object: "perk", object_id: id.0, note: "" }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffPerk { id }, "saved"))
}

async fn desk_page(ctx: &Ctx, me: &Me, id: PerkId, typed: Option<&Raw>, errors: &Errors) -> Result<maud::Markup> {
    let perk = queries::one(ctx.app.db.read(), id, me.id).await?.ok_or(Error::NotFound)?;
    let kept = Raw {
        title_en: perk.title_en.clone(),
        title_fr: perk.title_fr.clone(),
        text_en: perk.text_en.clone(),
        text_fr: perk.text_fr.clone(),
        value: perk.value.to_string(),
        stock: perk.stock.map(|s| s.to_string()).unwrap_or_default(),
        per_member: perk.per_member.to_string(),
        rank: perk.rank.word().into(),
    };
    Ok(views::desk::one(&ctx.chrome(), &perk, typed.unwrap_or(&kept), errors, ctx.app.config.get("currency")))
}

pub async fn page(Member { ctx, me }: Member, Id(id): Id<PerkId>) -> Result<Response> {
    Ok(respond::private_page(&ctx, desk_page(&ctx, &me, id, None, &Errors::default()).await?))
}

pub async fn save(Member { ctx, me }: Member, Id(id): Id<PerkId>, Form(raw): Form<Raw>) -> Result<Response> {
    let mut errors = Errors::default();
    if let Some(new) = raw.parse(ctx.lang, &mut errors) {
        let tx = ctx.app.db.write().await?;
        queries::one(&tx, id, me.id).await?.ok_or(Error::NotFound)?;
        if actions::save(&tx, id, new).await? {
            audit::record(&tx, Deed { actor: Some(me.id), action: "perk_changed", object: "perk", object_id: id.0, note: "" }, ctx.now).await?;
            tx.commit().await?;
            return Ok(respond::see_other_saying(paths::StaffPerk { id }, "saved"));
        }
        drop(tx);
        errors.add("stock", ctx.lang.perks_error_stock());
    }
    Ok(respond::invalid(&ctx, desk_page(&ctx, &me, id, Some(&raw), &errors).await?))
}

/// Codes, one a line.
pub async fn codes(Member { ctx, me }: Member, Id(id): Id<PerkId>, Form(raw): Form<RawCodes>) -> Result<Response> {
    let codes = raw.lines();
    if codes.is_empty() || codes.len() > CODES {
        let why = if codes.is_empty() { ctx.lang.perks_error_codes().to_owned() } else { ctx.lang.perks_error_codes_many(i64::try_from(CODES).unwrap_or(i64::MAX)) };
        return Ok(respond::invalid(&ctx, desk_page(&ctx, &me, id, None, &Errors::one("codes", why)).await?));
    }
    let tx = ctx.app.db.write().await?;
    queries::one(&tx, id, me.id).await?.ok_or(Error::NotFound)?;
    let added = actions::load_codes(&tx, id, &codes, ctx.now).await?;
    audit::record(&tx, Deed { actor: Some(me.id), action: "perk_codes_loaded", object: "perk", object_id: id.0, note: &added.to_string() }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffPerk { id }, "saved"))
}

pub async fn retire(Member { ctx, me }: Member, Id(id): Id<PerkId>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    actions::retire(&tx, id, ctx.now).await?;
    audit::record(&tx, Deed { actor: Some(me.id), action: "perk_retired", object: "perk", object_id: id.0, note: "" }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffPerks, "saved"))
}

async fn claims_page(ctx: &Ctx, trouble: Option<(PerkClaimId, &RawDecision)>, errors: &Errors) -> Result<maud::Markup> {
    let (waiting, others) = queries::desk(ctx.app.db.read()).await?;
    Ok(views::desk::claims(&ctx.chrome(), &waiting, &others, trouble, errors, ctx.app.config.get("currency")))
}

pub async fn claims(ctx: Ctx) -> Result<Response> {
    Ok(respond::private_page(&ctx, claims_page(&ctx, None, &Errors::default()).await?))
}

/// A manager gives it, says no, or notes that it arrived.
pub async fn decide(Member { ctx, me }: Member, Id(id): Id<PerkClaimId>, Form(raw): Form<RawDecision>) -> Result<Response> {
    let claim = queries::claim(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    let tx = ctx.app.db.write().await?;
    let code: String = raw.code.trim().chars().filter(|c| !c.is_control()).take(200).collect();
    let (done, step, action) = match raw.decision.as_str() {
        "fulfil" => match actions::fulfil(&tx, me.id, id, &code, ctx.now).await? {
            Fulfilled::Done => (true, Step::Ready, "perk_given"),
            Fulfilled::Before => (false, Step::Ready, ""),
            Fulfilled::CodeTaken => {
                drop(tx);
                return Ok(respond::invalid(&ctx, claims_page(&ctx, Some((id, &raw)), &Errors::one("code", ctx.lang.perks_error_code_taken())).await?));
            }
        },
        "decline" => match Reason::parse(&raw.reason) {
            Ok(reason) => (actions::decline(&tx, me.id, id, reason.as_str(), ctx.now).await?, Step::Declined(&raw.reason), "perk_declined"),
            Err(e) => {
                drop(tx);
                return Ok(respond::invalid(&ctx, claims_page(&ctx, Some((id, &raw)), &Errors::one("reason", e.message(ctx.lang))).await?));
            }
        },
        "done" => (actions::received(&tx, id, None, ctx.now).await?, Step::Done, "perk_done"),
        _ => return Err(Error::BadRequest("a decision is fulfil, decline or done")),
    };
    if !done {
        return Err(Error::Conflict("this claim was dealt with meanwhile"));
    }
    routes::tell(&tx, &ctx, &claim, step).await?;
    audit::record(&tx, Deed { actor: Some(me.id), action, object: "perk_claim", object_id: id.0, note: "" }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffPerkClaims, "decided"))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Year {
    year: String,
}

/// What each member was given in a year: `year,account,username,name,perks,value,currency`.
pub async fn values(ctx: Ctx, Query(asked): Query<Year>) -> Result<Response> {
    let year = asked.year.parse().unwrap_or_else(|_| when::year(ctx.app.config.get("timezone"), ctx.now));
    let rows = queries::values_of(ctx.app.db.read(), year).await?;
    let mut out = csv::Writer::from_writer(Vec::new());
    let trouble = |e: csv::Error| Error::Internal(anyhow::Error::new(e));
    out.write_record(["year", "account", "username", "name", "perks", "value", "currency"]).map_err(trouble)?;
    for r in rows {
        // a name must not become a formula where the file is opened
        let name = if r.display_name.starts_with(['=', '+', '-', '@', '\t']) { format!("'{}", r.display_name) } else { r.display_name };
        out.write_record([year.to_string(), r.member_id.to_string(), r.username, name, r.claims.to_string(), r.value.to_string(), ctx.app.config.get("currency").to_owned()]).map_err(trouble)?;
    }
    let bytes = out.into_inner().map_err(|e| Error::Internal(anyhow::anyhow!("{e}")))?;
    let mut response = ([(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], bytes).into_response();
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"perks-{year}.csv\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}
