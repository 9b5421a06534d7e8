//! `/questions/{id}/private`: the exchange between the asker and the department. For everyone else there is none.

use axum::response::Response;
use entity::PostId;

use super::{facts, remember, seen, sent};
use crate::audit::{self, Deed};
use crate::error::{Error, Result};
use crate::escalations::actions::{self, No, notes::Written};
use crate::escalations::forms::{self, Typed};
use crate::escalations::{queries, views};
use crate::photos;
use crate::photos::form::PhotoForm;
use crate::questions::facts::scene::Scene;
use crate::questions::limits::{self, Taker};
use crate::questions::{Fields, clean_form_key, refresh};
use crate::rules::daily::Act;
use crate::rules::policy::{Denied, Verb, may};
use crate::ui::form::Errors;
use crate::web::context::Member;
use crate::web::id::Id;
use crate::web::{paths, respond};

/// The thread, for those the exchange is between; nothing at all for others, and a word for other departments.
async fn ours(m: &Member, id: PostId, verb: Verb) -> Result<Scene> {
    let scene = seen(&m.ctx, id).await?;
    let facts = facts(m, &scene).await?;
    match may(&m.ctx.actor(), verb, &facts) {
        Ok(()) if scene.reserved => Err(Error::NotFound),
        Ok(()) => Ok(scene),
        Err(why) if m.me.is_staff() || m.me.id == scene.asker_id => Err(why.into()),
        Err(Denied::Suspended | Denied::Unconfirmed) => Err(Error::NotFound),
        Err(_) => Err(Error::NotFound),
    }
}

fn about<'a>(m: &Member, scene: &'a Scene) -> views::private::About<'a> {
    let asker = m.me.id == scene.asker_id;
    let back = if asker { paths::Question { id: scene.question_id, slug: &scene.slug }.to_string() } else { paths::StaffThread { id: scene.question_id }.to_string() };
    views::private::About { id: scene.question_id, title: &scene.title, back, asker }
}

/// `GET /questions/{id}/private`: the asker reads; of the team one is asked whether they want to.
pub async fn page(m: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = ours(&m, id, Verb::ReadExchange).await?;
    let about = about(&m, &scene);
    let db = m.ctx.app.db.read();
    let chrome = m.ctx.chrome();
    let page = match about.asker {
        true => views::private::page(&chrome, &about, &queries::messages(db, id).await?, &Typed::default()),
        false => views::private::closed(&chrome, &about, &queries::exchange(db, id).await?),
    };
    Ok(respond::private_page(&m.ctx, page))
}

/// `POST /questions/{id}/private/open`: one of the team opens it, which is written down.
pub async fn open(m: Member, Id(id): Id<PostId>) -> Result<Response> {
    let scene = ours(&m, id, Verb::ReadExchange).await?;
    let tx = m.ctx.app.db.write().await?;
    let messages = queries::messages(&tx, id).await?;
    if m.me.id != scene.asker_id {
        audit::record(&tx, Deed { actor: Some(m.me.id), action: "open_exchange", object: "question", object_id: id.0, note: "" }, m.ctx.now).await?;
    }
    tx.commit().await?;
    Ok(respond::private_page(&m.ctx, views::private::page(&m.ctx.chrome(), &about(&m, &scene), &messages, &Typed::default())))
}

/// `POST /questions/{id}/private`
pub async fn say(m: Member, Id(id): Id<PostId>, PhotoForm { form: fields, sent: arrived }: PhotoForm<Fields>) -> Result<Response> {
    let scene = ours(&m, id, Verb::WriteExchange).await?;
    let about = about(&m, &scene);
    let db = m.ctx.app.db.read();
    let parsed = match forms::body(&fields, m.ctx.lang) {
        Ok(_) if !scene.is_visible() => Err(Errors::one("body", No::Hidden.message(m.ctx.lang))),
        parsed => parsed,
    };
    let photos = photos::of_form(&m.ctx, m.me.id, &clean_form_key(fields.get("form_key")), &mut fields.all("file"), &arrived).await?;
    let (text, photos) = match (parsed, photos) {
        (Ok(text), Ok(photos)) => (text, photos),
        (text, photos) => {
            let mut errors = text.err().unwrap_or_default();
            for (_, why) in photos.err().unwrap_or_default() {
                errors.add("files", why);
            }
            return Ok(respond::invalid(&m.ctx, again(&m, &about, fields, errors).await?));
        }
    };
    let text = Written::new(db, &text, m.ctx.lang).await?;
    let to = if about.asker { paths::QuestionPrivate { id }.to_string() } else { paths::StaffThread { id }.to_string() };
    let tx = m.ctx.app.db.write().await?;
    refresh::lock(&tx, id).await?;
    if sent(&tx, m.me.id, &fields).await? {
        return Ok(respond::see_other_saying(to, "private-sent"));
    }
    actions::say(&tx, &m.ctx.app.config, id, m.me.id, &text, &photos, m.ctx.now).await?;
    if let Some(enough) = limits::take(&tx, Taker::new(&m.ctx.app.config, &m.ctx.actor(), m.ctx.now), Act::Private).await? {
        drop(tx);
        let errors = Errors::one("body", enough.message(m.ctx.lang));
        return Ok(respond::too_many(&m.ctx, enough.act.word(), enough.seconds(), again(&m, &about, fields, errors).await?));
    }
    remember(&tx, m.me.id, fields.get("form_key"), &to, m.ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(to, "private-sent"))
}

/// The page with what was typed. What was said before is opened by its own button alone.
async fn again(m: &Member, about: &views::private::About<'_>, fields: Fields, errors: Errors) -> Result<maud::Markup> {
    let before = if about.asker { queries::messages(m.ctx.app.db.read(), about.id).await? } else { Vec::new() };
    Ok(views::private::page(&m.ctx.chrome(), about, &before, &Typed::wrong("private", fields, errors)))
}
