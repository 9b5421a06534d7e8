//! A question is sent: published, looked at once more, kept for an account to come, or shown again with what is wrong.
//! The form and the drafts page both end here.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use entity::DraftKind;
use maud::Markup;
use sea_orm::FromQueryResult;

use super::forms::{Raw, Wrong};
use super::routes::refused;
use super::settle::{self, Settled, Stop};
use super::views::{self, Category};
use crate::deadlines::outlook;
use crate::error::Result;
use crate::i18n::Lang;
use crate::photos::form::Sent;
use crate::photos::{self, Shown};
use crate::questions::drafts::{self, Draft, Keep, Owner};
use crate::questions::limits::{self, Taker};
use crate::questions::masking_review;
use crate::questions::publish::{self, NewQuestion, Published};
use crate::questions::{clean_form_key, new_form_key, similar};
use crate::rules::daily::{Act, Enough};
use crate::rules::policy::{Actor, Denied, Facts, Verb, may};
use crate::search::Similar;
use crate::signs;
use crate::ui::signs::Sign;
use crate::web::context::{Ctx, Me};
use crate::web::{paths, respond};
use crate::{db, values};

/// What the form's page shows beside the form.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extra<'a> {
    pub wrong: &'a [Wrong],
    /// The draft the form was filled from.
    pub draft: Option<&'a Draft>,
    /// Another one, that is not in the form.
    pub other_draft: Option<&'a Draft>,
    pub similar: bool,
    /// The text as it would be published.
    pub preview: Option<&'a Markup>,
}

/// The page of the form.
pub async fn page(ctx: &Ctx, raw: &Raw, extra: Extra<'_>) -> Result<Markup> {
    let categories = categories(ctx).await?;
    let found = match extra.similar {
        true if ctx.app.limits.similar(ctx).is_ok() => Some(similar::to(&ctx.app, &raw.title, ctx.lang).await),
        _ => None, // asking is never refused because looking up is
    };
    let signs = match &found {
        Some(found) => signs_like(ctx, &raw.title, found).await?,
        None => Vec::new(),
    };
    let staff = ctx.actor().is_staff();
    let waits = if ctx.me.is_none() { views::Waits::ForAccount } else if ctx.actor().confirmed { views::Waits::No } else { views::Waits::ForAddress };
    let c = ctx.chrome();
    let outlook = outlook::of(ctx.app.db.read(), &c.zone, None, ctx.now).await?;
    let promise = outlook::words(ctx.lang, &c.zone, &c.brand.team, &outlook, ctx.now);
    Ok(views::form(&c, &views::Form { raw, extra, categories: &categories, similar: found.as_deref(), signs: &signs, staff, waits, promise }))
}

/// Incidents that may be what somebody is about to ask of.
pub async fn signs_like(ctx: &Ctx, title: &str, found: &[Similar]) -> Result<Vec<Sign>> {
    let ids: Vec<i64> = found.iter().map(|s| s.id.0).collect();
    signs::like(&ctx.app, ctx.lang, title, &ids, ctx.now).await
}

async fn categories(ctx: &Ctx) -> Result<Vec<Category>> {
    let name = if ctx.lang == Lang::Fr { "name_fr" } else { "name_en" };
    let text = format!("SELECT slug, {name} AS name FROM category WHERE audience = 'public' OR $1 ORDER BY position, id");
    let circle = may(&ctx.actor(), Verb::Circle, &Facts::default()).is_ok();
    #[derive(FromQueryResult)]
    struct Row {
        slug: String,
        name: String,
    }
    let rows: Vec<Row> = db::rows(ctx.app.db.read(), &text, values![circle]).await?;
    Ok(rows.into_iter().map(|r| Category { slug: r.slug, name: r.name }).collect())
}

/// Does with a filled form what can be done with it.
pub async fn send(ctx: &Ctx, headers: &HeaderMap, mut raw: Raw, sent: &Sent) -> Result<Response> {
    raw.lang = Some(ctx.lang);
    raw.form_key = Some(clean_form_key(&raw.form_key)).filter(|k| !k.is_empty()).unwrap_or_else(new_form_key);
    let actor = ctx.actor();
    if actor.suspended {
        return Err(Denied::Suspended.into());
    }
    if actor.silenced {
        return Err(Denied::Silenced.into());
    }
    let waits = actor.is_visitor() || !actor.confirmed;
    // Whoever has no account yet is judged as the newcomer they will be.
    let judged = if waits { Actor { id: Some(0), confirmed: true, reputation: 1, ..Actor::visitor() } } else { actor };
    let token = sent.token().or_else(|| drafts::token(&ctx.app.config, headers)).map(str::to_owned);
    let owner = photos_of(ctx, token.as_deref());
    let photos = named(ctx, &owner, &judged, &mut raw, sent).await?;
    let settled = settle::settle(&ctx.app, &raw, &judged, ctx.lang).await?;
    let (photos, settled) = match (photos, settled) {
        (Ok(photos), settled) => (photos, settled),
        (Err(mut wrong), Err(Stop::Wrong(more))) => {
            wrong.splice(0..0, more);
            (Photos::default(), Err(Stop::Wrong(wrong)))
        }
        (Err(wrong), _) => (Photos::default(), Err(Stop::Wrong(wrong))),
    };
    match settled {
        Err(Stop::Wrong(wrong)) => {
            let page = page(ctx, &raw, Extra { wrong: &wrong, ..Default::default() }).await?;
            Ok(refused(ctx, StatusCode::UNPROCESSABLE_ENTITY, page))
        }
        Err(Stop::Review(review)) => Ok(masking_review::page(ctx, &review, &paths::Questions.to_string(), &raw.fields(), true)),
        Ok(settled) => match ctx.me.clone() {
            Some(me) if !waits => publish_now(ctx, &me, &actor, &raw, settled, photos).await,
            Some(me) => keep_for_address(ctx, &me, &raw).await,
            None => keep_for_account(ctx, token, &raw).await,
        },
    }
}

