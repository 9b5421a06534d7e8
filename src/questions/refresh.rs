//! Puts the counters of a thread back in step with the rows they count.
//!
//! What must stay true: a counter is changed in the transaction of its cause, under the lock of the question's row;
//! [`refresh`] gives the same numbers from the surviving facts alone, so it may be called after anything. The finer
//! functions are for the hot paths, where counting everything again would cost more than the vote.

use entity::{PostId, PostState};
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};

use crate::error::Result;
use crate::{db, search, values};

/// What lists and search depend on.
#[derive(FromQueryResult, PartialEq, Eq)]
struct Standing {
    state: PostState,
    solved_at: Option<i64>,
    activity_at: i64,
}

/// Holds the thread until the transaction ends. Every change of a fact, an answer or a counter takes this lock first,
/// so that everyone takes their locks in one order.
pub async fn lock(tx: &DatabaseTransaction, question: PostId) -> Result<(), DbErr> {
    db::lock(tx, "question", question.0).await
}

/// Counts everything in a thread again, files the question where it belongs now and indexes it anew if that changed.
pub async fn refresh(tx: &DatabaseTransaction, question: PostId) -> Result<()> {
    lock(tx, question).await?;
    db::run(
        tx,
        "UPDATE post SET
            score = opening_score + (SELECT COUNT(*) FROM vote v WHERE v.post_id = post.id AND v.withdrawn_at IS NULL),
            did_not_work_count = (SELECT COUNT(*) FROM did_not_work d WHERE d.post_id = post.id AND d.withdrawn_at IS NULL),
            did_not_work_weight = (SELECT COUNT(*) FROM did_not_work d WHERE d.post_id = post.id AND d.withdrawn_at IS NULL AND d.counts = TRUE),
            comment_count = (SELECT COUNT(*) FROM comment c WHERE c.post_id = post.id AND c.state = 'visible')
         WHERE question_id = $1",
        values![question.0],
    )
    .await?;
    outcome(tx, question).await
}

/// The question's own counters: its answers, which of them solved it, who else has it, when it last moved.
pub async fn outcome(tx: &DatabaseTransaction, question: PostId) -> Result<()> {
    let Some(before) = standing(tx, question).await? else { return Ok(()) };
    db::run(
        tx,
        "UPDATE question SET
            state = (SELECT p.state FROM post p WHERE p.id = question.id),
            score = (SELECT p.score FROM post p WHERE p.id = question.id),
            answer_count = (SELECT COUNT(*) FROM post p WHERE p.question_id = question.id AND p.kind = 'answer' AND p.state IN ('visible', 'reserved')),
            peer_answer_count = (SELECT COUNT(*) FROM post p WHERE p.question_id = question.id AND p.kind = 'answer' AND p.state IN ('visible', 'reserved') AND p.author_id <> question.author_id),
            accepted_count = (SELECT COUNT(DISTINCT p.id) FROM post p JOIN acceptance a ON a.post_id = p.id
                WHERE p.question_id = question.id AND p.kind = 'answer' AND p.state IN ('visible', 'reserved') AND a.withdrawn_at IS NULL),
            verified_count = (SELECT COUNT(DISTINCT p.id) FROM post p JOIN verification v ON v.post_id = p.id
                WHERE p.question_id = question.id AND p.kind = 'answer' AND p.state IN ('visible', 'reserved') AND v.withdrawn_at IS NULL),
            me_too_count = opening_me_too + (SELECT COUNT(*) FROM me_too m WHERE m.post_id = question.id AND m.withdrawn_at IS NULL),
            solved_at = COALESCE((SELECT MIN(a.at) FROM post p JOIN acceptance a ON a.post_id = p.id
                WHERE p.question_id = question.id AND p.kind = 'answer' AND p.state IN ('visible', 'reserved') AND a.withdrawn_at IS NULL),
                (SELECT f.answered_at FROM follow_up f WHERE f.question_id = question.id AND f.answer IN ('solved', 'silent')
                    AND f.id = (SELECT l.id FROM follow_up l WHERE l.question_id = question.id AND l.answer IS NOT NULL ORDER BY l.answered_at DESC, l.id DESC LIMIT 1)
                    AND EXISTS (SELECT 1 FROM post p JOIN verification v ON v.post_id = p.id WHERE p.question_id = question.id AND p.kind = 'answer' AND p.state = 'visible' AND v.withdrawn_at IS NULL)),
                solved_elsewhere_at),
            activity_at = COALESCE((SELECT MAX(p.created_at) FROM post p WHERE p.question_id = question.id AND p.kind = 'answer' AND p.state IN ('visible', 'reserved')), created_at)
         WHERE id = $1",
        values![question.0],
    )
    .await?;
    let Some(after) = standing(tx, question).await? else { return Ok(()) };
    if before.activity_at != after.activity_at {
        db::run(tx, "UPDATE question_tag SET activity_at = $2 WHERE question_id = $1", values![question.0, after.activity_at]).await?;
    }
    let shown = |s: &Standing| s.state == PostState::Visible;
    if shown(&before) != shown(&after) {
        let by: i64 = if shown(&after) { 1 } else { -1 };
        recount_tags(tx, question, by).await?;
    }
    if before.state != after.state || before.solved_at.is_some() != after.solved_at.is_some() {
        search::index_question(tx, question).await?;
    }
    Ok(())
}

