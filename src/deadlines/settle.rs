//! Where a thread stands is worked out here and nowhere else.

use entity::{AccountId, EscalationEventKind, EscalationOutcome, EscalationState, PostId};
use sea_orm::DatabaseTransaction;
use serde_json::json;

use super::record::{self, Change, End, Open};
use super::scheme::{Scheme, Settings};
use super::words::Alerts;
use super::{facts, promises, write};
use crate::clock::Millis;
use crate::db::{self, Db};
use crate::error::Result;
use crate::rules::escalation::{self as rules, Act};
use crate::values;

/// Acts follow each other (an escalation ends, another opens); no more often than this.
const ROUNDS: usize = 8;
/// Threads in one transaction, where many are settled.
const BATCH: usize = 50;

/// Works out where a thread stands towards the brand, and writes it down. `by`: who changed it; none: time, or a rule.
pub async fn settle(tx: &DatabaseTransaction, question: PostId, by: Option<AccountId>, now: Millis) -> Result<()> {
    let scheme = Scheme::load(tx).await?;
    settle_by(tx, &scheme, question, by, Alerts::default(), now).await
}

/// The same, after a customer published or changed these words.
pub async fn settle_said(tx: &DatabaseTransaction, question: PostId, by: Option<AccountId>, text: &str, now: Millis) -> Result<()> {
    let settings = Settings::load(tx).await?;
    settle_by(tx, &settings.scheme, question, by, settings.words.found(text), now).await
}

/// The same, after words were changed: only those that are new count.
pub async fn settle_edited(tx: &DatabaseTransaction, question: PostId, by: Option<AccountId>, before: &str, after: &str, now: Millis) -> Result<()> {
    let settings = Settings::load(tx).await?;
    let (was, is) = (settings.words.found(before), settings.words.found(after));
    settle_by(tx, &settings.scheme, question, by, Alerts { danger: is.danger && !was.danger, legal: is.legal && !was.legal }, now).await
}

/// The same with settings that were read before.
pub async fn settle_by(tx: &DatabaseTransaction, scheme: &Scheme, question: PostId, by: Option<AccountId>, alerts: Alerts, now: Millis) -> Result<()> {
    db::lock(tx, "question", question.0).await?;
    for round in 0..ROUNDS {
        let Some(mut thread) = facts::read(tx, question, &scheme.n, now).await? else { return Ok(()) };
        if !thread.live || thread.reserved {
            // those who have the problem here have that of its original
            if let Some(original) = thread.duplicate_of {
                mark(tx, original).await?;
            }
            return write::clear(tx, question, by, now).await;
        }
        if round == 0 {
            let f = &mut thread.facts;
            f.danger_at = f.danger_at.or(alerts.danger.then_some(now));
            f.legal_at = f.legal_at.or(alerts.legal.then_some(now));
        }
        if let Some((request, at)) = thread.details_answered {
            db::run(tx, "UPDATE details_request SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", values![request, at]).await?;
            if let Some(open) = thread.open.as_ref().filter(|e| e.state == EscalationState::WaitingAsker) {
                let state = if open.owner_id.is_some() { EscalationState::Claimed } else { EscalationState::Open };
                record::set(tx, open.id, None, EscalationEventKind::Replied, "", &Change { state: Some(state), ..Change::default() }, now).await?;
            }
        }
        let settled = rules::settle(&thread.facts, thread.kept().as_ref(), &scheme.terms(thread.category)?.limits, &scheme.terms(thread.category)?.calendar, &scheme.n, now);
        // what was found is kept before anything follows from it
        write::all(tx, scheme, question, &thread, &settled, by, now).await?;
        let Some(act) = settled.act.filter(|_| round + 1 < ROUNDS) else {
            if let Some(original) = thread.duplicate_of {
                mark(tx, original).await?;
            }
            return Ok(());
        };
        let open = thread.open.as_ref();
        match (act, open) {
            (Act::Open { cause, due_at }, _) => {
                record::open_due(tx, scheme, &Open { question, cause: cause.into(), by: None, reason: "", details: "", priority: false, department: None }, Some(due_at), now).await?;
            }
            (Act::Answered { post }, Some(e)) => record::end(tx, e.id, &End { by: None, outcome: EscalationOutcome::Answered, post: Some(PostId(post)), line: None }, now).await?,
            (Act::Reopen, None) => match thread.lapsed {
                Some(last) => record::reopen(tx, last, now).await?,
                None => return Ok(()),
            },
            (Act::Instead { post }, None) => match thread.lapsed {
                Some(last) => record::instead(tx, last, PostId(post), now).await?,
                None => return Ok(()),
            },
            (Act::Unkept { promise }, Some(e)) => promises::unkept(tx, e.id, promise, now).await?,
            (Act::Missed, Some(e)) => {
                db::run(tx, "UPDATE promise SET missed_at = due_at WHERE question_id = $1 AND ended_at IS NULL AND missed_at IS NULL", values![question.0]).await?;
                record::log(tx, e.id, None, EscalationEventKind::PromiseMissed, "", &json!({}), now).await?;
            }
            (Act::Wake, Some(e)) => {
                let change = Change { snoozed_until: Some(None), snoozed_event: Some(None), ..Change::default() };
                record::set(tx, e.id, None, EscalationEventKind::Woken, "", &change, now).await?;
            }
            _ => return Ok(()),
        }
    }
    Ok(())
}

