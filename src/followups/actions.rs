//! Putting the question, taking the asker's answer. Each under the lock of the question's row.

use entity::{AccountId, EscalationCause, Expectation, FollowUpAnswer, FollowUpId, FollowUpKind, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::queries::{self, Asked};
use super::{absent, is_yes, letters, stored, tasks, weighed};
use crate::accounts::{people, tokens};
use crate::clock::Millis;
use crate::config::Config;
use crate::deadlines::{self, record};
use crate::error::{Error, Result};
use crate::mail;
use crate::questions::facts::{actions as facts, scene};
use crate::questions::refresh;
use crate::rules::follow_up::{self, LINK_LIFE};
use crate::rules::policy::{Actor, Verb, may};
use crate::{db, values};

/// Puts what is due to the asker of a thread, in the page and by mail. Asks nothing of people who are gone.
pub async fn put(tx: &DatabaseTransaction, config: &Config, question: PostId, now: Millis) -> Result<bool> {
    refresh::lock(tx, question).await?;
    let Some((title, asker, thread)) = queries::thread(tx, question).await? else { return Ok(false) };
    let Some((kind, about)) = follow_up::due(&thread, now) else { return Ok(false) };
    let Some(person) = people::by_id(tx, asker).await? else { return Ok(false) };
    let kind = stored(kind);
    let Some(id) = insert(tx, question, kind, PostId(about), now).await? else { return Ok(false) };
    let token = tokens::random_token();
    if let Some(letter) = letters::ask(config, &person, kind, &title, &token) {
        db::run(tx, "INSERT INTO follow_up_link (token_hash, follow_up_id, expires_at) VALUES ($1, $2, $3)", values![tokens::hash(&token), id.0, now + LINK_LIFE]).await?;
        db::run(tx, "UPDATE follow_up SET mailed = TRUE WHERE id = $1", values![id.0]).await?;
        mail::queue(tx, config, letter, now).await?;
    }
    deadlines::settle(tx, question, None, now).await?;
    Ok(true)
}

#[derive(FromQueryResult)]
struct New {
    id: FollowUpId,
}

async fn insert(tx: &DatabaseTransaction, question: PostId, kind: FollowUpKind, about: PostId, now: Millis) -> Result<Option<FollowUpId>> {
    let text = "INSERT INTO follow_up (question_id, kind, about_id, due_at, asked_at, mailed, details) VALUES ($1, $2, $3, $4, $4, FALSE, '') ON CONFLICT DO NOTHING RETURNING id";
    let new: Option<New> = db::row(tx, text, values![question.0, kind.word(), about.0, now]).await?;
    Ok(new.map(|n| n.id))
}

/// The row of a question that stood in the page alone is written with its answer.
pub async fn stand(tx: &DatabaseTransaction, asked: &Asked, now: Millis) -> Result<FollowUpId> {
    if let Some(id) = asked.id {
        return Ok(id);
    }
    insert(tx, asked.question_id, asked.kind, asked.about_id, now).await?;
    let text = "SELECT id FROM follow_up WHERE question_id = $1 AND kind = $2 AND about_id = $3";
    let row: Option<New> = db::row(tx, text, values![asked.question_id.0, asked.kind.word(), asked.about_id.0]).await?;
    Ok(row.ok_or(Error::NotFound)?.id)
}

/// The asker read the page, signed in, or began to answer; and has not answered yet.
pub async fn opened(tx: &DatabaseTransaction, id: FollowUpId, now: Millis) -> Result<()> {
    db::run(tx, "UPDATE follow_up SET opened_at = $2 WHERE id = $1 AND opened_at IS NULL AND answered_at IS NULL", values![id.0, now]).await?;
    Ok(())
}

/// Links that no longer work are forgotten.
pub async fn sweep(tx: &DatabaseTransaction, now: Millis) -> Result<()> {
    db::run(tx, "DELETE FROM follow_up_link WHERE expires_at < $1", values![now]).await?;
    Ok(())
}

/// What the asker says: which answer solved it; or how, elsewhere; or what is still missing.
pub struct Word<'a> {
    pub answer: FollowUpAnswer,
    pub post: Option<PostId>,
    /// Public, and masked.
    pub note: Option<&'a str>,
}

