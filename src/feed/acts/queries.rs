//! What the forms of the acts offer: the threads that are picked, colleagues, departments, answers.

use entity::{AccountId, DepartmentId, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use crate::clock::Millis;
use crate::db;
use crate::values;

/// A thread that is picked.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Picked {
    pub id: PostId,
    pub title: String,
    pub lang: String,
}

pub async fn picked(db: &impl ConnectionTrait, ids: &[PostId]) -> Result<Vec<Picked>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!("SELECT q.id, q.title, p.lang FROM question q JOIN post p ON p.id = q.id WHERE q.reserved = FALSE AND q.id IN ({}) ORDER BY q.id", db::placeholders(1, ids.len()));
    db::rows(db, &text, ids.iter().map(|id| Value::from(id.0))).await
}

/// Somebody of the team, with how much they have.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Colleague {
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
    pub load: i64,
}

pub async fn colleagues(db: &impl ConnectionTrait, now: Millis) -> Result<Vec<Colleague>, DbErr> {
    db::rows(
        db,
        "SELECT a.id, a.username, a.display_name, (SELECT COUNT(*) FROM escalation e WHERE e.owner_id = a.id AND e.ended_at IS NULL) AS load
         FROM account a WHERE a.role <> 'customer' AND a.deleted_at IS NULL AND (a.suspended_until IS NULL OR a.suspended_until <= $1) ORDER BY a.display_name, a.id LIMIT 300",
        values![now],
    )
    .await
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Department {
    pub id: DepartmentId,
    pub slug: String,
    pub name_en: String,
    pub name_fr: String,
}

pub async fn departments(db: &impl ConnectionTrait) -> Result<Vec<Department>, DbErr> {
    db::rows(db, "SELECT id, slug, name_en, name_fr FROM department WHERE closed_at IS NULL ORDER BY fallback DESC, id", []).await
}

/// An answer that may be what solves a thread.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Answer {
    pub id: PostId,
    pub author: String,
    pub source: String,
}

pub async fn answers(db: &impl ConnectionTrait, question: PostId) -> Result<Vec<Answer>, DbErr> {
    db::rows(
        db,
        "SELECT p.id, a.display_name AS author, SUBSTR(p.source, 1, 80) AS source FROM post p JOIN account a ON a.id = p.author_id JOIN question q ON q.id = p.question_id
         WHERE p.question_id = $1 AND p.kind = 'answer' AND p.state = 'visible' AND p.author_id <> q.author_id ORDER BY p.score DESC, p.created_at, p.id LIMIT 5",
        values![question.0],
    )
    .await
}
