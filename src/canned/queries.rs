//! Reads of canned answers.

use entity::{CannedId, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::About;
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

/// The last answer of a member in a thread: what "the last answer" of a macro is.
pub async fn last_answer(db: &impl ConnectionTrait, question: PostId) -> Result<Option<PostId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Last {
        id: PostId,
    }
    let text = "SELECT p.id FROM post p JOIN question q ON q.id = p.question_id WHERE p.question_id = $1 AND p.kind = 'answer' AND p.state = 'visible' AND p.official = FALSE AND p.author_id <> q.author_id
         ORDER BY p.created_at DESC, p.id DESC LIMIT 1";
    let last: Option<Last> = db::row(db, text, values![question.0]).await?;
    Ok(last.map(|l| l.id))
}