/// Takes the asker's word; the last one holds. `actor` is the asker, signed in or by the mail.
pub async fn answer(tx: &DatabaseTransaction, actor: &Actor, asked: &Asked, word: &Word<'_>, now: Millis) -> Result<()> {
    let asker = asked.asker_id;
    let held = scene::held_question(tx, asked.question_id).await?.seen_by(actor)?;
    may(actor, Verb::FollowUp, &held.facts())?;
    let id = stand(tx, asked, now).await?;
    let (mut answer, mut elsewhere) = (word.answer, word.answer == FollowUpAnswer::Elsewhere);
    if asked.kind != FollowUpKind::ComeBack {
        absent::actions::asker_spoke(tx, asked.question_id, word.post.filter(|_| answer == FollowUpAnswer::Solved), now).await?;
    }
    if answer == FollowUpAnswer::Solved && asked.kind != FollowUpKind::ComeBack {
        match word.post {
            Some(post) => accept(tx, actor, asker, asked.question_id, post, now).await?,
            // nothing there could have: they found it themselves
            None if held.peer_answer_count == 0 => (answer, elsewhere) = (FollowUpAnswer::Elsewhere, true),
            None => {}
        }
    }
    // what else was asked of the thread is answered with it
    db::run(
        tx,
        "UPDATE follow_up SET answered_at = $2, answer = $3, details = CASE WHEN id = $4 THEN $5 ELSE details END WHERE question_id = $1 AND asked_at IS NOT NULL AND (id = $4 OR answered_at IS NULL)",
        values![asked.question_id.0, now, answer.word(), id.0, word.note.unwrap_or_default()],
    )
    .await?;
    if elsewhere {
        facts::solved_elsewhere(tx, asked.question_id, asker, word.note, true, now).await?;
    } else if !is_yes(answer) {
        facts::solved_elsewhere(tx, asked.question_id, asker, None, false, now).await?;
    }
    refresh::outcome(tx, asked.question_id).await?;
    if is_yes(answer) {
        let solved = db::count(tx, "SELECT COUNT(*) AS n FROM question WHERE id = $1 AND solved_at IS NOT NULL", values![asked.question_id.0]).await? > 0;
        if solved {
            record::solved(tx, asked.question_id, asker, word.post, now).await?;
        }
    } else {
        let open = record::Open { question: asked.question_id, cause: EscalationCause::NotSolved, by: Some(asker), reason: "unsolved", details: word.note.unwrap_or_default(), priority: false, department: None };
        record::open(tx, &open, now).await?;
    }
    Ok(deadlines::settle(tx, asked.question_id, Some(asker), now).await?)
}

/// "This solved it", unless it says so already.
async fn accept(tx: &DatabaseTransaction, actor: &Actor, asker: AccountId, question: PostId, post: PostId, now: Millis) -> Result<()> {
    let answer = scene::scene(tx, post).await?;
    if answer.question_id != question || answer.author_id == asker {
        return Err(Error::BadRequest("this answer is of another thread"));
    }
    let facts = facts::acceptances(tx, &answer).await?;
    if !facts.accepted {
        may(actor, Verb::Accept, &facts)?;
        facts::accept(tx, &answer, asker, now).await?;
    }
    Ok(())
}

/// The first tap: what was expected most.
pub async fn expected(tx: &DatabaseTransaction, id: FollowUpId, what: Expectation, now: Millis) -> Result<()> {
    db::run(
        tx,
        "INSERT INTO follow_up_word (follow_up_id, expected, expected_at) VALUES ($1, $2, $3)
         ON CONFLICT (follow_up_id) DO UPDATE SET expected = excluded.expected WHERE follow_up_word.received_at IS NULL",
        values![id.0, what.word(), now],
    )
    .await?;
    Ok(())
}

/// The second: what was received. Less than expected is a task, once.
pub async fn received(tx: &DatabaseTransaction, id: FollowUpId, question: PostId, what: Option<Expectation>, now: Millis) -> Result<()> {
    refresh::lock(tx, question).await?;
    #[derive(FromQueryResult)]
    struct Row {
        expected: Expectation,
    }
    let row: Option<Row> = db::row(tx, "SELECT expected FROM follow_up_word WHERE follow_up_id = $1 AND received_at IS NULL", values![id.0]).await?;
    let Some(Row { expected }) = row else { return Ok(()) };
    db::run(tx, "UPDATE follow_up_word SET received = $2, received_at = $3 WHERE follow_up_id = $1", values![id.0, what.map_or("", Expectation::word), now]).await?;
    if follow_up::below_par(weighed(expected), what.map(weighed)) {
        tasks::actions::open(tx, id, question, now).await?;
    }
    Ok(())
}

/// Seven days without a word after the brand confirmed an answer: a yes, if nothing was said anywhere, and nothing is owed.
pub async fn silence(tx: &DatabaseTransaction, id: FollowUpId, question: PostId, now: Millis) -> Result<()> {
    refresh::lock(tx, question).await?;
    #[derive(FromQueryResult)]
    struct Row {
        about_id: i64,
        asked_at: i64,
    }
    let row: Option<Row> = db::row(tx, "SELECT about_id, asked_at FROM follow_up WHERE id = $1 AND answered_at IS NULL", values![id.0]).await?;
    let Some(row) = row else { return Ok(()) };
    let thread = queries::thread(tx, question).await?.map(|(_, _, t)| t);
    let yes = thread.is_some_and(|t| follow_up::is_silent_yes(&t, row.about_id, row.asked_at));
    // otherwise it is over without an answer
    let answer = yes.then_some(FollowUpAnswer::Silent.word());
    db::run(tx, "UPDATE follow_up SET answered_at = $2, answer = $3 WHERE id = $1", values![id.0, now, answer]).await?;
    if yes {
        refresh::outcome(tx, question).await?;
        deadlines::settle(tx, question, None, now).await?;
    }
    Ok(())
}
