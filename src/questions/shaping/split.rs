//! An answer that is another question becomes a thread of its own, with the answers that belong to it.

use entity::{AccountId, PostId};
use sea_orm::DatabaseTransaction;

use super::queries::Answer;
use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::questions::facts::said_for;
use crate::rules::fold;
use crate::rules::text::Title;
use crate::{db, values};

/// What becomes of a thread.
pub struct Split<'a> {
    pub question: PostId,
    /// The answer that is a question.
    pub first: &'a Answer,
    /// Answers to it.
    pub rest: Vec<PostId>,
    pub title: &'a Title,
    /// Plain words of its beginning.
    pub excerpt: String,
}

/// May this answer become a question? What solved something stays where it did; the brand asks nothing.
pub fn can_ask(a: &Answer) -> bool {
    !a.solves && !a.official
}

/// May this answer go along with that one? It was written after it, and solved nothing where it is.
pub fn can_follow(a: &Answer, first: &Answer) -> bool {
    !a.solves && a.id != first.id && (a.created_at, a.id) > (first.created_at, first.id)
}

/// Makes the new thread. The old one is held; what is chosen was checked under that lock.
pub async fn split(tx: &DatabaseTransaction, s: &Split<'_>, by: AccountId, now: Millis) -> Result<()> {
    let (old, new) = (s.question, s.first.id);
    let members = super::concerned(tx, old, new).await?;
    said_for::reshaped(tx, old, now).await?;
    let made = db::run(
        tx,
        "INSERT INTO question (id, title, slug, excerpt, category_id, author_id, state, answer_count, peer_answer_count, accepted_count, verified_count, opening_me_too, me_too_count, score, views, live, reserved, created_at, activity_at)
         SELECT p.id, $3, $4, $5, q.category_id, p.author_id, 'visible', 0, 0, 0, 0, 0, 0, p.score, 0, q.live, FALSE, p.created_at, p.created_at
         FROM post p JOIN question q ON q.id = p.question_id WHERE p.id = $2 AND p.question_id = $1 AND p.kind = 'answer' AND p.state = 'visible' ON CONFLICT DO NOTHING",
        values![old.0, new.0, s.title.as_str(), fold::slug(s.title.as_str()), s.excerpt.as_str()],
    )
    .await?;
    if made == 0 {
        return Err(Error::Conflict("the answer is no longer there"));
    }
    db::run(tx, "UPDATE post SET kind = 'question', question_id = id WHERE id = $1", values![new.0]).await?;
    db::run(tx, "UPDATE comment SET question_id = $1 WHERE post_id = $1", values![new.0]).await?;
    for answer in &s.rest {
        db::run(tx, "UPDATE post SET question_id = $2 WHERE id = $1 AND question_id = $3 AND kind = 'answer'", values![answer.0, new.0, old.0]).await?;
        db::run(tx, "UPDATE comment SET question_id = $2 WHERE post_id = $1", values![answer.0, new.0]).await?;
        db::run(tx, "UPDATE acceptance SET question_id = $2 WHERE post_id = $1", values![answer.0, new.0]).await?;
        db::run(tx, "UPDATE absent_proposal SET question_id = $2 WHERE post_id = $1", values![answer.0, new.0]).await?;
    }
    super::refile(tx, new).await?;
    // under the same tags; those are touched in one order by everyone
    db::run(
        tx,
        "INSERT INTO question_tag (question_id, tag_id, position, hidden, activity_at) SELECT CAST($2 AS BIGINT), t.tag_id, t.position, FALSE, CAST($3 AS BIGINT) FROM question_tag t WHERE t.question_id = $1 AND t.hidden = FALSE",
        values![old.0, new.0, s.first.created_at],
    )
    .await?;
    db::lock_all(tx, "tag", "id IN (SELECT tag_id FROM question_tag WHERE question_id = $1)", values![new.0]).await?;
    db::run(tx, "UPDATE tag SET question_count = question_count + 1 WHERE id IN (SELECT tag_id FROM question_tag WHERE question_id = $1 AND hidden = FALSE)", values![new.0]).await?;
    let who = "INSERT INTO follow (account_id, question_id, created_at) SELECT DISTINCT p.author_id, p.question_id, CAST($2 AS BIGINT) FROM post p JOIN account a ON a.id = p.author_id AND a.placeholder = FALSE AND a.deleted_at IS NULL
        WHERE p.question_id = $1 ON CONFLICT DO NOTHING";
    db::run(tx, who, values![new.0, now]).await?;
    super::follow(tx, [old, new], &members, by, now).await?;
    let answers = s.rest.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let note = format!("{old} → {new}; {answers}");
    audit::record(tx, Deed { actor: Some(by), action: "split", object: "question", object_id: old.0, note: note.trim_end_matches("; ") }, now).await?;
    Ok(())
}
