//! Inviting.

use entity::{AccountId, PostId};
use sea_orm::DatabaseTransaction;

use crate::clock::Millis;
use crate::error::Result;
use crate::{db, values};

/// Invites. `false`: somebody had already.
pub async fn invite(tx: &DatabaseTransaction, question: PostId, who: AccountId, by: AccountId, now: Millis) -> Result<bool> {
    let text = "INSERT INTO invitation (question_id, invited_id, invited_by, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    Ok(db::run(tx, text, values![question.0, who.0, by.0, now]).await? > 0)
}

/// Wants such mails.
pub async fn wants_mail(tx: &DatabaseTransaction, who: AccountId) -> Result<bool> {
    Ok(db::count(tx, "SELECT COUNT(*) AS n FROM mail_choice WHERE member_id = $1 AND invitations = FALSE", values![who.0]).await? == 0)
}
