//! What comes with a mail of its own is told in the app too, and as its reader wants it.

use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};

use super::kinds::{How, Kind};
use super::{choices, mails};
use crate::clock::Millis;
use crate::config::Config;
use crate::mail::Mail;
use crate::{db, values};

/// Writes it down for its reader, and says how the mail itself goes: now, or not by itself. `None`: it is about the
/// account, and nobody chose.
pub async fn told(tx: &DatabaseTransaction, config: &Config, mail: &Mail, now: Millis) -> Result<Option<How>, DbErr> {
    #[derive(FromQueryResult)]
    struct Id {
        id: i64,
    }
    let (Some(kind), Some(account)) = (Kind::of_mail(mail.kind), mail.account) else { return Ok(None) };
    let href = mail.letter.leads_to().and_then(|url| url.strip_prefix(config.base_url().as_str())).unwrap_or_default();
    let how = match choices::of(tx, account, kind).await? {
        How::Now if !kind.is_owed() && mails::today(tx, account, now).await? >= mails::AT_MOST => {
            mails::tomorrow(tx, config, account, now).await?;
            How::Digest
        }
        how => how,
    };
    let subject = format!("message {:016x}", rand::random::<u64>());
    let text = "INSERT INTO notification (account_id, kind, subject, words, href, created_at, at) VALUES ($1, $2, $3, $4, $5, $6, $6) RETURNING id";
    let made: Option<Id> = db::row(tx, text, values![account.0, kind.word(), subject, mail.letter.subject.as_str(), href, now]).await?;
    let mailed = (how == How::Now).then_some(now);
    if let Some(made) = made {
        let text = "INSERT INTO notification_part (notification_id, actor_id, post_id, comment_id, at, mailed_at) VALUES ($1, 0, $2, 0, $3, $4)";
        db::run(tx, text, values![made.id, mail.letter.about.map_or(0, |p| p.0), now, mailed]).await?;
    }
    Ok(Some(how))
}
