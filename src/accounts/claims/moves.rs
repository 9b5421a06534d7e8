//! Which rows go from a placeholder to a member, and back. All set by set: some imported people wrote ten thousand answers.

use entity::{AccountId, ClaimId, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::clock::Millis;
use crate::error::Result;
use crate::questions::facts::said_for;
use crate::questions::refresh::refresh;
use crate::search::index_many;
use crate::{db, deadlines, standing, values};

/// What names its owner: the word in `claim_move`, the table, the column.
const OWNED: &[(&str, &str, &str)] = &[
    ("post", "post", "author_id"),
    ("question", "question", "author_id"),
    ("comment", "comment", "author_id"),
    ("revision", "revision", "editor_id"),
    ("edited_by", "post", "edited_by"),
    ("closed_by", "question", "closed_by"),
    ("suggested_edit", "suggested_edit", "editor_id"),
    ("rated", "clarity", "author_id"),
];

/// What someone said of a post.
const FACTS: &[&str] = &["vote", "acceptance", "verification", "me_too", "did_not_work", "flag", "clarity"];

fn withdrawn(fact: &str) -> String {
    format!("withdrawn_{fact}")
}

#[derive(FromQueryResult)]
struct Found {
    id: PostId,
}

/// Holds every thread and then every member that a move between two people can change, in the order in which everyone
/// locks; gives the members. Called before anything else of a transaction.
pub async fn hold(tx: &DatabaseTransaction, claim: ClaimId, from: AccountId, to: AccountId) -> Result<Vec<AccountId>> {
    #[derive(FromQueryResult)]
    struct Member {
        id: AccountId,
    }
    let said: Vec<String> = FACTS.iter().map(|f| format!("OR id IN (SELECT p.question_id FROM {f} f JOIN post p ON p.id = f.post_id WHERE f.actor_id = $1)")).collect();
    let moved: Vec<String> = FACTS
        .iter()
        .map(|f| {
            format!("OR id IN (SELECT p.question_id FROM claim_move m JOIN {f} f ON f.id = m.object_id JOIN post p ON p.id = f.post_id WHERE m.claim_id = $2 AND m.object IN ('{f}', 'withdrawn_{f}'))")
        })
        .collect();
    let threads = format!(
        "id IN (SELECT question_id FROM post WHERE author_id = $1) OR id IN (SELECT s.question_id FROM absent_proposal s WHERE s.proposed_by = $1 OR s.confirmed_by = $1) {}
            OR id IN (SELECT p.question_id FROM claim_move m JOIN post p ON p.id = m.object_id WHERE m.claim_id = $2 AND m.object IN ('post', 'question'))
            OR id IN (SELECT s.question_id FROM claim_move m JOIN absent_proposal s ON s.id = m.object_id WHERE m.claim_id = $2 AND m.object LIKE 'absent_proposal.%') {}",
        said.join(" "),
        moved.join(" ")
    );
    db::lock_all(tx, "question", &threads, values![from.0, claim.0]).await?;
    // imported facts are not in the ledger: these are few
    let given: Vec<String> = [("vote", "TRUE"), ("verification", "TRUE"), ("me_too", "f.imported = FALSE"), ("acceptance", "f.imported = FALSE")]
        .iter()
        .map(|(f, live)| format!("UNION SELECT p.author_id FROM {f} f JOIN post p ON p.id = f.post_id WHERE f.actor_id IN ($1, $2) AND {live}"))
        .collect();
    let text = format!(
        "SELECT id FROM account WHERE id IN ($1, $2) OR id IN (
            SELECT beside.author_id FROM post mine JOIN post beside ON beside.question_id = mine.question_id JOIN acceptance a ON a.post_id = beside.id AND a.imported = FALSE
                WHERE mine.author_id IN ($1, $2)
            UNION SELECT asked.author_id FROM post mine JOIN acceptance a ON a.post_id = mine.id AND a.imported = FALSE JOIN post asked ON asked.id = mine.question_id
                WHERE mine.author_id IN ($1, $2) {}) ORDER BY id",
        given.join(" ")
    );
    let members: Vec<Member> = db::held_rows(tx, &text, values![from.0, to.0]).await?;
    Ok(members.into_iter().map(|m| m.id).collect())
}

