//! `GET` and `POST /staff/feed/act`, `POST /staff/feed/undo`.

use axum::response::Response;
use entity::PostId;
use serde::Deserialize;

use super::forms::{Asked, Press, Raw};
use super::views::{self, Scene};
use super::{actions, queries, undo};
use crate::error::{Error, Result};
use crate::escalations::actions::No;
use crate::feed::acts::actions::{Presser, Refusal};
use crate::feed::acts::Word;
use crate::ui::form::Errors;
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::respond;

/// What a form is drawn from.
#[derive(Default)]
struct Drawn {
    errors: Errors,
    refused: Vec<(String, String)>,
    done: usize,
}

/// The form of an act.
pub async fn form(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let press = raw.press()?;
    draw(&m.ctx, &press, &raw, Drawn::default()).await
}

async fn draw(ctx: &Ctx, press: &Press, raw: &Raw, drawn: Drawn) -> Result<Response> {
    let db = ctx.app.db.read();
    let picked = queries::picked(db, &press.on).await?;
    let colleagues = if press.word == Word::Assign { queries::colleagues(db, ctx.now).await? } else { Vec::new() };
    let departments = if press.word == Word::HandOver { queries::departments(db).await? } else { Vec::new() };
    let answers = match (press.word, picked.as_slice()) {
        (Word::Resolve, [one]) => queries::answers(db, one.id).await?,
        _ => Vec::new(),
    };
    let scene = Scene { press, picked: &picked, colleagues: &colleagues, departments: &departments, answers: &answers, typed: raw, errors: &drawn.errors, refused: &drawn.refused, done: drawn.done };
    if ctx.fragment.as_deref() == Some("act") {
        return Ok(respond::fragment(views::part(&ctx.chrome(), &scene, false), None));
    }
    let page = views::page(&ctx.chrome(), &scene);
    let fine = drawn.errors.is_empty() && drawn.refused.is_empty();
    Ok(if fine { respond::private_page(ctx, page) } else { respond::invalid(ctx, page) })
}

/// Does it.
pub async fn act(m: Member, Form(raw): Form<Raw>) -> Result<Response> {
    let ctx = &m.ctx;
    let press = raw.press()?;
    if press.on.is_empty() {
        return draw(ctx, &press, &raw, Drawn { errors: Errors::one("", ctx.lang.feed_nothing_picked()), ..Drawn::default() }).await;
    }
    let db = ctx.app.db.read();
    let (colleagues, departments) = (queries::colleagues(db, ctx.now).await?, queries::departments(db).await?);
    let asked = Asked { lang: ctx.lang, zone: ctx.app.config.get("timezone"), now: ctx.now, colleagues: &colleagues, departments: &departments };
    let deed = match raw.deed(press.word, &asked) {
        Ok(deed) => deed,
        Err(errors) => return draw(ctx, &press, &raw, Drawn { errors, ..Drawn::default() }).await,
    };
    let by = Presser { me: m.me.id, actor: ctx.actor(), lang: ctx.lang };
    let made = actions::press(&ctx.app, &by, press.word, &press.on, &deed, ctx.now).await?;
    if made.refused.is_empty() {
        return Ok(respond::see_other_saying(on_row(&press), press.word.said()));
    }
    let left: Vec<_> = made.refused.iter().map(|(id, _)| *id).collect();
    let titles = queries::picked(ctx.app.db.read(), &left).await?;
    let named = |id: PostId| titles.iter().find(|p| p.id == id).map_or_else(|| format!("#{id}"), |p| p.title.clone());
    let refused = made.refused.iter().map(|(id, why)| (named(*id), why.message(ctx.lang))).collect();
    // what a colleague has is taken over with a word to them, or left
    let held = |why: &Refusal| press.word == Word::Claim && matches!(why, Refusal::No(No::Held(_)));
    let word = if made.refused.iter().any(|(_, why)| held(why)) { Word::TakeOver } else { press.word };
    let again = |why: &Refusal| if word == press.word { why.is_worth_another() } else { held(why) };
    let again = Press { word, on: made.refused.iter().filter(|(_, why)| again(why)).map(|(id, _)| *id).collect(), ..press };
    draw(ctx, &again, &raw, Drawn { refused, done: made.done.len(), ..Drawn::default() }).await
}

/// The list one came from, standing on the next row.
fn on_row(press: &Press) -> String {
    let Some(next) = press.next else { return press.back.clone() };
    let sep = if press.back.contains('?') { '&' } else { '?' };
    format!("{}{sep}row={next}#t-{next}", press.back)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct RawUndo {
    act: String,
    back: String,
}

/// Takes the last press back.
pub async fn take_back(m: Member, Form(raw): Form<RawUndo>) -> Result<Response> {
    let ctx = &m.ctx;
    let act = raw.act.parse().map_err(|_| Error::BadRequest("an act is a number"))?;
    let tx = ctx.app.db.write().await?;
    let undone = undo::undo(&tx, act, m.me.id, ctx.now).await?;
    tx.commit().await?;
    ctx.app.feed.look();
    let back = Raw { back: raw.back, ..Raw::default() }.back();
    Ok(respond::see_other_saying(back, if undone.kept == 0 { "feed-undone" } else { "feed-undone-in-part" }))
}