/// A thread of imported history lives from now on; its clocks begin now. Gives whether it did not before.
pub async fn enliven(tx: &DatabaseTransaction, question: PostId, now: Millis) -> Result<bool> {
    let woken = db::run(tx, "UPDATE question SET live = TRUE WHERE id = $1 AND live = FALSE", values![question.0]).await? > 0;
    if woken {
        db::run(
            tx,
            "INSERT INTO thread_clock (question_id, waiting_on, resumed_at, rested_at, resolution_spent, settled_at) VALUES ($1, 'nobody', $2, $2, 0, $2) ON CONFLICT (question_id) DO NOTHING",
            values![question.0, now],
        )
        .await?;
    }
    Ok(woken)
}

/// To be settled by the job, soon: for changes that touch many threads, or another than the one that is held.
pub async fn mark(tx: &DatabaseTransaction, question: PostId) -> Result<()> {
    db::run(tx, "INSERT INTO thread_mark (question_id) SELECT question_id FROM thread_clock WHERE question_id = $1", values![question.0]).await?;
    Ok(())
}

/// The same for every thread that has a clock and that a condition on `thread_clock` picks.
pub async fn mark_all(tx: &DatabaseTransaction, condition: &str, values: impl IntoIterator<Item = sea_orm::Value>) -> Result<()> {
    db::run(tx, &format!("INSERT INTO thread_mark (question_id) SELECT question_id FROM thread_clock WHERE {condition}"), values).await?;
    Ok(())
}

/// The settings changed: every thread in which somebody waits, was let be, or that is in the feed.
pub async fn mark_open(tx: &DatabaseTransaction) -> Result<()> {
    mark_all(tx, "waiting_on <> 'nobody' OR unconfirmed_at IS NOT NULL OR question_id IN (SELECT f.question_id FROM feed_row f)", []).await
}

/// Settles many threads, some at a time, after an import. `texts`: what customers wrote there is searched for words of
/// danger and of the law.
pub async fn settle_all(db: &Db, questions: &[PostId], now: Millis) -> Result<()> {
    let Settings { scheme, words } = Settings::load(db.read()).await?;
    for batch in questions.chunks(BATCH) {
        let tx = db.write().await?;
        for question in batch {
            let alerts = words.in_thread(&tx, *question).await?;
            settle_by(&tx, &scheme, *question, None, alerts, now).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
