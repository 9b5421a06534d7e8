//! People and what they wrote, newest first.

use entity::PostId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use crate::db;
use crate::listings::cursor::{From, PAGE};
use crate::values;

#[derive(Clone, Debug, FromQueryResult)]
pub struct Profile {
    pub id: i64,
    pub username: String,
    pub display_name: String,
    pub about: String,
    pub avatar: Option<String>,
    pub role: String,
    pub rank: String,
    pub reputation: i64,
    pub placeholder: bool,
    pub created_at: i64,
    /// Who now has an imported person's posts.
    pub claimed_by: Option<String>,
}

/// Someone who is here.
pub async fn profile(db: &impl ConnectionTrait, username: &str) -> Result<Option<Profile>, DbErr> {
    if username.contains('\0') {
        return Ok(None);
    }
    db::row(
        db,
        "SELECT a.id, a.username, a.display_name, a.about, a.avatar, a.role, a.rank, a.reputation, a.placeholder, a.created_at,
            (SELECT b.username FROM account b WHERE b.id = a.claimed_by AND b.deleted_at IS NULL) AS claimed_by
         FROM account a WHERE a.username = $1 AND a.deleted_at IS NULL",
        values![username],
    )
    .await
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Person {
    pub id: i64,
    pub username: String,
    pub display_name: String,
    pub role: String,
    pub rank: String,
    pub reputation: i64,
    pub created_at: i64,
}

/// A page of people, most reputed first; or those whose name begins with a text.
pub async fn people(db: &impl ConnectionTrait, from: From, beginning: &str) -> Result<Vec<Person>, DbErr> {
    let columns = "id, username, display_name, role, rank, reputation, created_at";
    if !beginning.is_empty() {
        let text = format!("SELECT {columns} FROM account WHERE username >= $1 AND username < $2 AND deleted_at IS NULL AND claimed_by IS NULL ORDER BY username LIMIT {PAGE}");
        return db::rows(db, &text, values![beginning, format!("{beginning}\u{10FFFF}")]).await;
    }
    let (bound, direction, place) = match from {
        From::Start => ("", "DESC", None),
        From::After(p) => (" AND (reputation, id) < ($1, $2)", "DESC", Some(p)),
        From::Before(p) => (" AND (reputation, id) > ($1, $2)", "ASC", Some(p)),
    };
    let values: Vec<Value> = place.iter().flat_map(|p| [Value::from(p.key), Value::from(p.id)]).collect();
    let text = format!("SELECT {columns} FROM account WHERE deleted_at IS NULL AND claimed_by IS NULL{bound} ORDER BY reputation {direction}, id {direction} LIMIT {}", PAGE + 1);
    db::rows(db, &text, values).await
}

/// An answer in the list of someone's answers.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Answer {
    pub id: PostId,
    pub question_id: PostId,
    pub slug: String,
    pub title: String,
    pub lang: String,
    pub score: i64,
    pub accepted: bool,
    pub verified: bool,
    pub created_at: i64,
}

/// A page of someone's visible answers to visible questions.
pub async fn answers(db: &impl ConnectionTrait, author: i64, from: From) -> Result<Vec<Answer>, DbErr> {
    let (bound, direction, place) = match from {
        From::Start => ("", "DESC", None),
        From::After(p) => (" AND p.id < $2", "DESC", Some(p)),
        From::Before(p) => (" AND p.id > $2", "ASC", Some(p)),
    };
    let mut values: Vec<Value> = vec![author.into()];
    values.extend(place.map(|p| Value::from(p.id)));
    let text = format!(
        "SELECT p.id, p.question_id, q.slug, q.title, p.lang, p.score, p.created_at,
            EXISTS (SELECT 1 FROM acceptance c WHERE c.post_id = p.id AND c.withdrawn_at IS NULL) AS accepted,
            EXISTS (SELECT 1 FROM verification v WHERE v.post_id = p.id AND v.withdrawn_at IS NULL) AS verified
         FROM post p JOIN question q ON q.id = p.question_id
         WHERE p.author_id = $1 AND p.kind = 'answer' AND p.state = 'visible' AND q.state = 'visible'{bound} ORDER BY p.id {direction} LIMIT {}",
        PAGE + 1
    );
    db::rows(db, &text, values).await
}
