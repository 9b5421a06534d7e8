//! Two threads about one problem become one: the answers of the first go to the second.

use entity::{AccountId, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::error::Result;
use crate::questions::facts::said_for;
use crate::{db, deadlines, values};

/// Why two threads cannot become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoMerge {
    /// Both have an open escalation: each is owed an outcome.
    BothEscalated,
    /// The one's asker solved the other's problem: as one asker they would have answered themselves.
    HelpedEachOther,
}

/// Is there a reason against it? Under the locks of both.
pub async fn reason_against(tx: &DatabaseTransaction, from: PostId, into: PostId) -> Result<Option<NoMerge>> {
    let open = db::count(tx, "SELECT COUNT(*) AS n FROM escalation WHERE question_id IN ($1, $2) AND ended_at IS NULL", values![from.0, into.0]).await?;
    if open > 1 {
        return Ok(Some(NoMerge::BothEscalated));
    }
    let helped = db::count(
        tx,
        "SELECT COUNT(*) AS n FROM acceptance a JOIN post p ON p.id = a.post_id JOIN question q ON q.id = p.question_id JOIN question o ON o.id = $2
         WHERE q.id = $1 AND a.withdrawn_at IS NULL AND p.author_id = o.author_id",
        values![from.0, into.0],
    )
    .await?;
    Ok((helped > 0).then_some(NoMerge::HelpedEachOther))
}

/// What goes along as it is: statement by statement, `$1` becomes `$2`.
const ALONG: &[&str] = &[
    "UPDATE post SET question_id = $2 WHERE question_id = $1 AND kind = 'answer'",
    // remarks on the question itself stay with its text
    "UPDATE comment SET question_id = $2 WHERE question_id = $1 AND post_id <> $1",
    "UPDATE acceptance SET question_id = $2 WHERE question_id = $1",
    "UPDATE absent_proposal SET question_id = $2 WHERE question_id = $1",
    "INSERT INTO follow (account_id, question_id, created_at) SELECT f.account_id, CAST($2 AS BIGINT), f.created_at FROM follow f WHERE f.question_id = $1 ON CONFLICT DO NOTHING",
    "INSERT INTO follow (account_id, question_id, created_at) SELECT q.author_id, CAST($2 AS BIGINT), q.created_at FROM question q JOIN account a ON a.id = q.author_id AND a.placeholder = FALSE AND a.deleted_at IS NULL
        WHERE q.id = $1 ON CONFLICT DO NOTHING",
    "UPDATE draft SET question_id = $2 WHERE question_id = $1",
    "UPDATE deflection SET question_id = $2 WHERE question_id = $1",
    "UPDATE staff_note SET question_id = $2 WHERE question_id = $1",
    "INSERT INTO weak_signal_thread (signal_id, question_id) SELECT w.signal_id, CAST($2 AS BIGINT) FROM weak_signal_thread w WHERE w.question_id = $1 ON CONFLICT DO NOTHING",
    "UPDATE question SET duplicate_of = $2 WHERE duplicate_of = $1 AND id <> $2",
    "UPDATE question SET merged_into = $2 WHERE merged_into = $1",
    // what the brand owes it, it owes the survivor from now on
    "UPDATE escalation SET question_id = $2 WHERE question_id = $1 AND ended_at IS NULL",
    "UPDATE promise SET question_id = $2 WHERE question_id = $1 AND ended_at IS NULL",
];

/// What stays behind and ends.
const BEHIND: &[&str] = &["DELETE FROM follow WHERE question_id = $1", "DELETE FROM answering WHERE question_id = $1", "DELETE FROM weak_signal_thread WHERE question_id = $1", "DELETE FROM incident_thread WHERE question_id = $1"];

/// The moments of a clock that only move earlier.
const PROMISED: &[&str] = &["window_ends_at", "first_due_at", "first_near_at", "next_due_at", "next_near_at", "resolution_due_at", "resolution_near_at"];

