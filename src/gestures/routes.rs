//! `/staff/gestures`, and the form that proposes one from a thread.

use axum::response::Response;
use entity::{GestureId, GestureKindId, GestureState, PostId};

use super::actions::{self, Decided, Made, New};
use super::forms::{RawDecision, RawGesture, RawKind, RawRule};
use super::{queries, views};
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::escalations::actions::notes::Written;
use crate::i18n::Lang;
use crate::questions::{clean_form_key, new_form_key};
use crate::rules::policy::{Facts, Verb, may};
use crate::rules::text::Reason;
use crate::ui::form::Errors;
use crate::ui::when;
use crate::web::context::{Ctx, Me, Member};
use crate::web::form::Form;
use crate::web::id::Id;
use crate::web::{paths, respond};

fn month(ctx: &Ctx) -> i64 {
    when::month_of(ctx.app.config.get("timezone"), ctx.now)
}

/// What a manager typed in one of the forms of the list.
#[derive(Default)]
struct Typed {
    kind: RawKind,
    rule: Option<RawRule>,
    trouble: Option<GestureId>,
}

async fn front(ctx: &Ctx, me: &Me, typed: Typed, errors: &Errors) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    let (waiting, others) = queries::list(db).await?;
    let rule = queries::rule(db).await?;
    let raw_rule = typed.rule.unwrap_or(RawRule { allowance: rule.allowance.to_string(), budget: rule.budget.to_string(), hours: (rule.approval_minutes / 60).to_string() });
    let list = views::List {
        waiting: &waiting,
        others: &others,
        month: queries::month(db, month(ctx), me.id).await?,
        kinds: &queries::kinds(db, true).await?,
        me: me.id,
        raw_kind: &typed.kind,
        raw_rule: &raw_rule,
        trouble: typed.trouble,
        currency: ctx.app.config.get("currency"),
        errors,
    };
    Ok(views::list(&ctx.chrome(), &list))
}

pub async fn list(Member { ctx, me }: Member) -> Result<Response> {
    Ok(respond::private_page(&ctx, front(&ctx, &me, Typed::default(), &Errors::new()).await?))
}

async fn asking(ctx: &Ctx, me: &Me, id: PostId, raw: &RawGesture, errors: &Errors) -> Result<maud::Markup> {
    let db = ctx.app.db.read();
    let thread = queries::thread(db, id).await?.ok_or(Error::NotFound)?;
    let page = views::Propose {
        thread: &thread,
        kinds: &queries::kinds(db, false).await?,
        before: &queries::of_thread(db, id).await?,
        month: queries::month(db, month(ctx), me.id).await?,
        currency: ctx.app.config.get("currency"),
        raw,
        errors,
    };
    Ok(views::propose(&ctx.chrome(), &page))
}

async fn allowed(ctx: &Ctx, id: PostId) -> Result<()> {
    let thread = queries::thread(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    Ok(may(&ctx.actor(), Verb::Gesture, &Facts { asker: Some(thread.asker_id.0), ..Facts::default() })?)
}

/// `GET /staff/threads/{id}/gesture`
pub async fn form(Member { ctx, me }: Member, Id(id): Id<PostId>) -> Result<Response> {
    allowed(&ctx, id).await?;
    let raw = RawGesture { form_key: new_form_key(), ..RawGesture::default() };
    Ok(respond::private_page(&ctx, asking(&ctx, &me, id, &raw, &Errors::new()).await?))
}

/// `POST /staff/threads/{id}/gesture`
pub async fn propose(Member { ctx, me }: Member, Id(id): Id<PostId>, Form(raw): Form<RawGesture>) -> Result<Response> {
    allowed(&ctx, id).await?;
    let mut errors = Errors::new();
    let parsed = raw.parse(ctx.lang, &mut errors);
    let kind = match &parsed {
        Some(p) => queries::kind(ctx.app.db.read(), p.kind).await?,
        None => None,
    };
    if parsed.is_some() && kind.is_none() {
        errors.add("kind", ctx.lang.gestures_error_kind());
    }
    let amount = kind.as_ref().and_then(|k| k.value).or(parsed.as_ref().and_then(|p| p.amount));
    if kind.is_some() && amount.is_none() {
        errors.add("amount", ctx.lang.gestures_error_amount());
    }
    let (Some(parsed), Some(kind), Some(amount)) = (parsed, kind, amount) else {
        return Ok(respond::invalid(&ctx, asking(&ctx, &me, id, &raw, &errors).await?));
    };
    let words = Written::new(ctx.app.db.read(), &parsed.words, ctx.lang).await?;
    let new = New { question: id, kind: &kind, amount, words: &words, reason: &parsed.reason, by: me.id, month: month(&ctx), form_key: &clean_form_key(&raw.form_key) };
    let tx = ctx.app.db.write().await?;
    let (made, said) = match actions::propose(&tx, &ctx.app.config, &new, ctx.now).await? {
        Made::Given(made) => (made, "gesture-given"),
        Made::Waits(made) => (made, "gesture-waits"),
        Made::Before => return Ok(respond::see_other(paths::StaffGestures)),
        Made::NoBudget => {
            drop(tx);
            let errors = Errors::one("amount", ctx.lang.gestures_error_budget());
            return Ok(respond::invalid(&ctx, asking(&ctx, &me, id, &raw, &errors).await?));
        }
    };
    let action = if said == "gesture-given" { "gesture_given" } else { "gesture_proposed" };
    audit::record(&tx, Deed { actor: Some(me.id), action, object: "gesture", object_id: made.0, note: &amount.to_string() }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffGestures, said))
}

