//! `/unsubscribe/{key}/{what}`: ends a kind of mails, without a log-in. The page asks first: whatever fetches links from
//! mails does not end them. A mail program sends the form by itself (RFC 8058).

use axum::extract::Path;
use axum::response::Response;
use entity::AccountId;
use maud::{Markup, html};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use super::choices::{self, Digest};
use super::kinds::{How, Kind};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::i18n::Lang;
use crate::ui::chrome::Chrome;
use crate::ui::{form, layout};
use crate::web::context::Ctx;
use crate::web::{paths, respond};
use crate::{db, values};

/// What a link ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Kind(Kind),
    Digest,
}

impl What {
    fn from_word(word: &str) -> Option<What> {
        if word == "digest" {
            return Some(What::Digest);
        }
        Kind::from_word(word).filter(|k| k.choices().contains(&How::Never)).map(What::Kind)
    }

    fn label(self, lang: Lang) -> &'static str {
        match self {
            What::Kind(kind) => kind.label(lang),
            What::Digest => lang.notifications_digest(),
        }
    }
}

/// The page that ends mails of a kind, or `digest`, for a member.
pub async fn address(tx: &DatabaseTransaction, config: &Config, account: AccountId, what: &str) -> std::result::Result<String, DbErr> {
    let key = choices::key(tx, account).await?;
    Ok(format!("{}{}", config.base_url(), paths::Unsubscribe { key: &key, what }))
}

#[derive(FromQueryResult)]
struct Owner {
    account_id: AccountId,
}

async fn owner(db: &impl ConnectionTrait, key: &str) -> Result<AccountId> {
    if key.len() != 32 || !key.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Error::NotFound);
    }
    let owner: Option<Owner> = db::row(db, "SELECT account_id FROM notification_rhythm WHERE key = $1", values![key]).await?;
    Ok(owner.ok_or(Error::NotFound)?.account_id)
}

/// `GET /unsubscribe/{key}/{what}`
pub async fn page(ctx: Ctx, Path((key, what)): Path<(String, String)>) -> Result<Response> {
    let what = What::from_word(&what).ok_or(Error::NotFound)?;
    owner(ctx.app.db.read(), &key).await?;
    Ok(respond::private_page(&ctx, ask(&ctx.chrome(), what)))
}

/// `POST /unsubscribe/{key}/{what}`
pub async fn end(ctx: Ctx, Path((key, what)): Path<(String, String)>) -> Result<Response> {
    let what = What::from_word(&what).ok_or(Error::NotFound)?;
    let tx = ctx.app.db.write().await?;
    let account = owner(&tx, &key).await?;
    match what {
        What::Kind(kind) => choices::choose(&tx, account, kind, How::Never).await?,
        What::Digest => {
            let rhythm = choices::Rhythm { digest: Digest::None, ..choices::rhythm(&tx, account).await? };
            choices::keep(&tx, &ctx.app.config, account, &rhythm, ctx.now).await?;
        }
    }
    tx.commit().await?;
    Ok(respond::private_page(&ctx, done(&ctx.chrome(), what)))
}

fn ask(c: &Chrome, what: What) -> Markup {
    let lang = c.lang;
    let body = layout::section(html! {
        h1 { (lang.notifications_unsubscribe()) }
        p { (lang.notifications_unsubscribe_text()) }
        p { strong { (what.label(lang)) } }
        form method="post" action=(c.path_here()) { (form::submit(lang.notifications_unsubscribe_button())) }
        p { a href=(paths::SettingsMails) { (lang.notifications_settings()) } }
    });
    layout::page(c, &layout::Page { title: lang.notifications_unsubscribe(), noindex: true, ..layout::Page::default() }, body)
}

fn done(c: &Chrome, what: What) -> Markup {
    let lang = c.lang;
    let body = layout::section(html! {
        h1 { (lang.notifications_unsubscribed()) }
        p { (lang.notifications_unsubscribed_text()) " " strong { (what.label(lang)) } }
        p { a href=(paths::SettingsMails) { (lang.notifications_settings()) } }
    });
    layout::page(c, &layout::Page { title: lang.notifications_unsubscribed(), noindex: true, ..layout::Page::default() }, body)
}
