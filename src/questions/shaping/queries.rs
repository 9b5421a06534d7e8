//! What the forms show.

use entity::{AccountId, CategoryId, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::{db, values};

/// A category a thread can be filed in.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Category {
    pub id: CategoryId,
    pub name_en: String,
    pub name_fr: String,
}

/// Those everybody can read.
pub async fn categories(db: &impl ConnectionTrait) -> Result<Vec<Category>, DbErr> {
    db::rows(db, "SELECT id, name_en, name_fr FROM category WHERE audience = 'public' ORDER BY position, id", []).await
}

#[derive(FromQueryResult)]
struct Filed {
    category_id: Option<CategoryId>,
}

pub async fn category_of(db: &impl ConnectionTrait, question: PostId) -> Result<Option<CategoryId>, DbErr> {
    let row: Option<Filed> = db::row(db, "SELECT category_id FROM question WHERE id = $1", values![question.0]).await?;
    Ok(row.and_then(|r| r.category_id))
}

/// An answer as the form to split a thread shows it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Answer {
    pub id: PostId,
    pub author_id: AccountId,
    pub display_name: String,
    pub gone: bool,
    pub html: String,
    pub source: String,
    pub lang: String,
    pub created_at: i64,
    pub official: bool,
    /// Accepted or confirmed: it stays where it solved something.
    pub solves: bool,
}

/// The visible answers of a thread, in the order in which they were written.
pub async fn answers(db: &impl ConnectionTrait, question: PostId) -> Result<Vec<Answer>, DbErr> {
    db::rows(
        db,
        "SELECT p.id, p.author_id, a.display_name, (a.deleted_at IS NOT NULL) AS gone, p.html, p.source, p.lang, p.created_at, p.official,
            (EXISTS (SELECT 1 FROM acceptance c WHERE c.post_id = p.id AND c.withdrawn_at IS NULL) OR EXISTS (SELECT 1 FROM verification v WHERE v.post_id = p.id AND v.withdrawn_at IS NULL)) AS solves
         FROM post p JOIN account a ON a.id = p.author_id WHERE p.question_id = $1 AND p.kind = 'answer' AND p.state = 'visible' ORDER BY p.created_at, p.id",
        values![question.0],
    )
    .await
}

/// Where a thread went, if it became part of another: the other's number and name, and the answer that solved it or came
/// first.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Survivor {
    pub id: PostId,
    pub slug: String,
    pub answer: Option<PostId>,
}

/// Did it become part of another thread?
pub async fn merged(db: &impl ConnectionTrait, question: PostId) -> Result<bool, DbErr> {
    Ok(db::count(db, "SELECT COUNT(*) AS n FROM question WHERE id = $1 AND merged_into IS NOT NULL", values![question.0]).await? > 0)
}

pub async fn survivor(db: &impl ConnectionTrait, question: PostId) -> Result<Option<Survivor>, DbErr> {
    db::row(
        db,
        "SELECT t.id, t.slug, (SELECT a.id FROM post a WHERE a.question_id = t.id AND a.kind = 'answer' AND a.state = 'visible'
            ORDER BY EXISTS (SELECT 1 FROM acceptance c WHERE c.post_id = a.id AND c.withdrawn_at IS NULL) DESC, a.score DESC, a.created_at, a.id LIMIT 1) AS answer
         FROM question q JOIN question t ON t.id = q.merged_into WHERE q.id = $1 AND t.state = 'visible'",
        values![question.0],
    )
    .await
}
