//! What the team does with a thread: each form of its page, by the thread's number or by its escalation's.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use entity::PostId;
use sea_orm::DatabaseTransaction;

use super::{At, allowed, desk, remember, sent};
use crate::error::Result;
use crate::escalations::actions::notes::Written;
use crate::escalations::actions::{self, Answer, Asking, No, Outcome, Promising};
use crate::escalations::forms::{self, Typed};
use crate::photos;
use crate::photos::form::PhotoForm;
use crate::questions::publish::{self, Published};
use crate::questions::{Fields, clean_form_key, drafts, refresh};
use crate::rules::policy::Verb;
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::form::Form;
use crate::web::{paths, respond};

/// May they, and the transaction to do it in.
pub(super) async fn begin(m: &Member, question: PostId) -> Result<DatabaseTransaction> {
    allowed(&m.ctx, question, Verb::Handle).await?;
    Ok(m.ctx.app.db.write().await?)
}

/// A form of the page, about to be done: the transaction under the lock of the question; or an answer at once, where this very
/// form was sent before, or what the page showed is no longer so.
async fn start(m: &Member, at: At, form: &'static str, said: &'static str, fields: &Fields) -> Result<std::result::Result<DatabaseTransaction, Response>> {
    let tx = begin(m, at.question).await?;
    refresh::lock(&tx, at.question).await?;
    if sent(&tx, m.me.id, fields).await? {
        return Ok(Err(done(at.question, said)));
    }
    if let Some(no) = outdated(m, &tx, at, fields).await? {
        drop(tx);
        return Ok(Err(refused(m, at.question, &no, Typed::of(form, fields.clone())).await?));
    }
    Ok(Ok(tx))
}

/// Why what the page showed is no longer so, under the lock of the question.
pub(super) async fn outdated(m: &Member, tx: &DatabaseTransaction, at: At, fields: &Fields) -> Result<Option<No>> {
    match at.escalation.map(Some).or(forms::shown(fields)) {
        Some(shown) => Ok(actions::still(tx, at.question, shown, m.me.id).await?.err()),
        None => Ok(None),
    }
}

fn done(question: PostId, said: &'static str) -> Response {
    respond::see_other_saying(paths::StaffThread { id: question }, said)
}

