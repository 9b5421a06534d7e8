//! What those who lead are told of what nobody takes.

use entity::{AccountId, PostId};
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::config::Config;
use crate::i18n::Lang;
use crate::mail::{self, Letter, Mail, inert};
use crate::web::paths;
use crate::{db, values};

/// Threads named in one mail.
const NAMED: usize = 20;

/// A thread nobody took.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub question: PostId,
    pub slug: String,
    pub title: String,
    /// Of work.
    pub hours: i64,
}

#[derive(FromQueryResult)]
struct To {
    email: String,
    lang: Option<String>,
}

/// One mail with all of them.
pub async fn unclaimed(tx: &DatabaseTransaction, config: &Config, person: AccountId, list: &[Waiting], now: Millis) -> Result<(), DbErr> {
    let text = "SELECT email, lang FROM account WHERE id = $1 AND email IS NOT NULL AND email_verified_at IS NOT NULL AND placeholder = FALSE AND deleted_at IS NULL";
    let to: Option<To> = db::row(tx, text, values![person.0]).await?;
    let Some(to) = to else { return Ok(()) };
    let lang = to.lang.as_deref().and_then(Lang::from_code).or(Lang::from_code(config.get("default_language"))).unwrap_or_default();
    let (base, count) = (config.base_url(), i64::try_from(list.len()).unwrap_or(i64::MAX));
    let mut opening = vec![lang.mail_unclaimed(count)];
    for one in list.iter().take(NAMED) {
        let at = paths::Question { id: one.question, slug: &one.slug };
        opening.push(format!("{}\n{base}{at}", lang.mail_unclaimed_one(inert(&one.title), one.hours)));
    }
    if list.len() > NAMED {
        opening.push(lang.mail_unclaimed_more(count - i64::try_from(NAMED).unwrap_or(0)));
    }
    let letter = Letter { subject: lang.mail_unclaimed_subject(count, config.get("brand.name")), opening, why: lang.mail_unclaimed_why(config.get("brand.name")), ..Letter::default() };
    mail::queue(tx, config, Mail { account: Some(person), to: to.email, kind: "unclaimed", lang, letter }, now).await
}
