//! Counters of threads, computed from their rows many at a time; the same numbers as everyone else keeps one by one.

use sea_orm::{DatabaseTransaction, DbErr, Value};

use crate::clock::Millis;
use crate::db::{self, placeholders};

/// Questions in one statement.
const AT_ONCE: usize = 500;

/// Answers, solutions and last activity of questions. A thread whose last post is on or after `live_since` lives.
pub async fn threads(tx: &DatabaseTransaction, questions: &[i64], live_since: Option<Millis>) -> Result<(), DbErr> {
    for ids in questions.chunks(AT_ONCE) {
        let list = placeholders(1, ids.len());
        let values = || ids.iter().map(|id| Value::from(*id));
        db::run(
            tx,
            &format!(
                "UPDATE question SET
                    answer_count = (SELECT COUNT(*) FROM post a WHERE a.question_id = question.id AND a.kind = 'answer' AND a.state = 'visible'),
                    peer_answer_count = (SELECT COUNT(*) FROM post a WHERE a.question_id = question.id AND a.kind = 'answer' AND a.state = 'visible'
                        AND a.author_id <> question.author_id),
                    activity_at = COALESCE((SELECT MAX(p.created_at) FROM post p WHERE p.question_id = question.id AND p.kind = 'answer' AND p.state = 'visible'),
                        question.created_at),
                    accepted_count = (SELECT COUNT(DISTINCT a.id) FROM post a JOIN acceptance c ON c.post_id = a.id
                        WHERE a.question_id = question.id AND a.kind = 'answer' AND a.state = 'visible' AND c.withdrawn_at IS NULL)
                 WHERE id IN ({list})"
            ),
            values(),
        )
        .await?;
        db::run(
            tx,
            &format!("UPDATE question_tag SET activity_at = (SELECT q.activity_at FROM question q WHERE q.id = question_tag.question_id) WHERE question_id IN ({list})"),
            values(),
        )
        .await?;
        if let Some(since) = live_since {
            let list = placeholders(2, ids.len());
            let text = format!("UPDATE question SET live = TRUE WHERE activity_at >= $1 AND id IN ({list})");
            db::run(tx, &text, std::iter::once(Value::from(since)).chain(values())).await?;
        }
    }
    Ok(())
}

/// When a question was solved: its first acceptance that holds.
pub async fn solved(tx: &DatabaseTransaction, questions: &[i64]) -> Result<(), DbErr> {
    for ids in questions.chunks(AT_ONCE) {
        let text = format!(
            "UPDATE question SET solved_at = COALESCE((SELECT MIN(c.at) FROM post a JOIN acceptance c ON c.post_id = a.id
                WHERE a.question_id = question.id AND a.kind = 'answer' AND a.state = 'visible' AND c.withdrawn_at IS NULL), solved_elsewhere_at)
             WHERE id IN ({})",
            placeholders(1, ids.len())
        );
        db::run(tx, &text, ids.iter().map(|id| Value::from(*id))).await?;
    }
    Ok(())
}

/// Visible comments of posts.
pub async fn comments(tx: &DatabaseTransaction, posts: &[i64]) -> Result<(), DbErr> {
    for ids in posts.chunks(AT_ONCE) {
        let text = format!(
            "UPDATE post SET comment_count = (SELECT COUNT(*) FROM comment c WHERE c.post_id = post.id AND c.state = 'visible') WHERE id IN ({})",
            placeholders(1, ids.len())
        );
        db::run(tx, &text, ids.iter().map(|id| Value::from(*id))).await?;
    }
    Ok(())
}
