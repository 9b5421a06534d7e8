//! Reads and writes of canned answers.

use entity::{AccountId, CannedId, PostId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use super::About;
use crate::clock::Millis;
use crate::{db, values};

#[derive(Clone, Debug, FromQueryResult)]
pub struct Canned {
    pub id: CannedId,
    pub name: String,
    pub body_en: String,
    pub body_fr: String,
    /// Words of acts.
    pub acts: String,
    pub department_id: Option<i64>,
    pub snooze_minutes: Option<i64>,
    pub retired_at: Option<i64>,
    pub author: String,
    /// Times it was put into an answer, and threads it was used in that were solved afterwards.
    pub used: i64,
    pub threads: i64,
    pub solved: i64,
}

const CANNED: &str = "SELECT c.id, c.name, c.body_en, c.body_fr, c.acts, c.department_id, c.snooze_minutes, c.retired_at, a.display_name AS author,
        (SELECT COUNT(*) FROM canned_use u WHERE u.canned_id = c.id) AS used,
        (SELECT COUNT(DISTINCT u.question_id) FROM canned_use u WHERE u.canned_id = c.id) AS threads,
        (SELECT COUNT(DISTINCT u.question_id) FROM canned_use u JOIN question q ON q.id = u.question_id WHERE u.canned_id = c.id AND q.solved_at >= u.at) AS solved
     FROM canned c JOIN account a ON a.id = c.made_by";

/// By name; `all`: also those put away.
pub async fn list(db: &impl ConnectionTrait, all: bool) -> Result<Vec<Canned>, DbErr> {
    let only = if all { "" } else { "WHERE c.retired_at IS NULL" };
    db::rows(db, &format!("{CANNED} {only} ORDER BY CASE WHEN c.retired_at IS NULL THEN 0 ELSE 1 END, c.name, c.id LIMIT 300"), []).await
}

/// What can be chosen in an answer: number and name.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Choice {
    pub id: CannedId,
    pub name: String,
    pub acts: String,
}

pub async fn choices(db: &impl ConnectionTrait) -> Result<Vec<Choice>, DbErr> {
    db::rows(db, "SELECT id, name, acts FROM canned WHERE retired_at IS NULL ORDER BY name, id LIMIT 300", []).await
}

pub async fn one(db: &impl ConnectionTrait, id: CannedId) -> Result<Option<Canned>, DbErr> {
    db::row(db, &format!("{CANNED} WHERE c.id = $1"), values![id.0]).await
}

/// What a text would be about in a thread, and the language it is asked in.
pub async fn about(db: &impl ConnectionTrait, question: PostId, agent: &str, brand: &str, base_url: &str) -> Result<Option<(About, String)>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        title: String,
        lang: String,
        asker: String,
        gone: bool,
        name_en: Option<String>,
        name_fr: Option<String>,
    }
    let text = "SELECT q.title, p.lang, a.display_name AS asker, (a.deleted_at IS NOT NULL OR a.placeholder = TRUE) AS gone, c.name_en, c.name_fr
         FROM question q JOIN post p ON p.id = q.id JOIN account a ON a.id = q.author_id LEFT JOIN category c ON c.id = q.category_id WHERE q.id = $1";
    let row: Option<Row> = db::row(db, text, values![question.0]).await?;
    Ok(row.map(|r| {
        let product = if r.lang == "fr" { r.name_fr } else { r.name_en };
        let first = if r.gone { String::new() } else { r.asker.split_whitespace().next().unwrap_or_default().to_owned() };
        let thread = format!("{base_url}{}", crate::web::paths::QuestionShort { id: question });
        (About { first_name: first, product: product.unwrap_or_default(), question: r.title, agent: agent.to_owned(), brand: brand.to_owned(), thread }, r.lang)
    }))
}

/// One that is kept.
pub struct New {
    pub name: String,
    pub body_en: String,
    pub body_fr: String,
    pub acts: String,
    pub department: Option<i64>,
    pub snooze_minutes: Option<i64>,
}

pub async fn create(tx: &DatabaseTransaction, by: AccountId, new: &New, now: Millis) -> Result<i64, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
    }
    let text = "INSERT INTO canned (name, body_en, body_fr, acts, department_id, snooze_minutes, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    let row: Option<Row> = db::row(tx, text, values![new.name.as_str(), new.body_en.as_str(), new.body_fr.as_str(), new.acts.as_str(), new.department, new.snooze_minutes, by.0, now]).await?;
    Ok(row.map_or(0, |r| r.id))
}

pub async fn save(tx: &DatabaseTransaction, id: CannedId, new: &New) -> Result<(), DbErr> {
    let text = "UPDATE canned SET name = $2, body_en = $3, body_fr = $4, acts = $5, department_id = $6, snooze_minutes = $7 WHERE id = $1";
    db::run(tx, text, values![id.0, new.name.as_str(), new.body_en.as_str(), new.body_fr.as_str(), new.acts.as_str(), new.department, new.snooze_minutes]).await?;
    Ok(())
}

/// Put away, or back.
pub async fn retire(tx: &DatabaseTransaction, id: CannedId, at: Option<Millis>) -> Result<(), DbErr> {
    db::run(tx, "UPDATE canned SET retired_at = $2 WHERE id = $1", values![id.0, at]).await?;
    Ok(())
}

/// It was put into an answer.
pub async fn used(tx: &DatabaseTransaction, id: CannedId, question: PostId, by: AccountId, now: Millis) -> Result<(), DbErr> {
    db::run(tx, "INSERT INTO canned_use (canned_id, question_id, by_id, at) VALUES ($1, $2, $3, $4)", values![id.0, question.0, by.0, now]).await?;
    Ok(())
}
