//! Tags: one by name, all by how many questions have them.

use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use crate::db;
use crate::listings::cursor::{From, PAGE};
use crate::listings::remembered::Category;
use crate::values;


#[derive(Clone, Debug, FromQueryResult)]
pub struct Tag {
    pub id: i64,
    pub name: String,
    pub questions: i64,
}

pub async fn tag(db: &impl ConnectionTrait, name: &str) -> Result<Option<Tag>, DbErr> {
    // PostgreSQL refuses U+0000 instead of finding nothing.
    if name.contains('\0') {
        return Ok(None);
    }
    db::row(db, "SELECT id, name, question_count AS questions FROM tag WHERE name = $1", values![name]).await
}

/// Categories for ambassadors and the team, with how their questions stand.
pub async fn reserved_categories(db: &impl ConnectionTrait) -> Result<Vec<Category>, DbErr> {
    let text = "SELECT c.id, c.slug, c.name_en, c.name_fr, c.description_en, c.description_fr,
            (SELECT COUNT(*) FROM question q WHERE q.category_id = c.id AND q.state = 'reserved') AS questions,
            (SELECT COUNT(*) FROM question q WHERE q.category_id = c.id AND q.state = 'reserved' AND q.solved_at IS NOT NULL) AS solved,
            (SELECT COUNT(*) FROM question q WHERE q.category_id = c.id AND q.state = 'reserved' AND q.peer_answer_count = 0) AS unanswered, TRUE AS reserved
         FROM category c WHERE c.audience <> 'public' ORDER BY c.position, c.id";
    db::rows(db, text, []).await
}

/// A page of tags, the most used first.
pub async fn tags(db: &impl ConnectionTrait, from: From) -> Result<Vec<Tag>, DbErr> {
    let (bound, direction, place) = match from {
        From::Start => ("", "DESC", None),
        From::After(p) => (" AND (question_count, id) < ($1, $2)", "DESC", Some(p)),
        From::Before(p) => (" AND (question_count, id) > ($1, $2)", "ASC", Some(p)),
    };
    let values: Vec<Value> = place.iter().flat_map(|p| [Value::from(p.key), Value::from(p.id)]).collect();
    let text = format!("SELECT id, name, question_count AS questions FROM tag WHERE question_count > 0{bound} ORDER BY question_count {direction}, id {direction} LIMIT {}", PAGE + 1);
    db::rows(db, &text, values).await
}
