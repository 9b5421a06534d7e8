//! What the team does with a thread: each form of its page, by the thread's number or by its escalation's.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use entity::PostId;
use sea_orm::DatabaseTransaction;

use super::{On, allowed, desk};
use crate::error::Result;
use crate::escalations::actions::notes::Written;
use crate::escalations::actions::{self, Asking, No, Outcome, Promising};
use crate::escalations::forms::{self, Typed};
use crate::escalations::letters;
use crate::questions::{Fields, clean_form_key, drafts, publish};
use crate::rules::policy::Verb;
use crate::rules::text::Reason;
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::{paths, respond};

/// May they, and the transaction to do it in.
pub(super) async fn begin(m: &Member, question: PostId) -> Result<DatabaseTransaction> {
    allowed(&m.ctx, question, Verb::Handle).await?;
    Ok(m.ctx.app.db.write().await?)
}

/// Kept and said; or the page again, with why not and what was typed.
async fn finish<T>(m: &Member, question: PostId, tx: DatabaseTransaction, done: Result<T, No>, said: &'static str, typed: Typed) -> Result<Response> {
    match done {
        Ok(_) => {
            tx.commit().await?;
            Ok(respond::see_other_saying(paths::StaffThread { id: question }, said))
        }
        Err(no) => {
            drop(tx);
            refused(m, question, &no, typed).await
        }
    }
}

