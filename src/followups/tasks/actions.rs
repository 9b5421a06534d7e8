//! Opening a task, taking it, doing it.

use entity::{AccountId, FollowUpId, PostId, TaskId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::clock::Millis;
use crate::deadlines::departments;
use crate::error::Result;
use crate::{db, values};

/// Whoever had the thread in hand, or answered it for the brand; else a lead, somebody of the department, a manager: of
/// equals whoever has least to do.
async fn owner(tx: &DatabaseTransaction, question: PostId, department: i64, now: Millis) -> Result<Option<AccountId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: AccountId,
    }
    let text = "SELECT a.id FROM account a LEFT JOIN department_member m ON m.account_id = a.id AND m.department_id = $2
         WHERE a.role <> 'customer' AND a.deleted_at IS NULL AND (a.suspended_until IS NULL OR a.suspended_until < $3)
            AND a.id <> (SELECT author_id FROM question WHERE id = $1)
         ORDER BY CASE WHEN a.id = (SELECT e.owner_id FROM escalation e WHERE e.question_id = $1 AND e.owner_id IS NOT NULL ORDER BY e.id DESC LIMIT 1) THEN 0
                WHEN a.id = (SELECT p.author_id FROM post p WHERE p.question_id = $1 AND p.kind = 'answer' AND p.official = TRUE AND p.state = 'visible' ORDER BY p.id DESC LIMIT 1) THEN 1
                WHEN m.lead = TRUE THEN 2 WHEN m.account_id IS NOT NULL THEN 3 WHEN a.role <> 'staff' THEN 4 ELSE 5 END,
            (SELECT COUNT(*) FROM task t WHERE t.owner_id = a.id AND t.done_at IS NULL), a.id LIMIT 1";
    let row: Option<Row> = db::row(tx, text, values![question.0, department, now]).await?;
    Ok(row.map(|r| r.id))
}

/// One for a follow-up, under the lock of its question.
pub async fn open(tx: &DatabaseTransaction, follow_up: FollowUpId, question: PostId, now: Millis) -> Result<()> {
    let department = departments::of_question(tx, question).await?;
    let owner = owner(tx, question, department.0, now).await?;
    db::run(
        tx,
        "INSERT INTO task (follow_up_id, question_id, department_id, owner_id, opened_at, note) VALUES ($1, $2, $3, $4, $5, '') ON CONFLICT DO NOTHING",
        values![follow_up.0, question.0, department.0, owner.map(|o| o.0), now],
    )
    .await?;
    Ok(())
}

/// It is mine now. `false`: it is done.
pub async fn take(tx: &DatabaseTransaction, id: TaskId, me: AccountId) -> Result<bool> {
    Ok(db::run(tx, "UPDATE task SET owner_id = $2 WHERE id = $1 AND done_at IS NULL", values![id.0, me.0]).await? > 0)
}

/// Done, and what was done. `false`: it was before.
pub async fn done(tx: &DatabaseTransaction, id: TaskId, by: AccountId, note: &str, now: Millis) -> Result<bool> {
    Ok(db::run(tx, "UPDATE task SET done_at = $3, done_by = $2, note = $4 WHERE id = $1 AND done_at IS NULL", values![id.0, by.0, now, note]).await? > 0)
}
