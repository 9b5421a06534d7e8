//! Putting an incident up, changing it, naming the threads it answers, telling its end. Locks: the question, then the
//! incident.

use std::collections::BTreeSet;

use entity::{AccountId, EscalationEventKind, IncidentId, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};
use serde_json::json;

use super::forms::Parsed;
use super::{letters, queries};
use crate::clock::Millis;
use crate::config::Config;
use crate::deadlines::{self, record};
use crate::error::{Error, Result};
use crate::{db, mail, values};

#[derive(FromQueryResult)]
struct New {
    id: IncidentId,
}

/// Why it is not put up, or changed, like this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The thread it leads to is not there for everyone to see.
    Thread,
    Category,
    Tag,
    /// It is over.
    Over,
}

type Tried<T> = Result<std::result::Result<T, Wrong>>;

/// Is there such a thread, for everyone to see?
async fn is_there(tx: &DatabaseTransaction, thread: Option<PostId>) -> Result<bool> {
    let Some(id) = thread else { return Ok(true) };
    Ok(db::count(tx, "SELECT COUNT(*) AS n FROM question WHERE id = $1 AND state = 'visible'", values![id.0]).await? > 0)
}

pub async fn create(tx: &DatabaseTransaction, by: AccountId, new: &Parsed) -> Tried<IncidentId> {
    if !is_there(tx, new.canonical).await? {
        return Ok(Err(Wrong::Thread));
    }
    let text = "INSERT INTO incident (title_en, title_fr, text_en, text_fr, canonical_id, begins_at, ends_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    let made: Option<New> = db::row(
        tx,
        text,
        values![new.title_en.as_str(), new.title_fr.as_str(), new.text_en.as_str(), new.text_fr.as_str(), new.canonical.map(|c| c.0), new.begins_at, new.ends_at, by.0],
    )
    .await?;
    let New { id } = made.ok_or(Error::NotFound)?;
    Ok(scopes(tx, id, new).await?.map(|()| id))
}

/// What the form does not show stays as it is.
pub async fn save(tx: &DatabaseTransaction, id: IncidentId, new: &Parsed) -> Tried<()> {
    if !is_there(tx, new.canonical).await? {
        return Ok(Err(Wrong::Thread));
    }
    let changed = db::run(
        tx,
        "UPDATE incident SET title_en = $2, title_fr = $3, text_en = $4, text_fr = $5, canonical_id = $6, begins_at = $7, ends_at = $8 WHERE id = $1 AND told_at IS NULL AND told_to = 0",
        values![id.0, new.title_en.as_str(), new.title_fr.as_str(), new.text_en.as_str(), new.text_fr.as_str(), new.canonical.map(|c| c.0), new.begins_at, new.ends_at],
    )
    .await?;
    if changed == 0 {
        return Ok(Err(Wrong::Over));
    }
    let shown = "DELETE FROM incident_scope WHERE incident_id = $1 AND NOT EXISTS (SELECT 1 FROM category c WHERE c.id = incident_scope.category_id AND c.audience <> 'public')";
    db::run(tx, shown, values![id.0]).await?;
    mark(tx, id).await?;
    scopes(tx, id, new).await
}

/// Its threads are looked at again by the job: it begins or ends at another moment.
pub async fn mark(tx: &DatabaseTransaction, id: IncidentId) -> Result<()> {
    deadlines::mark_all(tx, "question_id IN (SELECT t.question_id FROM incident_thread t WHERE t.incident_id = $1)", values![id.0]).await
}

/// Where it is told: each place has to be there; without any it is everywhere.
async fn scopes(tx: &DatabaseTransaction, id: IncidentId, new: &Parsed) -> Tried<()> {
    let (categories, tags): (BTreeSet<&str>, BTreeSet<&str>) = (new.categories.iter().map(String::as_str).collect(), new.tags.iter().map(String::as_str).collect());
    for slug in categories {
        let text = "INSERT INTO incident_scope (incident_id, category_id) SELECT $1, id FROM category WHERE slug = $2 AND audience = 'public'";
        if db::run(tx, text, values![id.0, slug]).await? == 0 {
            return Ok(Err(Wrong::Category));
        }
    }
    for name in tags {
        if db::run(tx, "INSERT INTO incident_scope (incident_id, tag_id) SELECT $1, id FROM tag WHERE name = $2", values![id.0, name]).await? == 0 {
            return Ok(Err(Wrong::Tag));
        }
    }
    let nowhere = "INSERT INTO incident_scope (incident_id) SELECT id FROM incident WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM incident_scope s WHERE s.incident_id = $1)";
    db::run(tx, nowhere, values![id.0]).await?;
    Ok(Ok(()))
}