/// Moves everything; gives how many posts there were. Called by whoever holds it ([`hold`]).
pub async fn give(tx: &DatabaseTransaction, claim: ClaimId, from: AccountId, to: AccountId, now: Millis) -> Result<i64> {
    for fact in FACTS {
        let word = withdrawn(fact);
        // given to each other, or said by both of the same post, or by both for an asker who is away
        let of_one = if *fact == "acceptance" { said_for::OF_ONE } else { "FALSE" };
        db::run(
            tx,
            &format!(
                "INSERT INTO claim_move (claim_id, object, object_id)
                 SELECT $1, $2, f.id FROM {fact} f JOIN post p ON p.id = f.post_id WHERE f.withdrawn_at IS NULL AND
                 ((f.actor_id = $3 AND (p.author_id = $4 OR EXISTS (SELECT 1 FROM {fact} mine WHERE mine.actor_id = $4 AND mine.post_id = f.post_id AND mine.withdrawn_at IS NULL)))
                  OR (f.actor_id = $4 AND p.author_id = $3) OR ({of_one}))"
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
    said_for::one_person(tx, from, to, now).await?;
    settle(tx, claim, to, now).await?;
    standing::actions::touch_around(tx, to).await?;
    Ok(db::count(tx, "SELECT COUNT(*) AS n FROM claim_move WHERE claim_id = $1 AND object = 'post'", values![claim.0]).await?)
}

/// Moves back what moved, as far as it is still there. Called by whoever holds it.
pub async fn take_back(tx: &DatabaseTransaction, claim: ClaimId, from: AccountId, to: AccountId, decided_at: Millis) -> Result<()> {
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
    settle(tx, claim, from, decided_at).await?;
    standing::actions::touch(tx, &[to]).await?;
    Ok(standing::actions::touch_around(tx, from).await?)
}

/// Writes down which rows are about to move.
pub async fn note(tx: &DatabaseTransaction, claim: ClaimId, word: &str, table: &str, column: &str, from: AccountId) -> Result<()> {
    let text = format!("INSERT INTO claim_move (claim_id, object, object_id) SELECT $1, $2, id FROM {table} WHERE {column} = $3");
    db::run(tx, &text, values![claim.0, word, from.0]).await?;
    Ok(())
}

/// Gives the noted rows to somebody else, if they still are whose they were.
pub async fn hand_over(tx: &DatabaseTransaction, claim: ClaimId, word: &str, table: &str, column: &str, from: AccountId, to: AccountId) -> Result<()> {
    let text = format!("UPDATE {table} SET {column} = $4 WHERE {column} = $3 AND id IN (SELECT object_id FROM claim_move WHERE claim_id = $1 AND object = $2)");
    db::run(tx, &text, values![claim.0, word, from.0, to.0]).await?;
    Ok(())
}

/// Counts again where that can have changed: threads with a withdrawn fact, and those in which the new owner now
/// answers, or no longer answers, their own question. The search finds questions under their new owner.
async fn settle(tx: &DatabaseTransaction, claim: ClaimId, owner: AccountId, now: Millis) -> Result<()> {
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
        said_for::in_step(tx, thread.id, now).await?;
    }
    // whose words they are decides whose move it is
    deadlines::mark_all(tx, "question_id IN (SELECT p.question_id FROM post p WHERE p.author_id = $1)", values![owner.0]).await?;
    let said: Vec<String> = FACTS.iter().map(|f| format!("SELECT p.question_id FROM claim_move m JOIN {f} f ON f.id = m.object_id JOIN post p ON p.id = f.post_id WHERE m.claim_id = $1")).collect();
    let comments = "SELECT c.question_id FROM claim_move m JOIN comment c ON c.id = m.object_id WHERE m.claim_id = $1 AND m.object = 'comment'";
    deadlines::mark_all(tx, &format!("question_id IN ({} UNION {comments})", said.join(" UNION ")), values![claim.0]).await?;
    let asked: Vec<Found> = db::rows(tx, "SELECT object_id AS id FROM claim_move WHERE claim_id = $1 AND object = 'question' ORDER BY object_id", values![claim.0]).await?;
    let asked: Vec<PostId> = asked.into_iter().map(|f| f.id).collect();
    for part in asked.chunks(200) {
        index_many(tx, part).await?;
    }
    Ok(())
}