async fn publish_now(ctx: &Ctx, me: &Me, actor: &Actor, raw: &Raw, settled: Settled, photos: Photos) -> Result<Response> {
    let new = NewQuestion {
        author: me.id,
        title: settled.title,
        category: settled.category,
        tags: settled.tags,
        text: settled.text,
        official: raw.official(actor.is_staff()),
        photos: photos.public,
        private_photos: photos.private,
        form_key: raw.form_key.clone(),
        now: ctx.now,
    };
    let tx = ctx.app.db.write().await?;
    db::turn(&tx, &drafts::turn(me.id)).await?;
    let made = publish::question(&tx, &new).await?;
    if let Published::New { id, .. } = &made {
        let taker = Taker::new(&ctx.app.config, actor, ctx.now);
        let mut reached = limits::take(&tx, taker, Act::Question).await?;
        if reached.is_none() {
            reached = limits::same(&tx, taker, Act::Question, *id).await?;
        }
        if reached.is_none() {
            reached = limits::new_tags(&tx, taker, *id).await?;
        }
        if let Some(reached) = reached {
            tx.rollback().await?;
            return enough(ctx, me, raw, reached).await;
        }
    }
    drafts::done(&tx, me.id, &raw.form_key).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(made.location(), if made.is_held() { "held" } else { "published" }))
}

/// Beyond a limit the text is kept, and the page says when it may be published.
async fn enough(ctx: &Ctx, me: &Me, raw: &Raw, reached: Enough) -> Result<Response> {
    keep(ctx, Owner::Account(me.id), raw, false).await?;
    let field = if reached.act == Act::NewTag { "tags" } else { "" };
    let page = page(ctx, raw, Extra { wrong: &[(field, format!("{} {}", reached.message(ctx.lang), ctx.lang.ask_error_kept()))], ..Default::default() }).await?;
    Ok(respond::too_many(ctx, reached.act.word(), reached.seconds(), page))
}

async fn keep_for_address(ctx: &Ctx, me: &Me, raw: &Raw) -> Result<Response> {
    if !keep(ctx, Owner::Account(me.id), raw, true).await? {
        let page = page(ctx, raw, Extra { wrong: &[("", ctx.lang.ask_error_drafts_many().to_owned())], ..Default::default() }).await?;
        return Ok(refused(ctx, StatusCode::UNPROCESSABLE_ENTITY, page));
    }
    Ok(respond::see_other(paths::Confirm))
}

async fn keep_for_account(ctx: &Ctx, token: Option<String>, raw: &Raw) -> Result<Response> {
    ctx.app.limits.asks.take(ctx.ip)?;
    let config = &ctx.app.config;
    let token = token.unwrap_or_else(drafts::new_token);
    if !keep(ctx, Owner::Browser(&drafts::hash(&token)), raw, true).await? {
        let page = page(ctx, raw, Extra { wrong: &[("", ctx.lang.ask_error_kept_many().to_owned())], ..Default::default() }).await?;
        return Ok(refused(ctx, StatusCode::UNPROCESSABLE_ENTITY, page));
    }
    let mut response = respond::see_other(paths::with_query(paths::Signup, &[("next", &paths::Drafts.to_string())]));
    response.headers_mut().append(header::SET_COOKIE, drafts::set_cookie(config, &token));
    Ok(response)
}

/// Photos that a form brings, found to be its sender's.
#[derive(Default)]
struct Photos {
    public: Vec<Shown>,
    private: Vec<Shown>,
}

/// Whose photos a form may name.
fn photos_of(ctx: &Ctx, token: Option<&str>) -> photos::Owner {
    match &ctx.me {
        Some(me) => photos::Owner::Account(me.id),
        None => photos::Owner::Browser(token.map(drafts::hash).unwrap_or_default()),
    }
}

/// The photos of a form, or what is wrong with them.
async fn named(ctx: &Ctx, owner: &photos::Owner, actor: &Actor, raw: &mut Raw, sent: &Sent) -> Result<std::result::Result<Photos, Vec<Wrong>>> {
    let mut wrong = sent.errors(ctx.lang);
    let db = ctx.app.db.read();
    let mut all = Photos::default();
    for (field, keys, into) in [("photos", &mut raw.photo, &mut all.public), ("private_photos", &mut raw.private_photo, &mut all.private)] {
        match photos::queries::named(db, owner, actor, &raw.form_key, keys).await? {
            Ok(found) => *into = found,
            Err(why) => wrong.push((field, why.message(ctx.lang))),
        }
    }
    Ok(if wrong.is_empty() { Ok(all) } else { Err(wrong) })
}

async fn keep(ctx: &Ctx, owner: Owner<'_>, raw: &Raw, publish_on_confirm: bool) -> Result<bool> {
    let payload = serde_json::to_string(raw).map_err(anyhow::Error::new)?;
    let tx = ctx.app.db.write().await?;
    let draft = Keep { owner, kind: DraftKind::Question, question: None, form_key: &raw.form_key, payload, publish_on_confirm, now: ctx.now };
    let kept = drafts::keep(&tx, draft).await?;
    tx.commit().await?;
    Ok(kept)
}
