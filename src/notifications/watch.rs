//! Following and muting: a tag, a category, a person; a question is followed in its own table, and muted here.

use axum::extract::Path;
use axum::response::Response;
use entity::{AccountId, PostId};
use maud::{Markup, html};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};
use serde::Deserialize;

use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::rules::policy::{Facts, Verb, may};
use crate::ui::chrome::Chrome;
use crate::ui::form;
use crate::ui::{Icon, icon};
use crate::web::context::{Ctx, Member};
use crate::web::form::Form;
use crate::web::{paths, respond};
use crate::{db, values};

/// Things one may follow or mute at once.
const AT_MOST: i64 = 500;

/// What can be followed as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Tag,
    Category,
    Person,
    /// Muted only.
    Question,
}

impl What {
    pub fn word(self) -> &'static str {
        match self {
            What::Tag => "tag",
            What::Category => "category",
            What::Person => "person",
            What::Question => "question",
        }
    }
}

/// How somebody stands to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    None,
    Follows,
    Mutes,
}

#[derive(FromQueryResult)]
struct Row {
    muted: bool,
}

pub async fn state(db: &impl ConnectionTrait, who: AccountId, what: What, target: i64) -> Result<State, DbErr> {
    let row: Option<Row> = db::row(db, "SELECT muted FROM watch WHERE account_id = $1 AND what = $2 AND target_id = $3", values![who.0, what.word(), target]).await?;
    Ok(row.map_or(State::None, |r| if r.muted { State::Mutes } else { State::Follows }))
}

/// Of the reader of a page, if somebody is signed in.
pub async fn of_reader(ctx: &Ctx, what: What, target: i64) -> Result<Option<State>> {
    match &ctx.me {
        Some(me) => Ok(Some(state(ctx.app.db.read(), me.id, what, target).await?)),
        None => Ok(None),
    }
}

/// `false`: it would be one too many.
pub async fn set(tx: &DatabaseTransaction, who: AccountId, what: What, target: i64, state: State, now: Millis) -> Result<bool, DbErr> {
    if state == State::None {
        db::run(tx, "DELETE FROM watch WHERE account_id = $1 AND what = $2 AND target_id = $3", values![who.0, what.word(), target]).await?;
        return Ok(true);
    }
    let text = "INSERT INTO watch (account_id, what, target_id, muted, created_at) SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS BIGINT), CAST($4 AS BOOLEAN), CAST($5 AS BIGINT)
         WHERE (SELECT COUNT(*) FROM watch WHERE account_id = $1) < $6 OR EXISTS (SELECT 1 FROM watch WHERE account_id = $1 AND what = $2 AND target_id = $3)
         ON CONFLICT (account_id, what, target_id) DO UPDATE SET muted = excluded.muted";
    Ok(db::run(tx, text, values![who.0, what.word(), target, state == State::Mutes, now, AT_MOST]).await? > 0)
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    state: String,
}

impl Raw {
    fn state(&self) -> Result<State> {
        match self.state.as_str() {
            "follow" => Ok(State::Follows),
            "mute" => Ok(State::Mutes),
            "none" => Ok(State::None),
            _ => Err(Error::BadRequest("follow, mute or none")),
        }
    }
}

#[derive(FromQueryResult)]
struct Found {
    id: i64,
}

async fn switch(m: &Member, what: What, text: &str, name: &str, raw: &Raw, back: String) -> Result<Response> {
    let (ctx, state) = (&m.ctx, raw.state()?);
    let tx = ctx.app.db.write().await?;
    let found: Option<Found> = db::row(&tx, text, values![name]).await?;
    let target = found.ok_or(Error::NotFound)?.id;
    if what == What::Person && target == m.me.id.0 {
        return Err(Error::BadRequest("nobody follows themselves"));
    }
    let set = set(&tx, m.me.id, what, target, state, ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(back, if set { "saved" } else { "watches-enough" }))
}

/// `POST /tags/{name}/watch`
pub async fn tag(m: Member, Path(name): Path<String>, Form(raw): Form<Raw>) -> Result<Response> {
    switch(&m, What::Tag, "SELECT id FROM tag WHERE name = $1", &name, &raw, paths::Tag { name: &name }.to_string()).await
}

/// `POST /categories/{slug}/watch`
pub async fn category(m: Member, Path(slug): Path<String>, Form(raw): Form<Raw>) -> Result<Response> {
    let circle = may(&m.ctx.actor(), Verb::Circle, &Facts::default()).is_ok();
    let text = if circle { "SELECT id FROM category WHERE slug = $1" } else { "SELECT id FROM category WHERE slug = $1 AND audience = 'public'" };
    switch(&m, What::Category, text, &slug, &raw, paths::Category { slug: &slug }.to_string()).await
}