/// It is over now: its threads come back, whatever becomes of the rest. `false`: it was before.
pub async fn end(tx: &DatabaseTransaction, id: IncidentId, now: Millis) -> Result<bool> {
    let ended = db::run(tx, "UPDATE incident SET ends_at = $2 WHERE id = $1 AND told_at IS NULL AND (ends_at IS NULL OR ends_at > $2)", values![id.0, now]).await? > 0;
    if ended {
        mark(tx, id).await?;
    }
    Ok(ended)
}

/// Some more of its followers are told that it is over; with the last of them its threads are marked to come back.
/// Gives whether there may be others. Two processes wait for each other at its row.
pub async fn tell(tx: &DatabaseTransaction, config: &Config, id: IncidentId, now: Millis) -> Result<bool> {
    db::lock(tx, "incident", id.0).await?;
    let Some(incident) = queries::to_tell(tx, id, now).await? else { return Ok(false) };
    let people = queries::followers(tx, id, incident.told_to, !config.sends_mail()).await?;
    for person in &people {
        mail::queue(tx, config, letters::over(config, &incident, person), now).await?;
    }
    match people.last().filter(|_| people.len() == queries::TOLD) {
        Some(last) => db::run(tx, "UPDATE incident SET told_to = $2 WHERE id = $1", values![id.0, last.id.0]).await?,
        None => {
            mark(tx, id).await?;
            db::run(tx, "UPDATE incident SET told_at = $2 WHERE id = $1", values![id.0, now]).await?
        }
    };
    Ok(people.len() == queries::TOLD)
}

/// An incident answers a thread while it lasts. `false`: it did before, or the thread is not one that it can answer.
pub async fn attach(tx: &DatabaseTransaction, id: IncidentId, question: PostId, by: AccountId, now: Millis) -> Result<bool> {
    db::lock(tx, "question", question.0).await?;
    db::lock(tx, "incident", id.0).await?;
    let lasts = "SELECT COUNT(*) AS n FROM incident WHERE id = $1 AND told_at IS NULL AND (ends_at IS NULL OR ends_at > $2)";
    if db::count(tx, lasts, values![id.0, now]).await? == 0 {
        return Err(Error::Conflict("this incident is over"));
    }
    let new = db::run(
        tx,
        "INSERT INTO incident_thread (question_id, incident_id, at) SELECT q.id, $2, $3 FROM question q WHERE q.id = $1 AND q.state = 'visible' AND q.reserved = FALSE
         ON CONFLICT (question_id) DO UPDATE SET incident_id = excluded.incident_id, at = excluded.at WHERE incident_thread.incident_id <> excluded.incident_id",
        values![question.0, id.0, now],
    )
    .await?;
    if new > 0 {
        note(tx, question, by, json!({ "incident": id.0 }), now).await?;
        deadlines::settle(tx, question, Some(by), now).await?;
    }
    Ok(new > 0)
}

/// It does not, after all. `false`: it did not before.
pub async fn detach(tx: &DatabaseTransaction, id: IncidentId, question: PostId, by: AccountId, now: Millis) -> Result<bool> {
    db::lock(tx, "question", question.0).await?;
    let gone = db::run(tx, "DELETE FROM incident_thread WHERE question_id = $1 AND incident_id = $2", values![question.0, id.0]).await? > 0;
    if gone {
        note(tx, question, by, json!({ "was": id.0 }), now).await?;
        deadlines::settle(tx, question, Some(by), now).await?;
    }
    Ok(gone)
}

/// In the history of what is open there.
async fn note(tx: &DatabaseTransaction, question: PostId, by: AccountId, data: serde_json::Value, now: Millis) -> Result<()> {
    match record::current(tx, question).await? {
        Some(open) => record::log(tx, open.id, Some(by), EscalationEventKind::Incident, "", &data, now).await,
        None => Ok(()),
    }
}