#[derive(FromQueryResult)]
struct Ids {
    id: PostId,
}

/// Makes `from` a part of `into`. Both are held, and nothing speaks against it.
pub async fn merge(tx: &DatabaseTransaction, from: PostId, into: PostId, by: AccountId, now: Millis) -> Result<()> {
    let members = super::concerned(tx, from, into).await?;
    let moved: Vec<Ids> = db::rows(tx, "SELECT id FROM post WHERE question_id = $1 AND kind = 'answer' ORDER BY id", values![from.0]).await?;
    carry_people(tx, from, into).await?;
    for thread in [from, into] {
        said_for::reshaped(tx, thread, now).await?;
    }
    for statement in ALONG {
        db::run(tx, statement, values![from.0, into.0]).await?;
    }
    super::refile(tx, into).await?;
    for statement in BEHIND {
        db::run(tx, statement, values![from.0]).await?;
    }
    db::run(tx, "UPDATE details_request SET ended_at = $2 WHERE question_id = $1 AND ended_at IS NULL", values![from.0, now]).await?;
    db::run(tx, "UPDATE post SET state = 'hidden', state_reason = NULL WHERE id = $1", values![from.0]).await?;
    db::run(tx, "UPDATE question SET merged_into = $2, duplicate_of = NULL, closed_at = $3, closed_by = $4, close_reason = NULL WHERE id = $1", values![from.0, into.0, now, by.0]).await?;
    // somebody who waits live makes the thread live
    db::run(tx, "UPDATE question SET live = TRUE WHERE id = $2 AND EXISTS (SELECT 1 FROM question q WHERE q.id = $1 AND q.live = TRUE)", values![from.0, into.0]).await?;
    super::follow(tx, [from, into], &members, by, now).await?;
    if keep_promises(tx, from, into).await? {
        deadlines::settle(tx, into, Some(by), now).await?;
    }
    let answers = moved.iter().map(|m| m.id.to_string()).collect::<Vec<_>>().join(", ");
    let note = format!("→ {into}; {answers}");
    audit::record(tx, Deed { actor: Some(by), action: "merge", object: "question", object_id: from.0, note: note.trim_end_matches("; ") }, now).await?;
    Ok(())
}

/// Whoever had the problem there has it here: they count, once. Their word stays where they said it, with what it was worth.
async fn carry_people(tx: &DatabaseTransaction, from: PostId, into: PostId) -> Result<()> {
    let twice = "SELECT COUNT(*) AS n FROM (SELECT m.actor_id AS who FROM me_too m WHERE m.post_id = $1 AND m.withdrawn_at IS NULL UNION SELECT q.author_id FROM question q WHERE q.id = $1) there
        WHERE there.who IN (SELECT m.actor_id FROM me_too m WHERE m.post_id = $2 AND m.withdrawn_at IS NULL UNION SELECT q.author_id FROM question q WHERE q.id = $2)";
    let twice = db::count(tx, twice, values![from.0, into.0]).await?;
    let text = "UPDATE question SET opening_me_too = opening_me_too + (SELECT q.me_too_count + 1 FROM question q WHERE q.id = $1) - $3 WHERE id = $2";
    db::run(tx, text, values![from.0, into.0, twice]).await?;
    Ok(())
}

/// The earlier of what was promised to either.
async fn keep_promises(tx: &DatabaseTransaction, from: PostId, into: PostId) -> Result<bool> {
    let mut moved = 0;
    for column in PROMISED {
        let theirs = format!("(SELECT s.{column} FROM thread_clock s WHERE s.question_id = $1)");
        let text = format!("UPDATE thread_clock SET {column} = {theirs} WHERE question_id = $2 AND {theirs} IS NOT NULL AND {column} IS NOT NULL AND {theirs} < {column}");
        moved += db::run(tx, &text, values![from.0, into.0]).await?;
    }
    Ok(moved > 0)
}
