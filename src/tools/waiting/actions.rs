//! Writing down that an asker was reminded.

use entity::{AccountId, PostId};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::clock::Millis;
use crate::{db, values};

/// Once a thread, ever. `false`: somebody was faster.
pub async fn remind(tx: &DatabaseTransaction, question: PostId, by: AccountId, now: Millis) -> Result<bool, DbErr> {
    let text = "INSERT INTO reminder (question_id, actor_id, at) VALUES ($1, $2, $3) ON CONFLICT (question_id) DO NOTHING";
    Ok(db::run(tx, text, values![question.0, by.0, now]).await? > 0)
}