/// Kept and said; or the page again, with why not and what was typed.
async fn finish<T>(m: &Member, question: PostId, tx: DatabaseTransaction, made: Result<T, No>, said: &'static str, typed: Typed) -> Result<Response> {
    match made {
        Ok(_) => {
            remember(&tx, m.me.id, typed.fields.get("form_key"), &paths::StaffThread { id: question }.to_string(), m.ctx.now).await?;
            tx.commit().await?;
            Ok(done(question, said))
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
    let status = if matches!(no, No::Held(_) | No::Meanwhile(_)) { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    desk::again(m, question, status, typed).await
}

async fn wrong(m: &Member, question: PostId, form: &'static str, fields: Fields, errors: Errors) -> Result<Response> {
    desk::again(m, question, StatusCode::UNPROCESSABLE_ENTITY, Typed::wrong(form, fields, errors)).await
}

/// `POST …/claim`
pub async fn claim(m: Member, at: At, Form(fields): Form<Fields>) -> Result<Response> {
    let q = at.question;
    let tx = match start(&m, at, "claim", "claimed", &fields).await? {
        Ok(tx) => tx,
        Err(over) => return Ok(over),
    };
    let made = actions::claim(&tx, q, m.me.id, m.ctx.now).await?;
    finish(&m, q, tx, made, "claimed", Typed::of("claim", fields)).await
}

/// `POST …/release`
pub async fn release(m: Member, at: At, Form(fields): Form<Fields>) -> Result<Response> {
    let q = at.question;
    let tx = match start(&m, at, "release", "released", &fields).await? {
        Ok(tx) => tx,
        Err(over) => return Ok(over),
    };
    let made = actions::release(&tx, q, m.me.id, m.ctx.now).await?;
    finish(&m, q, tx, made, "released", Typed::of("release", fields)).await
}

/// `POST …/wake`
pub async fn wake(m: Member, at: At, Form(fields): Form<Fields>) -> Result<Response> {
    let q = at.question;
    let tx = match start(&m, at, "wake", "woken", &fields).await? {
        Ok(tx) => tx,
        Err(over) => return Ok(over),
    };
    let made = actions::wake(&tx, q, m.me.id, m.ctx.now).await?;
    finish(&m, q, tx, made, "woken", Typed::of("wake", fields)).await
}

/// `POST …/take-over`
pub async fn take_over(m: Member, at: At, Form(fields): Form<Fields>) -> Result<Response> {
    let q = at.question;
    let why = match forms::note(&fields, "note", "take-note", m.ctx.lang) {
        Ok(text) => Written::new(m.ctx.app.db.read(), &text, m.ctx.lang).await?,
        Err(e) => return wrong(&m, q, "take-over", fields, e).await,
    };
    let tx = match start(&m, at, "take-over", "taken-over", &fields).await? {
        Ok(tx) => tx,
        Err(over) => return Ok(over),
    };
    let made = actions::take_over(&tx, q, m.me.id, &why, m.ctx.now).await?;
    finish(&m, q, tx, made, "taken-over", Typed::of("take-over", fields)).await
}

/// `POST …/assign`
pub async fn assign(m: Member, at: At, Form(fields): Form<Fields>) -> Result<Response> {
    let q = at.question;
    let Some(to) = forms::colleague(&fields) else { return wrong(&m, q, "assign", fields, Errors::one("to", No::NoColleague.message(m.ctx.lang))).await };
    let why = match fields.get("note").trim() {
        "" => None,
        _ => match forms::note(&fields, "note", "assign-note", m.ctx.lang) {
            Ok(text) => Some(Written::new(m.ctx.app.db.read(), &text, m.ctx.lang).await?),
            Err(e) => return wrong(&m, q, "assign", fields, e).await,
        },
    };
    let tx = match start(&m, at, "assign", "assigned", &fields).await? {
        Ok(tx) => tx,
        Err(over) => return Ok(over),
    };
    let made = actions::assign(&tx, q, m.me.id, to, why.as_ref(), m.ctx.now).await?;
    finish(&m, q, tx, made, "assigned", Typed::of("assign", fields)).await
}

/// `POST …/hand-over`
pub async fn hand_over(m: Member, at: At, Form(fields): Form<Fields>) -> Result<Response> {
    let q = at.question;
    let Some(department) = forms::department(&fields) else { return wrong(&m, q, "hand-over", fields, Errors::one("department", No::NoDepartment.message(m.ctx.lang))).await };
    let why = match forms::note(&fields, "note", "hand-note", m.ctx.lang) {
        Ok(text) => Written::new(m.ctx.app.db.read(), &text, m.ctx.lang).await?,
        Err(e) => return wrong(&m, q, "hand-over", fields, e).await,
    };
    let tx = match start(&m, at, "hand-over", "handed-over", &fields).await? {
        Ok(tx) => tx,
        Err(over) => return Ok(over),
    };
    let made = actions::hand_over(&tx, &m.ctx.app.config, q, m.me.id, department, &why, m.ctx.now).await?;
    finish(&m, q, tx, made, "handed-over", Typed::of("hand-over", fields)).await
}

/// `POST …/snooze`
pub async fn snooze(m: Member, at: At, Form(fields): Form<Fields>) -> Result<Response> {
    let q = at.question;
    let Some(sleep) = forms::sleep(&fields, m.ctx.app.config.get("timezone"), m.ctx.now) else {
        return wrong(&m, q, "snooze", fields, Errors::one("until", No::NotAhead.message(m.ctx.lang))).await;
    };
    let tx = match start(&m, at, "snooze", "snoozed", &fields).await? {
        Ok(tx) => tx,
        Err(over) => return Ok(over),
    };
    let made = actions::snooze(&tx, q, m.me.id, sleep.until, sleep.event, m.ctx.now).await?;
    finish(&m, q, tx, made, "snoozed", Typed::of("snooze", fields)).await
}

/// `POST …/details`
pub async fn details(m: Member, at: At, Form(fields): Form<Fields>) -> Result<Response> {
    let q = at.question;
    let words = match forms::details(&fields, m.ctx.lang) {
        Ok(words) => words,
        Err(e) => return wrong(&m, q, "details", fields, e).await,
    };
    allowed(&m.ctx, q, Verb::AskDetails).await?;
    let tx = match start(&m, at, "details", "details-asked", &fields).await? {
        Ok(tx) => tx,
        Err(over) => return Ok(over),
    };
    let made = actions::ask_details(&tx, &m.ctx.app.config, q, m.me.id, Asking { words: &words, team: true }, m.ctx.now).await?;
    finish(&m, q, tx, made, "details-asked", Typed::of("details", fields)).await
}

/// `POST …/promise`
pub async fn promise(m: Member, at: At, Form(fields): Form<Fields>) -> Result<Response> {
    let q = at.question;
    let (words, due) = match forms::promise(&fields, m.ctx.app.config.get("timezone"), m.ctx.lang) {
        Ok(parsed) => parsed,
        Err(e) => return wrong(&m, q, "promise", fields, e).await,
    };
    let tx = match start(&m, at, "promise", "promised", &fields).await? {
        Ok(tx) => tx,
        Err(over) => return Ok(over),
    };
    let made = actions::promise(&tx, &m.ctx.app.config, q, m.me.id, Promising { words: &words, due }, m.ctx.now).await?;
    finish(&m, q, tx, made, "promised", Typed::of("promise", fields)).await
}

/// `POST …/reply`: an official answer.
pub async fn reply(m: Member, at: At, PhotoForm { form: fields, sent: arrived }: PhotoForm<Fields>) -> Result<Response> {
    let q = at.question;
    let source = forms::body(&fields, m.ctx.lang);
    let photos = photos::of_form(&m.ctx, m.me.id, &clean_form_key(fields.get("form_key")), &mut fields.all("photo"), &arrived).await?;
    let (source, photos) = match (source, photos) {
        (Ok(source), Ok(photos)) => (source, photos),
        (source, photos) => {
            let mut errors = source.err().unwrap_or_default();
            for (field, why) in photos.err().unwrap_or_default() {
                errors.add(field, why);
            }
            return wrong(&m, q, "reply", fields, errors).await;
        }
    };
    let text = publish::prepare(m.ctx.app.db.read(), source, "", m.ctx.lang, Vec::new()).await?;
    let key = clean_form_key(fields.get("form_key"));
    let wait = fields.get("then") == "wait";
    let tx = match start(&m, at, "reply", "answered", &fields).await? {
        Ok(tx) => tx,
        Err(over) => return Ok(over),
    };
    let made = actions::reply(&tx, q, m.me.id, Answer { text: Arc::new(text), photos }, &key, wait, m.ctx.now).await?;
    if made.is_ok() {
        drafts::done(&tx, m.me.id, &key).await?;
    }
    finish(&m, q, tx, made, "answered", Typed::of("reply", fields)).await
}

/// `POST …/resolve`: with an answer that is there, one written now, or a sentence everyone reads.
pub async fn resolve(m: Member, at: At, Form(fields): Form<Fields>) -> Result<Response> {
    let q = at.question;
    let ending = match forms::ending(&fields, m.ctx.lang) {
        Ok(ending) => ending,
        Err(e) => return wrong(&m, q, "resolve", fields, e).await,
    };
    let answer = match ending.answer {
        Some(source) => Some(Arc::new(publish::prepare(m.ctx.app.db.read(), source, "", m.ctx.lang, Vec::new()).await?)),
        None => None,
    };
    let tx = match start(&m, at, "resolve", "resolved", &fields).await? {
        Ok(tx) => tx,
        Err(over) => return Ok(over),
    };
    let mut post = ending.post;
    if let Some(text) = answer {
        match actions::reply(&tx, q, m.me.id, text, &clean_form_key(fields.get("form_key")), false, m.ctx.now).await? {
            Ok(Published::New { id, .. }) => post = Some(id),
            // sent before: that ended it
            Ok(Published::Before { .. }) => return Ok(done(q, "resolved")),
            Err(no) => return finish::<()>(&m, q, tx, Err(no), "", Typed::of("resolve", fields)).await,
        }
    }
    let made = actions::resolve(&tx, q, m.me.id, Outcome { what: ending.what, line: &ending.line, post }, m.ctx.now).await?;
    finish(&m, q, tx, made, "resolved", Typed::of("resolve", fields)).await
}

/// `POST …/decline`
pub async fn decline(m: Member, at: At, Form(fields): Form<Fields>) -> Result<Response> {
    let q = at.question;
    let line = match forms::line(&fields, "decline-message", m.ctx.lang) {
        Ok(line) => line,
        Err(e) => return wrong(&m, q, "decline", fields, e).await,
    };
    let tx = match start(&m, at, "decline", "declined", &fields).await? {
        Ok(tx) => tx,
        Err(over) => return Ok(over),
    };
    let made = actions::decline(&tx, q, m.me.id, &line, m.ctx.now).await?;
    finish(&m, q, tx, made, "declined", Typed::of("decline", fields)).await
}

/// `POST …/note`: for the team alone.
pub async fn note(m: Member, at: At, Form(fields): Form<Fields>) -> Result<Response> {
    let q = at.question;
    let text = match forms::note(&fields, "body", "note-body", m.ctx.lang) {
        Ok(text) => Written::new(m.ctx.app.db.read(), &text, m.ctx.lang).await?,
        Err(e) => return wrong(&m, q, "note", fields, e).await,
    };
    let tx = match start(&m, at, "note", "note-kept", &fields).await? {
        Ok(tx) => tx,
        Err(over) => return Ok(over),
    };
    let id = actions::note(&tx, q, m.me.id, &text, m.ctx.now).await?;
    actions::read_mentions(&tx, m.me.id, Some(q), m.ctx.now).await?;
    finish(&m, q, tx, Ok(id), "note-kept", Typed::of("note", fields)).await
}