async fn standing(tx: &DatabaseTransaction, question: PostId) -> Result<Option<Standing>, DbErr> {
    db::row(tx, "SELECT state, solved_at, activity_at FROM question WHERE id = $1", values![question.0]).await
}

/// A question appears under its tags or leaves them; tags are touched in the order of their ids by everyone.
async fn recount_tags(tx: &DatabaseTransaction, question: PostId, by: i64) -> Result<(), DbErr> {
    #[derive(FromQueryResult)]
    struct Tag {
        tag_id: i64,
    }
    let tags: Vec<Tag> = db::rows(tx, "SELECT tag_id FROM question_tag WHERE question_id = $1 AND hidden = FALSE ORDER BY tag_id", values![question.0]).await?;
    for tag in tags {
        db::run(tx, "UPDATE tag SET question_count = question_count + $2 WHERE id = $1", values![tag.tag_id, by]).await?;
    }
    Ok(())
}

/// One more "this helped me", or one less.
pub async fn after_vote(tx: &DatabaseTransaction, post: PostId, by: i64) -> Result<(), DbErr> {
    db::run(tx, "UPDATE post SET score = score + $2 WHERE id = $1", values![post.0, by]).await?;
    db::run(tx, "UPDATE question SET score = score + $2 WHERE id = $1", values![post.0, by]).await?;
    Ok(())
}

/// Somebody said, or took back, that an answer did not work.
pub async fn after_did_not_work(tx: &DatabaseTransaction, post: PostId) -> Result<(), DbErr> {
    db::run(
        tx,
        "UPDATE post SET
            did_not_work_count = (SELECT COUNT(*) FROM did_not_work d WHERE d.post_id = post.id AND d.withdrawn_at IS NULL),
            did_not_work_weight = (SELECT COUNT(*) FROM did_not_work d WHERE d.post_id = post.id AND d.withdrawn_at IS NULL AND d.counts = TRUE)
         WHERE id = $1",
        values![post.0],
    )
    .await?;
    Ok(())
}

/// One more who has the problem, or one less.
pub async fn after_me_too(tx: &DatabaseTransaction, question: PostId, by: i64) -> Result<(), DbErr> {
    db::run(tx, "UPDATE question SET me_too_count = me_too_count + $2 WHERE id = $1", values![question.0, by]).await?;
    Ok(())
}

/// One more visible comment on a post, or one less.
pub async fn after_comment(tx: &DatabaseTransaction, post: PostId, by: i64) -> Result<(), DbErr> {
    db::run(tx, "UPDATE post SET comment_count = comment_count + $2 WHERE id = $1", values![post.0, by]).await?;
    Ok(())
}
