//! Marks members whose numbers may have changed, in the transaction of the cause. Marks are only added: nobody waits for
//! anybody, and one that is committed while its member is being counted is seen by the next run. Imported people hold no
//! rank: they are passed over.

use entity::{AccountId, PostId};
use sea_orm::{DatabaseTransaction, DbErr, Value};

use crate::{db, values};

const MARK: &str = "INSERT INTO standing_mark (member_id) SELECT a.id FROM account a WHERE a.placeholder = FALSE AND a.id";

/// These members are counted again soon.
pub async fn touch(tx: &DatabaseTransaction, members: &[AccountId]) -> Result<(), DbErr> {
    for part in members.chunks(500) {
        let text = format!("{MARK} IN ({})", db::placeholders(1, part.len()));
        db::run(tx, &text, part.iter().map(|m| Value::from(m.0))).await?;
    }
    Ok(())
}

/// Everyone who answered in a thread: what solved it, or no longer does, is in the share of each.
pub async fn touch_thread(tx: &DatabaseTransaction, question: PostId) -> Result<(), DbErr> {
    touch_threads(tx, &[question.0]).await
}

/// The same for many.
pub async fn touch_threads(tx: &DatabaseTransaction, questions: &[i64]) -> Result<(), DbErr> {
    for part in questions.chunks(500) {
        let text = format!("{MARK} IN (SELECT p.author_id FROM post p WHERE p.kind = 'answer' AND p.question_id IN ({}))", db::placeholders(1, part.len()));
        db::run(tx, &text, part.iter().map(|q| Value::from(*q))).await?;
    }
    Ok(())
}

/// Somebody and everyone who answered where they asked, answered or accepted: they became another account's, a colleague, or nobody.
pub async fn touch_around(tx: &DatabaseTransaction, account: AccountId) -> Result<(), DbErr> {
    let text = format!(
        "{MARK} IN (SELECT $1 UNION SELECT p.author_id FROM post p WHERE p.kind = 'answer' AND p.question_id IN
            (SELECT mine.question_id FROM post mine WHERE mine.author_id = $1 UNION SELECT c.question_id FROM acceptance c WHERE c.actor_id = $1))"
    );
    db::run(tx, &text, values![account.0]).await?;
    Ok(())
}