/// `POST /users/{username}/watch`
pub async fn person(m: Member, Path(username): Path<String>, Form(raw): Form<Raw>) -> Result<Response> {
    let text = "SELECT id FROM account WHERE username = $1 AND deleted_at IS NULL";
    switch(&m, What::Person, text, &username, &raw, paths::User { username: &username }.to_string()).await
}

/// Two buttons, for whoever is signed in.
pub fn controls(c: &Chrome, action: impl std::fmt::Display, state: Option<State>) -> Markup {
    let lang = c.lang;
    let Some(state) = state else { return html! {} };
    let (follows, mutes) = (state == State::Follows, state == State::Mutes);
    html! {
        form.inline.acts method="post" action=(action) {
            button.btn.tog name="state" value=(if follows { "none" } else { "follow" }) aria-pressed=(if follows { "true" } else { "false" }) { (icon(Icon::Bell)) (if follows { lang.facts_following() } else { lang.facts_follow() }) }
            button.btn.tog name="state" value=(if mutes { "none" } else { "mute" }) aria-pressed=(if mutes { "true" } else { "false" }) { (icon(Icon::BellOff)) (if mutes { lang.notifications_muted() } else { lang.notifications_mute() }) }
        }
    }
}

/// One thing that is followed or muted, as its owner finds it in their settings.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Watched {
    pub what: String,
    pub target_id: i64,
    pub muted: bool,
    pub name: String,
    /// Of its address.
    pub word: String,
}

pub async fn all(db: &impl ConnectionTrait, lang: Lang, who: AccountId) -> Result<Vec<Watched>, DbErr> {
    let code = lang.code();
    let text = format!("SELECT w.what, w.target_id, w.muted, w.created_at, t.name, t.name AS word FROM watch w JOIN tag t ON t.id = w.target_id WHERE w.account_id = $1 AND w.what = 'tag'
         UNION ALL SELECT w.what, w.target_id, w.muted, w.created_at, c.name_{code}, c.slug FROM watch w JOIN category c ON c.id = w.target_id WHERE w.account_id = $1 AND w.what = 'category'
         UNION ALL SELECT w.what, w.target_id, w.muted, w.created_at, a.display_name, a.username FROM watch w JOIN account a ON a.id = w.target_id AND a.deleted_at IS NULL WHERE w.account_id = $1 AND w.what = 'person'
         UNION ALL SELECT w.what, w.target_id, w.muted, w.created_at, q.title, q.slug FROM watch w JOIN question q ON q.id = w.target_id AND q.state = 'visible' WHERE w.account_id = $1 AND w.what = 'question'
         ORDER BY 4 DESC, 2");
    db::rows(db, &text, values![who.0]).await
}

impl Watched {
    fn href(&self) -> String {
        match self.what.as_str() {
            "tag" => paths::Tag { name: &self.word }.to_string(),
            "category" => paths::Category { slug: &self.word }.to_string(),
            "person" => paths::User { username: &self.word }.to_string(),
            _ => paths::QuestionShort { id: PostId(self.target_id) }.to_string(),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct End {
    what: String,
    target: String,
}

/// `POST /settings/watch`
pub async fn end(m: Member, Form(raw): Form<End>) -> Result<Response> {
    let what = [What::Tag, What::Category, What::Person, What::Question].into_iter().find(|w| w.word() == raw.what).ok_or(Error::BadRequest("what is followed"))?;
    let target = raw.target.parse().map_err(|_| Error::BadRequest("what is followed has a number"))?;
    let tx = m.ctx.app.db.write().await?;
    set(&tx, m.me.id, what, target, State::None, m.ctx.now).await?;
    tx.commit().await?;
    Ok(respond::see_other_saying(paths::SettingsMails, "saved"))
}

/// The list in the settings.
pub fn list(c: &Chrome, all: &[Watched]) -> Markup {
    let lang = c.lang;
    html! {
        h2 id="watch" { (lang.notifications_watch()) }
        @if all.is_empty() { p.hint { (lang.notifications_watch_none()) } }
        ul.plain role="list" {
            @for w in all {
                li.row {
                    (icon(if w.muted { Icon::BellOff } else { Icon::Bell }))
                    a href=(w.href()) dir="auto" { (w.name) }
                    span.hint { (if w.muted { lang.notifications_muted() } else { lang.facts_following() }) }
                    form.inline method="post" action=(paths::SettingsWatch) {
                        (form::hidden("what", &w.what)) (form::hidden("target", w.target_id))
                        button.linkish { (lang.notifications_watch_end()) span.vh { " " (w.name) } }
                    }
                }
            }
        }
    }
}
