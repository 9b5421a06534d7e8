//! The team gives threads their shape: two about one problem become one, an answer that is another question becomes a
//! thread of its own, a thread is filed in another category.
//!
//! What must stay true:
//! - What people wrote, and what others said of it, goes along: comments, votes, acceptances, followers, drafts; the
//!   counters, tags, search documents, points and clocks follow in the same transaction.
//! - A moment promised to either asker is never moved later. Nothing told in private changes hands.
//! - Whoever asks for a thread that became part of another is led there for good.
//! - Locks go in the order of all others: questions by ascending number, then members.

pub mod forms;
pub mod merge;
pub mod moving;
pub mod queries;
pub mod routes;
pub mod split;
pub mod views;

use entity::{AccountId, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::clock::Millis;
use crate::error::Result;
use crate::questions::refresh;
use crate::{db, deadlines, reputation, search, standing, values};

/// Who may gain or lose by what happens to these threads.
const CONCERNED: &str = "id IN (SELECT author_id FROM post WHERE question_id IN ($1, $2) UNION SELECT member_id FROM credit WHERE question_id IN ($1, $2)
    UNION SELECT f.actor_id FROM flag f JOIN post p ON p.id = f.post_id WHERE p.question_id IN ($1, $2))";

/// Holds two threads, the lower number first.
async fn hold(tx: &DatabaseTransaction, a: PostId, b: PostId) -> Result<()> {
    Ok(db::lock_all(tx, "question", "id IN ($1, $2)", values![a.0, b.0]).await?)
}

/// Everybody concerned, held.
async fn concerned(tx: &DatabaseTransaction, a: PostId, b: PostId) -> Result<Vec<AccountId>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: AccountId,
    }
    let rows: Vec<Row> = db::held_rows(tx, &format!("SELECT id FROM account WHERE {CONCERNED} ORDER BY id"), values![a.0, b.0]).await?;
    Ok(rows.into_iter().map(|r| r.id).collect())
}

/// What moderators have about texts that moved, by the thread they stand in now.
const REFILED: &[&str] = &[
    "UPDATE content_notice SET question_id = $1 WHERE object = 'post' AND object_id IN (SELECT p.id FROM post p WHERE p.question_id = $1)",
    "UPDATE content_notice SET question_id = $1 WHERE object = 'comment' AND object_id IN (SELECT c.id FROM comment c WHERE c.question_id = $1)",
    "UPDATE moderation_item SET question_id = $1 WHERE object = 'post' AND object_id IN (SELECT p.id FROM post p WHERE p.question_id = $1)",
    "UPDATE moderation_item SET question_id = $1 WHERE object = 'comment' AND object_id IN (SELECT c.id FROM comment c WHERE c.question_id = $1)",
    "UPDATE moderation_item SET question_id = $1 WHERE object = 'notice' AND object_id IN (SELECT n.id FROM content_notice n WHERE n.question_id = $1)",
    "UPDATE moderation_item SET question_id = $1 WHERE object = 'suggestion' AND object_id IN (SELECT s.id FROM suggested_edit s JOIN post p ON p.id = s.post_id WHERE p.question_id = $1)",
    "UPDATE moderation_decision SET question_id = $1 WHERE object = 'post' AND object_id IN (SELECT p.id FROM post p WHERE p.question_id = $1)",
    "UPDATE moderation_decision SET question_id = $1 WHERE object = 'comment' AND object_id IN (SELECT c.id FROM comment c WHERE c.question_id = $1)",
];

/// Files those under a thread that texts moved to.
async fn refile(tx: &DatabaseTransaction, thread: PostId) -> Result<()> {
    for statement in REFILED {
        db::run(tx, statement, values![thread.0]).await?;
    }
    Ok(())
}

/// Counts, files, indexes and credits both threads anew, and asks what is owed to each.
async fn follow(tx: &DatabaseTransaction, threads: [PostId; 2], members: &[AccountId], by: AccountId, now: Millis) -> Result<()> {
    for thread in threads {
        refresh::refresh(tx, thread).await?;
        search::index_question(tx, thread).await?;
    }
    reputation::actions::settle_members(tx, members, now).await?;
    standing::actions::touch(tx, members).await?;
    for thread in threads {
        deadlines::settle(tx, thread, Some(by), now).await?;
    }
    Ok(())
}
