//! Putting an incident up, changing it, naming the threads it answers.

use entity::{AccountId, EscalationEventKind, IncidentId, PostId};
use sea_orm::{DatabaseTransaction, FromQueryResult};
use serde_json::json;

use super::forms::Parsed;
use crate::clock::Millis;
use crate::deadlines::{self, record};
use crate::error::Result;
use crate::{db, values};

#[derive(FromQueryResult)]
struct New {
    id: IncidentId,
}

/// Is there such a thread, for everyone to see?
async fn is_there(tx: &DatabaseTransaction, thread: Option<PostId>) -> Result<bool> {
    let Some(id) = thread else { return Ok(true) };
    Ok(db::count(tx, "SELECT COUNT(*) AS n FROM question WHERE id = $1 AND state = 'visible'", values![id.0]).await? > 0)
}

/// None: the thread it leads to is not there.
pub async fn create(tx: &DatabaseTransaction, by: AccountId, new: &Parsed) -> Result<Option<IncidentId>> {
    if !is_there(tx, new.canonical).await? {
        return Ok(None);
    }
    let text = "INSERT INTO incident (title_en, title_fr, text_en, text_fr, canonical_id, begins_at, ends_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    let made: Option<New> = db::row(
        tx,
        text,
        values![new.title_en.as_str(), new.title_fr.as_str(), new.text_en.as_str(), new.text_fr.as_str(), new.canonical.map(|c| c.0), new.begins_at, new.ends_at, by.0],
    )
    .await?;
    let Some(New { id }) = made else { return Ok(None) };
    scopes(tx, id, new).await?;
    Ok(Some(id))
}

/// `false`: the thread it leads to is not there, or its end was told.
pub async fn save(tx: &DatabaseTransaction, id: IncidentId, new: &Parsed) -> Result<bool> {
    if !is_there(tx, new.canonical).await? {
        return Ok(false);
    }
    let changed = db::run(
        tx,
        "UPDATE incident SET title_en = $2, title_fr = $3, text_en = $4, text_fr = $5, canonical_id = $6, begins_at = $7, ends_at = $8 WHERE id = $1 AND told_at IS NULL",
        values![id.0, new.title_en.as_str(), new.title_fr.as_str(), new.text_en.as_str(), new.text_fr.as_str(), new.canonical.map(|c| c.0), new.begins_at, new.ends_at],
    )
    .await?;
    if changed > 0 {
        db::run(tx, "DELETE FROM incident_scope WHERE incident_id = $1", values![id.0]).await?;
        scopes(tx, id, new).await?;
    }
    Ok(changed > 0)
}

/// Without a category or tag that there is, it is told everywhere.
async fn scopes(tx: &DatabaseTransaction, id: IncidentId, new: &Parsed) -> Result<()> {
    let mut named = 0;
    for slug in &new.categories {
        named += db::run(tx, "INSERT INTO incident_scope (incident_id, category_id) SELECT $1, id FROM category WHERE slug = $2", values![id.0, slug.as_str()]).await?;
    }
    for name in &new.tags {
        named += db::run(tx, "INSERT INTO incident_scope (incident_id, tag_id) SELECT $1, id FROM tag WHERE name = $2", values![id.0, name.as_str()]).await?;
    }
    if named == 0 {
        db::run(tx, "INSERT INTO incident_scope (incident_id) VALUES ($1)", values![id.0]).await?;
    }
    Ok(())
}

/// It is over now. `false`: it was before.
pub async fn end(tx: &DatabaseTransaction, id: IncidentId, now: Millis) -> Result<bool> {
    Ok(db::run(tx, "UPDATE incident SET ends_at = $2 WHERE id = $1 AND told_at IS NULL AND (ends_at IS NULL OR ends_at > $2)", values![id.0, now]).await? > 0)
}

/// An incident answers a thread while it lasts.
pub async fn attach(tx: &DatabaseTransaction, id: IncidentId, question: PostId, by: AccountId, now: Millis) -> Result<()> {
    db::lock(tx, "question", question.0).await?;
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
    Ok(())
}

/// It does not, after all.
pub async fn detach(tx: &DatabaseTransaction, id: IncidentId, question: PostId, by: AccountId, now: Millis) -> Result<()> {
    db::lock(tx, "question", question.0).await?;
    if db::run(tx, "DELETE FROM incident_thread WHERE question_id = $1 AND incident_id = $2", values![question.0, id.0]).await? > 0 {
        note(tx, question, by, json!({ "was": id.0 }), now).await?;
        deadlines::settle(tx, question, Some(by), now).await?;
    }
    Ok(())
}

/// In the history of what is open there.
async fn note(tx: &DatabaseTransaction, question: PostId, by: AccountId, data: serde_json::Value, now: Millis) -> Result<()> {
    match record::current(tx, question).await? {
        Some(open) => record::log(tx, open.id, Some(by), EscalationEventKind::Incident, "", &data, now).await,
        None => Ok(()),
    }
}
