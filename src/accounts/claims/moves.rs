//! Which rows go from a placeholder to a member, and back. All set by set: some imported people wrote ten thousand answers.

use entity::{AccountId, ClaimId, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::clock::Millis;
use crate::error::Result;
use crate::questions::refresh::refresh;
use crate::search::index_many;
use crate::{db, values};

/// What names its owner: the word in `claim_move`, the table, the column.
const OWNED: &[(&str, &str, &str)] = &[
    ("post", "post", "author_id"),
    ("question", "question", "author_id"),
    ("comment", "comment", "author_id"),
    ("revision", "revision", "editor_id"),
    ("edited_by", "post", "edited_by"),
    ("closed_by", "question", "closed_by"),
    ("suggested_edit", "suggested_edit", "editor_id"),
];

/// What someone said of a post.
const FACTS: &[&str] = &["vote", "acceptance", "verification", "me_too", "did_not_work", "flag"];

fn withdrawn(fact: &str) -> String {
    format!("withdrawn_{fact}")
}

#[derive(FromQueryResult)]
struct Found {
    id: PostId,
}

/// Moves everything; gives how many posts there were.
pub async fn give(tx: &DatabaseTransaction, claim: ClaimId, from: AccountId, to: AccountId, now: Millis) -> Result<i64> {
    // threads first, in the order of their ids, as everyone who changes one does
    let threads = "id IN (SELECT question_id FROM post WHERE author_id = $1) OR id IN (SELECT question_id FROM acceptance WHERE actor_id = $1)";
    db::lock_all(tx, "question", threads, values![from.0]).await?;
    for fact in FACTS {
        let word = withdrawn(fact);
        // given to each other, or said by both of the same post
        db::run(
            tx,
            &format!(
                "INSERT INTO claim_move (claim_id, object, object_id)
                 SELECT $1, $2, f.id FROM {fact} f JOIN post p ON p.id = f.post_id WHERE f.withdrawn_at IS NULL AND
                 ((f.actor_id = $3 AND (p.author_id = $4 OR EXISTS (SELECT 1 FROM {fact} mine WHERE mine.actor_id = $4 AND mine.post_id = f.post_id AND mine.withdrawn_at IS NULL)))
                  OR (f.actor_id = $4 AND p.author_id = $3))"
            ),
            values![claim.0, word.clone(), from.0, to.0],
        )
        .await?;
        let moved = "SELECT object_id FROM claim_move WHERE claim_id = $1 AND object = $2";
        db::run(tx, &format!("UPDATE {fact} SET withdrawn_at = $3 WHERE id IN ({moved})"), values![claim.0, word, now]).await?;
        note(tx, claim, fact, fact, "actor_id", from).await?;
        hand_over(tx, claim, fact, fact, "actor_id", from, to).await?;
    }
    for (word, table, column) in OWNED {
        note(tx, claim, word, table, column, from).await?;
        hand_over(tx, claim, word, table, column, from, to).await?;
    }
    settle(tx, claim, to).await?;
    Ok(db::count(tx, "SELECT COUNT(*) AS n FROM claim_move WHERE claim_id = $1 AND object = 'post'", values![claim.0]).await?)
}

/// Moves back what moved, as far as it is still there.
pub async fn take_back(tx: &DatabaseTransaction, claim: ClaimId, from: AccountId, to: AccountId, decided_at: Millis) -> Result<()> {
    let threads = "id IN (SELECT p.question_id FROM post p JOIN claim_move m ON m.object_id = p.id AND m.object = 'post' WHERE m.claim_id = $1)
        OR id IN (SELECT a.question_id FROM acceptance a JOIN claim_move m ON m.object_id = a.id AND m.object IN ('acceptance', 'withdrawn_acceptance') WHERE m.claim_id = $1)";
    db::lock_all(tx, "question", threads, values![claim.0]).await?;
    for (word, table, column) in OWNED {
        hand_over(tx, claim, word, table, column, to, from).await?;
    }
    for fact in FACTS {
        hand_over(tx, claim, fact, fact, "actor_id", to, from).await?;
        // unless it was said again meanwhile
        db::run(
            tx,
            &format!(
                "UPDATE {fact} SET withdrawn_at = NULL WHERE withdrawn_at = $3 AND id IN (SELECT object_id FROM claim_move WHERE claim_id = $1 AND object = $2)
                 AND NOT EXISTS (SELECT 1 FROM {fact} again WHERE again.actor_id = {fact}.actor_id AND again.post_id = {fact}.post_id AND again.withdrawn_at IS NULL)"
            ),
            values![claim.0, withdrawn(fact), decided_at],
        )
        .await?;
    }
    settle(tx, claim, from).await
}

/// Writes down which rows are about to move.
async fn note(tx: &DatabaseTransaction, claim: ClaimId, word: &str, table: &str, column: &str, from: AccountId) -> Result<()> {
    let text = format!("INSERT INTO claim_move (claim_id, object, object_id) SELECT $1, $2, id FROM {table} WHERE {column} = $3");
    db::run(tx, &text, values![claim.0, word, from.0]).await?;
    Ok(())
}

/// Gives the noted rows to somebody else, if they still are whose they were.
async fn hand_over(tx: &DatabaseTransaction, claim: ClaimId, word: &str, table: &str, column: &str, from: AccountId, to: AccountId) -> Result<()> {
    let text = format!("UPDATE {table} SET {column} = $4 WHERE {column} = $3 AND id IN (SELECT object_id FROM claim_move WHERE claim_id = $1 AND object = $2)");
    db::run(tx, &text, values![claim.0, word, from.0, to.0]).await?;
    Ok(())
}

/// Counts again where that can have changed: threads with a withdrawn fact, and those in which the new owner now
/// answers, or no longer answers, their own question. The search finds questions under their new owner.
async fn settle(tx: &DatabaseTransaction, claim: ClaimId, owner: AccountId) -> Result<()> {
    let facts: Vec<String> = FACTS
        .iter()
        .map(|f| format!("SELECT p.question_id AS id FROM claim_move m JOIN {f} f ON f.id = m.object_id JOIN post p ON p.id = f.post_id WHERE m.claim_id = $1 AND m.object = '{}'", withdrawn(f)))
        .collect();
    let text = format!(
        "{} UNION SELECT q.id FROM question q JOIN claim_move m ON m.object_id = q.id AND m.object = 'question'
            WHERE m.claim_id = $1 AND EXISTS (SELECT 1 FROM post p WHERE p.question_id = q.id AND p.kind = 'answer')
          UNION SELECT p.question_id FROM claim_move m JOIN post p ON p.id = m.object_id AND m.object = 'post' JOIN question q ON q.id = p.question_id
            WHERE m.claim_id = $1 AND p.kind = 'answer' AND (q.author_id = $2 OR q.peer_answer_count <> q.answer_count)
          ORDER BY 1",
        facts.join(" UNION ")
    );
    let threads: Vec<Found> = db::rows(tx, &text, values![claim.0, owner.0]).await?;
    for thread in threads {
        refresh(tx, thread.id).await?;
    }
    let asked: Vec<Found> = db::rows(tx, "SELECT object_id AS id FROM claim_move WHERE claim_id = $1 AND object = 'question' ORDER BY object_id", values![claim.0]).await?;
    let asked: Vec<PostId> = asked.into_iter().map(|f| f.id).collect();
    for part in asked.chunks(200) {
        index_many(tx, part).await?;
    }
    Ok(())
}
