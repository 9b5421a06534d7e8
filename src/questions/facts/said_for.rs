//! What two others said for an asker who is away, when something else changes under it: people who become one, threads
//! that change shape, somebody who leaves or is suspended, an acceptance that is annulled. A first word ends with whoever
//! said it; two stand as long as the acceptance does that came of them.

use entity::{AccountId, PostId};
use sea_orm::DatabaseTransaction;

use crate::clock::Millis;
use crate::error::Result;
use crate::{db, values};

/// Waits for a second word.
const WAITS: &str = "ended_at IS NULL AND confirmed_at IS NULL";

/// Whoever said these first is not there to stand by them.
pub async fn leave(tx: &DatabaseTransaction, proposer: AccountId, now: Millis) -> Result<()> {
    db::run(tx, &format!("UPDATE absent_proposal SET ended_at = $2, outcome = 'left' WHERE proposed_by = $1 AND {WAITS}"), values![proposer.0, now]).await?;
    Ok(())
}

/// The thread is no longer the one they were said in.
pub async fn reshaped(tx: &DatabaseTransaction, question: PostId, now: Millis) -> Result<()> {
    db::run(tx, &format!("UPDATE absent_proposal SET ended_at = $2, outcome = 'reshaped' WHERE question_id = $1 AND {WAITS}"), values![question.0, now]).await?;
    Ok(())
}

/// Two people are one: `from` says nothing any more, and `to` nothing where they asked or answered. After the posts moved.
pub async fn one_person(tx: &DatabaseTransaction, from: AccountId, to: AccountId, now: Millis) -> Result<()> {
    leave(tx, from, now).await?;
    let text = format!(
        "UPDATE absent_proposal SET ended_at = $2, outcome = 'left' WHERE proposed_by = $1 AND {WAITS} AND EXISTS (SELECT 1 FROM post w WHERE w.question_id = absent_proposal.question_id AND w.author_id = $1)"
    );
    db::run(tx, &text, values![to.0, now]).await?;
    Ok(())
}

/// An acceptance `f` that came of two words of which, once $3 and $4 are one person, one is no longer another's.
pub const OF_ONE: &str = "f.on_behalf = TRUE AND f.agreed_at IS NULL AND EXISTS (SELECT 1 FROM absent_proposal s WHERE s.post_id = f.post_id AND s.ended_at IS NULL AND s.confirmed_at IS NOT NULL
    AND ((s.proposed_by = $3 AND s.confirmed_by = $4) OR (s.proposed_by = $4 AND s.confirmed_by = $3)
        OR ((s.proposed_by IN ($3, $4) OR s.confirmed_by IN ($3, $4)) AND EXISTS (SELECT 1 FROM post w WHERE w.question_id = s.question_id AND w.author_id IN ($3, $4)))))";

/// Brings the two words in step with the acceptance that came of them: they fall with it, and stand again with it.
pub async fn in_step(tx: &DatabaseTransaction, question: PostId, now: Millis) -> Result<()> {
    let stands = "EXISTS (SELECT 1 FROM acceptance a WHERE a.post_id = absent_proposal.post_id AND a.on_behalf = TRUE AND a.withdrawn_at IS NULL AND a.agreed_at IS NULL)";
    let fallen = format!("UPDATE absent_proposal SET ended_at = $2, outcome = 'fallen' WHERE question_id = $1 AND ended_at IS NULL AND confirmed_at IS NOT NULL AND NOT {stands}");
    db::run(tx, &fallen, values![question.0, now]).await?;
    let again = format!(
        "UPDATE absent_proposal SET ended_at = NULL, outcome = NULL WHERE question_id = $1 AND outcome = 'fallen' AND {stands}
         AND id = (SELECT MAX(l.id) FROM absent_proposal l WHERE l.post_id = absent_proposal.post_id AND l.outcome = 'fallen')
         AND NOT EXISTS (SELECT 1 FROM absent_proposal o WHERE o.post_id = absent_proposal.post_id AND o.ended_at IS NULL)"
    );
    db::run(tx, &again, values![question.0]).await?;
    Ok(())
}