pub(super) async fn refused(m: &Member, question: PostId, no: &No, mut typed: Typed) -> Result<Response> {
    let field = match no {
        No::NoNote if typed.is("take-over") => "take-note",
        No::NoNote => "hand-note",
        No::NotAhead if typed.is("snooze") => "until",
        No::NotAhead | No::LeadOnly | No::ManagerOnly => "due",
        No::NoDepartment => "department",
        No::NoColleague => "to",
        No::NoOutcome => "outcome-message",
        _ => "",
    };
    typed.errors.add(field, no.message(m.ctx.lang));
    let status = if matches!(no, No::Held(_)) { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    desk::again(m, question, status, typed).await
}

async fn wrong(m: &Member, question: PostId, form: &'static str, fields: Fields, errors: Errors) -> Result<Response> {
    desk::again(m, question, StatusCode::UNPROCESSABLE_ENTITY, Typed::wrong(form, fields, errors)).await
}

/// `POST …/claim`
pub async fn claim(m: Member, On(q): On) -> Result<Response> {
    let tx = begin(&m, q).await?;
    let done = actions::claim(&tx, q, m.me.id, m.ctx.now).await?;
    finish(&m, q, tx, done, "claimed", Typed::of("claim", Fields::default())).await
}

/// `POST …/release`
pub async fn release(m: Member, On(q): On) -> Result<Response> {
    let tx = begin(&m, q).await?;
    let done = actions::release(&tx, q, m.me.id, m.ctx.now).await?;
    finish(&m, q, tx, done, "released", Typed::of("release", Fields::default())).await
}

/// `POST …/wake`
pub async fn wake(m: Member, On(q): On) -> Result<Response> {
    let tx = begin(&m, q).await?;
    let done = actions::wake(&tx, q, m.me.id, m.ctx.now).await?;
    finish(&m, q, tx, done, "woken", Typed::of("wake", Fields::default())).await
}

/// `POST …/take-over`
pub async fn take_over(m: Member, On(q): On, Form(fields): Form<Fields>) -> Result<Response> {
    let why = match forms::note(&fields, "note", "take-note", m.ctx.lang) {
        Ok(text) => Written::new(m.ctx.app.db.read(), &text, m.ctx.lang).await?,
        Err(e) => return wrong(&m, q, "take-over", fields, e).await,
    };
    let tx = begin(&m, q).await?;
    let done = actions::take_over(&tx, q, m.me.id, &why, m.ctx.now).await?;
    finish(&m, q, tx, done, "taken-over", Typed::of("take-over", fields)).await
}

/// `POST …/assign`
pub async fn assign(m: Member, On(q): On, Form(fields): Form<Fields>) -> Result<Response> {
    let Some(to) = forms::colleague(&fields) else { return wrong(&m, q, "assign", fields, Errors::one("to", No::NoColleague.message(m.ctx.lang))).await };
    let why = match fields.get("note").trim() {
        "" => None,
        _ => match forms::note(&fields, "note", "assign-note", m.ctx.lang) {
            Ok(text) => Some(Written::new(m.ctx.app.db.read(), &text, m.ctx.lang).await?),
            Err(e) => return wrong(&m, q, "assign", fields, e).await,
        },
    };
    let tx = begin(&m, q).await?;
    let done = actions::assign(&tx, q, m.me.id, to, why.as_ref(), m.ctx.now).await?;
    finish(&m, q, tx, done, "assigned", Typed::of("assign", fields)).await
}

/// `POST …/hand-over`
pub async fn hand_over(m: Member, On(q): On, Form(fields): Form<Fields>) -> Result<Response> {
    let Some(department) = forms::department(&fields) else { return wrong(&m, q, "hand-over", fields, Errors::one("department", No::NoDepartment.message(m.ctx.lang))).await };
    let why = match forms::note(&fields, "note", "hand-note", m.ctx.lang) {
        Ok(text) => Written::new(m.ctx.app.db.read(), &text, m.ctx.lang).await?,
        Err(e) => return wrong(&m, q, "hand-over", fields, e).await,
    };
    let tx = begin(&m, q).await?;
    let done = actions::hand_over(&tx, q, m.me.id, department, &why, m.ctx.now).await?;
    if let Ok(times @ 2..) = done {
        letters::handed_around(&tx, &m.ctx.app.config, q, times, m.ctx.now).await?;
    }
    finish(&m, q, tx, done, "handed-over", Typed::of("hand-over", fields)).await
}

/// `POST …/snooze`
pub async fn snooze(m: Member, On(q): On, Form(fields): Form<Fields>) -> Result<Response> {
    let Some(sleep) = forms::sleep(&fields, m.ctx.app.config.get("timezone"), m.ctx.now) else {
        return wrong(&m, q, "snooze", fields, Errors::one("until", No::NotAhead.message(m.ctx.lang))).await;
    };
    let tx = begin(&m, q).await?;
    let done = actions::snooze(&tx, q, m.me.id, sleep.until, sleep.event, m.ctx.now).await?;
    finish(&m, q, tx, done, "snoozed", Typed::of("snooze", fields)).await
}

/// `POST …/details`
pub async fn details(m: Member, On(q): On, Form(fields): Form<Fields>) -> Result<Response> {
    let words = match Reason::parse(fields.get("words")) {
        Ok(words) => words.into_string(),
        Err(e) => return wrong(&m, q, "details", fields, Errors::one("words", e.message(m.ctx.lang))).await,
    };
    allowed(&m.ctx, q, Verb::AskDetails).await?;
    let tx = begin(&m, q).await?;
    let done = actions::ask_details(&tx, &m.ctx.app.config, q, m.me.id, Asking { words: &words, team: true }, m.ctx.now).await?;
    finish(&m, q, tx, done, "details-asked", Typed::of("details", fields)).await
}

/// `POST …/promise`
pub async fn promise(m: Member, On(q): On, Form(fields): Form<Fields>) -> Result<Response> {
    let (words, due) = match forms::promise(&fields, m.ctx.app.config.get("timezone"), m.ctx.lang) {
        Ok(parsed) => parsed,
        Err(e) => return wrong(&m, q, "promise", fields, e).await,
    };
    let tx = begin(&m, q).await?;
    let done = actions::promise(&tx, &m.ctx.app.config, q, m.me.id, Promising { words: &words, due }, m.ctx.now).await?;
    finish(&m, q, tx, done, "promised", Typed::of("promise", fields)).await
}

/// `POST …/reply`: an official answer.
pub async fn reply(m: Member, On(q): On, Form(fields): Form<Fields>) -> Result<Response> {
    let source = match forms::body(&fields, m.ctx.lang) {
        Ok(source) => source,
        Err(e) => return wrong(&m, q, "reply", fields, e).await,
    };
    let text = publish::prepare(m.ctx.app.db.read(), source, "", m.ctx.lang, Vec::new()).await?;
    let key = clean_form_key(fields.get("form_key"));
    let wait = fields.get("then") == "wait";
    let tx = begin(&m, q).await?;
    let done = actions::reply(&tx, q, m.me.id, Arc::new(text), &key, wait, m.ctx.now).await?;
    if done.is_ok() {
        drafts::done(&tx, m.me.id, &key).await?;
    }
    finish(&m, q, tx, done, "answered", Typed::of("reply", fields)).await
}

/// `POST …/resolve`: with an answer that is there, one written now, or a sentence everyone reads.
pub async fn resolve(m: Member, On(q): On, Form(fields): Form<Fields>) -> Result<Response> {
    let ending = match forms::ending(&fields, m.ctx.lang) {
        Ok(ending) => ending,
        Err(e) => return wrong(&m, q, "resolve", fields, e).await,
    };
    let answer = match ending.answer {
        Some(source) => Some(Arc::new(publish::prepare(m.ctx.app.db.read(), source, "", m.ctx.lang, Vec::new()).await?)),
        None => None,
    };
    let tx = begin(&m, q).await?;
    let mut post = ending.post;
    if let Some(text) = answer {
        match actions::reply(&tx, q, m.me.id, text, &clean_form_key(fields.get("form_key")), false, m.ctx.now).await? {
            Ok(made) => post = made.id(),
            Err(no) => return finish::<()>(&m, q, tx, Err(no), "", Typed::of("resolve", fields)).await,
        }
    }
    let done = actions::resolve(&tx, q, m.me.id, Outcome { what: ending.what, line: &ending.line, post }, m.ctx.now).await?;
    finish(&m, q, tx, done, "resolved", Typed::of("resolve", fields)).await
}

/// `POST …/decline`
pub async fn decline(m: Member, On(q): On, Form(fields): Form<Fields>) -> Result<Response> {
    let line = match forms::line(&fields, "decline-message", m.ctx.lang) {
        Ok(line) => line,
        Err(e) => return wrong(&m, q, "decline", fields, e).await,
    };
    let tx = begin(&m, q).await?;
    let done = actions::decline(&tx, q, m.me.id, &line, m.ctx.now).await?;
    finish(&m, q, tx, done, "declined", Typed::of("decline", fields)).await
}

/// `POST …/note`: for the team alone.
pub async fn note(m: Member, On(q): On, Form(fields): Form<Fields>) -> Result<Response> {
    let text = match forms::note(&fields, "body", "note-body", m.ctx.lang) {
        Ok(text) => Written::new(m.ctx.app.db.read(), &text, m.ctx.lang).await?,
        Err(e) => return wrong(&m, q, "note", fields, e).await,
    };
    let tx = begin(&m, q).await?;
    let id = actions::note(&tx, q, m.me.id, &text, m.ctx.now).await?;
    actions::read_mentions(&tx, m.me.id, Some(q), m.ctx.now).await?;
    finish(&m, q, tx, Ok(id), "note-kept", Typed::of("note", fields)).await
}