/// `POST /staff/gestures/{id}`: a manager decides, or whoever proposed it takes it back.
pub async fn decide(Member { ctx, me }: Member, Id(id): Id<GestureId>, Form(raw): Form<RawDecision>) -> Result<Response> {
    let g = queries::one(ctx.app.db.read(), id).await?.ok_or(Error::NotFound)?;
    let facts = Facts { author: Some(g.proposed_by.0), asker: Some(g.customer_id.0), ..Facts::default() };
    let lang = ctx.lang;
    let refused = async |field: &'static str, why: String| {
        let errors = Errors::one(field, why);
        Ok(respond::invalid(&ctx, front(&ctx, &me, Typed { trouble: Some(id), ..Typed::default() }, &errors).await?))
    };
    let note = match (raw.note.trim().is_empty(), Reason::parse(&raw.note)) {
        (true, _) => String::new(),
        (_, Ok(note)) => note.into_string(),
        (_, Err(e)) => return refused("note", e.message(lang)).await,
    };
    let action = match raw.decision.as_str() {
        "approve" => {
            may(&ctx.actor(), Verb::ApproveGesture, &facts)?;
            let words = Written::new(ctx.app.db.read(), &g.words, lang).await?;
            let tx = ctx.app.db.write().await?;
            match actions::approve(&tx, &ctx.app.config, &g, me.id, &words, month(&ctx), &note, ctx.now).await? {
                Decided::Before => return Err(Error::Conflict("this gesture was decided meanwhile")),
                Decided::NoBudget => {
                    drop(tx);
                    return refused("", lang.gestures_error_budget().to_owned()).await;
                }
                Decided::Done => {}
            }
            (tx, "gesture_approved")
        }
        word @ ("refuse" | "withdraw") => {
            let state = if word == "refuse" { GestureState::Refused } else { GestureState::Withdrawn };
            if state == GestureState::Refused {
                may(&ctx.actor(), Verb::ApproveGesture, &facts)?;
                if note.is_empty() {
                    return refused("note", lang.text_missing().to_owned()).await;
                }
            } else if g.proposed_by != me.id {
                return Err(Error::NotFound);
            }
            let tx = ctx.app.db.write().await?;
            if !actions::close(&tx, &g, state, me.id, &note, ctx.now).await? {
                return Err(Error::Conflict("this gesture was decided meanwhile"));
            }
            (tx, if state == GestureState::Refused { "gesture_refused" } else { "gesture_withdrawn" })
        }
        _ => return Err(Error::BadRequest("a decision is approve, refuse or withdraw")),
    };
    let (tx, action) = action;
    audit::record(&tx, Deed { actor: Some(me.id), action, object: "gesture", object_id: id.0, note: "" }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffGestures, "decided"))
}

pub async fn create_kind(Member { ctx, me }: Member, Form(raw): Form<RawKind>) -> Result<Response> {
    let mut errors = Errors::new();
    let Some(kind) = raw.parse(ctx.lang, &mut errors) else {
        return Ok(respond::invalid(&ctx, front(&ctx, &me, Typed { kind: raw, ..Typed::default() }, &errors).await?));
    };
    let tx = ctx.app.db.write().await?;
    let id = actions::create_kind(&tx, &kind, ctx.now).await?;
    audit::record(&tx, Deed { actor: Some(me.id), action: "gesture_kind_made", object: "gesture_kind", object_id: id, note: "" }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffGestures, "saved"))
}

pub async fn retire_kind(Member { ctx, me }: Member, Id(id): Id<GestureKindId>) -> Result<Response> {
    let tx = ctx.app.db.write().await?;
    actions::retire_kind(&tx, id.0, ctx.now).await?;
    audit::record(&tx, Deed { actor: Some(me.id), action: "gesture_kind_retired", object: "gesture_kind", object_id: id.0, note: "" }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffGestures, "saved"))
}

pub async fn save_rule(Member { ctx, me }: Member, Form(raw): Form<RawRule>) -> Result<Response> {
    let mut errors = Errors::new();
    let Some(rule) = raw.parse(ctx.lang, &mut errors) else {
        return Ok(respond::invalid(&ctx, front(&ctx, &me, Typed { rule: Some(raw), ..Typed::default() }, &errors).await?));
    };
    let tx = ctx.app.db.write().await?;
    actions::set_rule(&tx, rule, month(&ctx)).await?;
    audit::record(&tx, Deed { actor: Some(me.id), action: "gesture_rules", object: "gesture_rule", object_id: 1, note: &format!("{} {} {}", rule.0, rule.1, rule.2) }, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::StaffGestures, "saved"))
}

/// A kind's name in a language.
pub(super) fn name<'a>(lang: Lang, en: &'a str, fr: &'a str) -> &'a str {
    if lang == Lang::Fr { fr } else { en }
}
