//! How an escalation ends, for everyone to see; and the official answers on the way there.

use std::sync::Arc;

use entity::{AccountId, EscalationCause, EscalationEventKind, EscalationId, EscalationOutcome, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};
use serde_json::json;

use super::{No, Tried, as_owner, hold, settle, written};
use crate::clock::Millis;
use crate::deadlines::record;
use crate::error::{Error, Result};
use crate::photos::Shown;
use crate::questions::publish::{self, NewAnswer, Prepared, Published};
use crate::rules::escalation::Cause;
use crate::{db, values};

/// What everyone will see.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'a> {
    /// `Solved`, `Refused` or `Private`.
    pub what: EscalationOutcome,
    /// The reason, or the sentence that says so.
    pub line: &'a str,
    /// The answer that solves it.
    pub post: Option<PostId>,
}

/// What an official answer says.
pub struct Answer {
    pub text: Arc<Prepared>,
    pub photos: Vec<Shown>,
}

impl From<Arc<Prepared>> for Answer {
    fn from(text: Arc<Prepared>) -> Answer {
        Answer { text, photos: Vec::new() }
    }
}

/// An official answer. It keeps an open promise. `wait`: the next word is the asker's. Where nothing is open it is an
/// answer like any other, and nothing more is owed.
pub async fn reply(tx: &DatabaseTransaction, question: PostId, by: AccountId, answer: impl Into<Answer>, form_key: &str, wait: bool, now: Millis) -> Tried<Published> {
    if hold(tx, question).await?.hidden {
        return Ok(Err(No::Hidden));
    }
    if record::current(tx, question).await?.is_some()
        && let Err(no) = as_owner(tx, question, by, now).await?
    {
        return Ok(Err(no));
    }
    let Answer { text, photos } = answer.into();
    let new = NewAnswer { question, author: by, text, official: true, even_closed: true, photos, form_key: form_key.to_owned(), now };
    let made = publish::answer_then(tx, &new, wait).await?;
    if made.id().is_some() && record::current(tx, question).await?.is_some_and(|o| o.owner_id == Some(by)) {
        written(tx, question, Some(by), EscalationEventKind::Replied, now).await?;
    }
    settle(tx, question, by, now).await?;
    Ok(Ok(made))
}

/// Ends it. Without something everyone can see, it is refused.
pub async fn resolve(tx: &DatabaseTransaction, question: PostId, by: AccountId, outcome: Outcome<'_>, now: Millis) -> Tried<()> {
    let seen = match outcome.what {
        EscalationOutcome::Solved => match outcome.post {
            Some(post) => is_answer(tx, question, post).await?,
            None => false,
        },
        EscalationOutcome::Refused | EscalationOutcome::Private => !outcome.line.trim().is_empty(),
        EscalationOutcome::Answered | EscalationOutcome::Declined => false,
    };
    if !seen {
        return Ok(Err(No::NoOutcome));
    }
    end(tx, question, by, outcome, now).await
}

/// What a member or the asker wished, or a rule took for an alarm, is not for the brand to do; the sentence says why.
pub async fn decline(tx: &DatabaseTransaction, question: PostId, by: AccountId, line: &str, now: Millis) -> Tried<()> {
    if line.trim().is_empty() {
        return Ok(Err(No::NoOutcome));
    }
    hold(tx, question).await?;
    let Some(open) = record::current(tx, question).await? else { return Ok(Err(No::NothingOpen)) };
    let by_rule = Cause::from(open.cause).is_rule();
    if !by_rule && !matches!(open.cause, EscalationCause::Asker | EscalationCause::Member | EscalationCause::Ambassador) {
        return Ok(Err(No::NotWished));
    }
    end(tx, question, by, Outcome { what: EscalationOutcome::Declined, line, post: None }, now).await
}

async fn end(tx: &DatabaseTransaction, question: PostId, by: AccountId, outcome: Outcome<'_>, now: Millis) -> Tried<()> {
    hold(tx, question).await?;
    if record::current(tx, question).await?.is_none() {
        return Ok(Err(No::NothingOpen));
    }
    let open = match as_owner(tx, question, by, now).await? {
        Ok((_, open)) => open,
        Err(no) => return Ok(Err(no)),
    };
    record::end(tx, open.id, &record::End { by: Some(by), outcome: outcome.what, post: outcome.post, line: Some(outcome.line) }, now).await?;
    let kind = if outcome.what == EscalationOutcome::Declined { EscalationEventKind::Declined } else { EscalationEventKind::Resolved };
    written(tx, question, Some(by), kind, now).await?;
    settle(tx, question, by, now).await?;
    Ok(Ok(()))
}

async fn is_answer(tx: &DatabaseTransaction, question: PostId, post: PostId) -> Result<bool> {
    let text = "SELECT COUNT(*) AS n FROM post p JOIN question q ON q.id = p.question_id WHERE p.id = $2 AND p.question_id = $1 AND p.kind = 'answer' AND p.state = 'visible' AND p.author_id <> q.author_id";
    Ok(db::count(tx, text, values![question.0, post.0]).await? > 0)
}

/// The asker does not call it settled: it comes back, at once and high up.
pub async fn disagree(tx: &DatabaseTransaction, question: PostId, asker: AccountId, now: Millis) -> Tried<EscalationId> {
    #[derive(FromQueryResult)]
    struct Last {
        id: EscalationId,
        outcome: Option<EscalationOutcome>,
        disagreed_at: Option<i64>,
        ended_at: Option<i64>,
    }
    if hold(tx, question).await?.hidden {
        return Err(Error::NotFound);
    }
    let last: Option<Last> = db::row(tx, "SELECT id, outcome, disagreed_at, ended_at FROM escalation WHERE question_id = $1 ORDER BY (ended_at IS NULL) DESC, id DESC LIMIT 1", values![question.0]).await?;
    let doubtful = |l: &Last| l.ended_at.is_some() && l.disagreed_at.is_none() && matches!(l.outcome, Some(EscalationOutcome::Private | EscalationOutcome::Solved));
    let Some(last) = last.filter(doubtful) else { return Ok(Err(No::NothingToDoubt)) };
    db::run(tx, "UPDATE escalation SET disagreed_at = $2 WHERE id = $1 AND disagreed_at IS NULL", values![last.id.0, now]).await?;
    record::log(tx, last.id, Some(asker), EscalationEventKind::Disagreed, "", &json!({}), now).await?;
    let new = record::Open { question, cause: EscalationCause::Disagreed, by: Some(asker), reason: "", details: "", priority: false, department: None };
    let id = record::open(tx, &new, now).await?;
    settle(tx, question, asker, now).await?;
    Ok(Ok(id))
}
