//! Mails: written into the outbox in the transaction of their cause, sent by a job, kept for the admin where no server
//! is set. A mail that was queued is never sent twice under another identity: every try has the same Message-ID.
//! What people typed never becomes a link in a mail of ours.

pub mod jobs;
pub mod letter;

use entity::AccountId;
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::config::Config;
use crate::db;
use crate::i18n::Lang;
use crate::notifications::{How, Kind, messages, unsubscribe};
use crate::values;

pub use letter::{Letter, List, Part, Said, inert, inert_text};

/// A mail on its way into the outbox.
pub struct Mail {
    /// Whose it is; none when the account is gone.
    pub account: Option<AccountId>,
    pub to: String,
    /// What caused it: `confirm`, `reset`…; counted by the limits, shown to the admin.
    pub kind: &'static str,
    pub lang: Lang,
    pub letter: Letter,
}

/// Tells a member in the app, and puts the mail into the outbox unless they want it otherwise. It is due at once where a
/// mail server is set, and kept where none is.
pub async fn queue(tx: &DatabaseTransaction, config: &Config, mut mail: Mail, now: Millis) -> Result<(), DbErr> {
    if matches!(messages::told(tx, config, &mail, now).await?, Some(How::Digest | How::Never)) {
        return Ok(());
    }
    if let (Some(kind), Some(account), None) = (Kind::of_mail(mail.kind), mail.account, &mail.letter.list)
        && kind.choices().contains(&How::Never)
    {
        mail.letter.list = Some(List { unsubscribe: unsubscribe::address(tx, config, account, kind.word()).await?, ..List::default() });
    }
    put(tx, config, &mail, now).await
}

/// The mail alone, into the outbox.
pub async fn put(tx: &DatabaseTransaction, config: &Config, mail: &Mail, now: Millis) -> Result<(), DbErr> {
    #[derive(FromQueryResult)]
    struct Id {
        id: i64,
    }
    let subject = one_line(&mail.letter.subject);
    let (text, html) = (mail.letter.text(config, mail.lang), mail.letter.html(config, mail.lang));
    let due = config.sends_mail().then_some(now);
    if due.is_none() {
        tracing::info!(kind = mail.kind, %subject, "a mail is kept for the admin");
    }
    let list = mail.letter.list.as_ref();
    let (thread, unsubscribe) = (list.and_then(|l| l.thread).map(|t| t.0), list.map(|l| l.unsubscribe.as_str()));
    let reply_to = list.and_then(|l| l.reply_to.as_deref());
    let made: Option<Id> = db::row(
        tx,
        "INSERT INTO mail (message_id, account_id, to_email, kind, subject, text, html, lang, created_at, attempts, next_attempt_at, thread_id, unsubscribe, reply_to)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $11, $12, $13) RETURNING id",
        values![message_id(config), mail.account.map(|a| a.0), one_line(&mail.to), mail.kind, subject, text, html, mail.lang.code(), now, due, thread, unsubscribe, reply_to],
    )
    .await?;
    let about = mail.letter.about.map(|post| Part { post, comment: None, actor: None });
    for part in list.iter().flat_map(|l| &l.parts).copied().chain(about) {
        let text = "INSERT INTO mail_about (mail_id, post_id, comment_id, actor_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
        let values = values![made.as_ref().map_or(0, |m| m.id), part.post.0, part.comment.map_or(0, |c| c.0), part.actor.map_or(0, |a| a.0)];
        db::run(tx, text, values).await?;
    }
    Ok(())
}

/// Of many who would write to one address at once, each counts the mails of those before it.
pub async fn turn(tx: &DatabaseTransaction, to: &str) -> Result<(), DbErr> {
    db::turn(tx, &format!("mails to {}", to.to_ascii_lowercase())).await
}

/// How many mails of some kinds went to an address since a moment; for the limits on what strangers can make us send.
pub async fn sent_since(db: &impl sea_orm::ConnectionTrait, to: &str, since: Millis) -> Result<i64, DbErr> {
    let asked_for = "'confirm', 'known', 'reset', 'change_email'";
    db::count(db, &format!("SELECT COUNT(*) AS n FROM mail WHERE LOWER(to_email) = $1 AND created_at > $2 AND kind IN ({asked_for})"), values![to.to_ascii_lowercase(), since]).await
}

/// Random, at the site's host; the same on every try.
fn message_id(config: &Config) -> String {
    format!("<{:032x}@{}>", rand::random::<u128>(), host(config))
}

/// The host of the public address; what senders and message ids end with.
pub fn host(config: &Config) -> String {
    url::Url::parse(&config.base_url()).ok().and_then(|u| u.host_str().map(str::to_owned)).unwrap_or_else(|| "localhost".into())
}

/// Headers are one line: line ends and other controls become spaces.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_cannot_be_continued() {
        assert_eq!(one_line("Hello\r\nBcc: x@y.z"), "Hello  Bcc: x@y.z");
    }

    #[test]
    fn a_message_id_is_random_and_ours() {
        let config = Config::defaults();
        assert_ne!(message_id(&config), message_id(&config));
        assert!(message_id(&config).ends_with("@127.0.0.1>"));
    }
}
