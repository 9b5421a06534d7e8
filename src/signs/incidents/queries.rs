//! Reads for the pages of incidents.

use entity::{AccountId, IncidentId, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::clock::{DAY, Millis};
use crate::{db, values};

/// Threads offered or shown at once.
pub const PAGE: usize = 100;
/// Followers told in one transaction.
pub const TOLD: usize = 200;

#[derive(Clone, Debug, FromQueryResult)]
pub struct Incident {
    pub id: IncidentId,
    pub title_en: String,
    pub title_fr: String,
    pub text_en: String,
    pub text_fr: String,
    pub canonical_id: Option<PostId>,
    pub begins_at: i64,
    pub ends_at: Option<i64>,
    pub told_at: Option<i64>,
    pub author: String,
    pub threads: i64,
    /// Slugs, one a line.
    pub categories: Option<String>,
    /// Names, one a line.
    pub tags: Option<String>,
}

const INCIDENT: &str = "SELECT i.id, i.title_en, i.title_fr, i.text_en, i.text_fr, i.canonical_id, i.begins_at, i.ends_at, i.told_at, a.display_name AS author,
        (SELECT COUNT(*) FROM incident_thread t WHERE t.incident_id = i.id) AS threads,
        (SELECT string_agg(c.slug, '\n') FROM incident_scope s JOIN category c ON c.id = s.category_id AND c.audience = 'public' WHERE s.incident_id = i.id) AS categories,
        (SELECT string_agg(t.name, '\n') FROM incident_scope s JOIN tag t ON t.id = s.tag_id WHERE s.incident_id = i.id) AS tags
     FROM incident i JOIN account a ON a.id = i.made_by";

/// The newest first.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<Incident>, DbErr> {
    db::rows(db, &format!("{INCIDENT} ORDER BY i.id DESC LIMIT {PAGE}"), []).await
}

pub async fn one(db: &impl ConnectionTrait, id: IncidentId) -> Result<Option<Incident>, DbErr> {
    db::row(db, &format!("{INCIDENT} WHERE i.id = $1"), values![id.0]).await
}

/// Those that ended and whose end was not told.
pub async fn over(db: &impl ConnectionTrait, now: Millis) -> Result<Vec<IncidentId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: IncidentId,
    }
    let rows: Vec<Row> = db::rows(db, "SELECT id FROM incident WHERE ends_at <= $1 AND told_at IS NULL ORDER BY id", values![now]).await?;
    Ok(rows.into_iter().map(|r| r.id).collect())
}

/// An incident that is over and whose end is being told.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Over {
    pub title_en: String,
    pub title_fr: String,
    /// Up to this account.
    pub told_to: i64,
}

pub async fn to_tell(db: &impl ConnectionTrait, id: IncidentId, now: Millis) -> Result<Option<Over>, DbErr> {
    db::row(db, "SELECT title_en, title_fr, told_to FROM incident WHERE id = $1 AND ends_at <= $2 AND told_at IS NULL", values![id.0, now]).await
}

/// Who follows one of its threads.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Follower {
    pub id: AccountId,
    pub email: String,
    pub lang: Option<String>,
    /// One of the threads they follow.
    pub question_id: PostId,
}

/// Those after an account, in order, who can be written to. `unproved`: also where addresses are not confirmed.
pub async fn followers(db: &impl ConnectionTrait, id: IncidentId, after: i64, unproved: bool) -> Result<Vec<Follower>, DbErr> {
    let text = format!(
        "SELECT a.id, a.email, a.lang, MIN(f.question_id) AS question_id FROM follow f JOIN account a ON a.id = f.account_id
         WHERE (f.question_id IN (SELECT t.question_id FROM incident_thread t WHERE t.incident_id = $1) OR f.question_id = (SELECT i.canonical_id FROM incident i WHERE i.id = $1))
            AND a.id > $3 AND a.deleted_at IS NULL AND a.placeholder = FALSE AND a.email IS NOT NULL AND (a.email_verified_at IS NOT NULL OR $2) AND a.role = 'customer'
         GROUP BY a.id, a.email, a.lang ORDER BY a.id LIMIT {TOLD}"
    );
    db::rows(db, &text, values![id.0, unproved, after]).await
}

pub async fn threads_of(db: &impl ConnectionTrait, id: IncidentId) -> Result<Vec<PostId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        question_id: PostId,
    }
    let rows: Vec<Row> = db::rows(db, "SELECT question_id FROM incident_thread WHERE incident_id = $1 ORDER BY question_id LIMIT 100", values![id.0]).await?;
    Ok(rows.into_iter().map(|r| r.question_id).collect())
}

/// Does it answer this thread?
pub async fn is_attached(db: &impl ConnectionTrait, id: IncidentId, question: PostId) -> Result<bool, DbErr> {
    Ok(db::count(db, "SELECT COUNT(*) AS n FROM incident_thread WHERE incident_id = $1 AND question_id = $2", values![id.0, question.0]).await? > 0)
}

/// A thread in a list.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Thread {
    pub id: PostId,
    pub title: String,
    pub slug: String,
    pub lang: String,
    pub created_at: i64,
    pub me_too: i64,
}

const THREAD: &str = "SELECT q.id, q.title, q.slug, p.lang, q.created_at, q.me_too_count AS me_too FROM question q JOIN post p ON p.id = q.id";

/// Those it answers, the newest first.
pub async fn attached(db: &impl ConnectionTrait, id: IncidentId) -> Result<Vec<Thread>, DbErr> {
    db::rows(db, &format!("{THREAD} JOIN incident_thread t ON t.question_id = q.id WHERE t.incident_id = $1 ORDER BY q.id DESC LIMIT {PAGE}"), values![id.0]).await
}

/// Open threads it may answer: where it is told, asked since a day before it began.
pub async fn candidates(db: &impl ConnectionTrait, id: IncidentId, begins_at: Millis) -> Result<Vec<Thread>, DbErr> {
    let text = format!(
        "{THREAD} WHERE q.state = 'visible' AND q.reserved = FALSE AND q.solved_at IS NULL AND q.closed_at IS NULL AND q.created_at > $2
            AND NOT EXISTS (SELECT 1 FROM incident_thread t JOIN incident i ON i.id = t.incident_id WHERE t.question_id = q.id AND (i.id = $1 OR i.ends_at IS NULL))
            AND (NOT EXISTS (SELECT 1 FROM incident_scope s WHERE s.incident_id = $1 AND (s.category_id IS NOT NULL OR s.tag_id IS NOT NULL))
                OR q.category_id IN (SELECT s.category_id FROM incident_scope s WHERE s.incident_id = $1 AND s.category_id IS NOT NULL)
                OR EXISTS (SELECT 1 FROM question_tag g JOIN incident_scope s ON s.tag_id = g.tag_id WHERE g.question_id = q.id AND s.incident_id = $1))
         ORDER BY q.id DESC LIMIT {PAGE}"
    );
    db::rows(db, &text, values![id.0, begins_at - DAY]).await
}

/// A category to choose.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Category {
    pub slug: String,
    pub name_en: String,
    pub name_fr: String,
}

pub async fn categories(db: &impl ConnectionTrait) -> Result<Vec<Category>, DbErr> {
    db::rows(db, "SELECT slug, name_en, name_fr FROM category WHERE audience = 'public' ORDER BY position, id", []).await
}
