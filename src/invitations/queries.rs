//! Who is likely to know.

use entity::{AccountId, CategoryId, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::{db, values};

/// Offered at once.
pub const OFFERED: i64 = 5;
/// Solved threads of the same kind that are looked through, the latest first.
const LOOKED_THROUGH: i64 = 500;

/// Somebody who solved such things.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Likely {
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
    pub rank: String,
    pub solved: i64,
}

/// Who solved most lately of what has a tag of this question, or stands in its category where it has none.
pub async fn likely(db: &impl ConnectionTrait, question: PostId, me: AccountId) -> Result<Vec<Likely>, DbErr> {
    #[derive(FromQueryResult)]
    struct Kind {
        category_id: Option<CategoryId>,
        tags: i64,
    }
    let text = "SELECT q.category_id, (SELECT COUNT(*) FROM question_tag t WHERE t.question_id = q.id) AS tags FROM question q WHERE q.id = $1";
    let Some(kind) = db::row::<Kind>(db, text, values![question.0]).await? else { return Ok(Vec::new()) };
    let (same, value) = match (kind.tags, kind.category_id) {
        (1.., _) => (
            "SELECT DISTINCT x.question_id AS id, x.activity_at FROM question_tag x WHERE x.question_id <> $1 AND x.tag_id IN (SELECT t.tag_id FROM question_tag t WHERE t.question_id = $1 AND CAST($4 AS BIGINT) = 0)
             ORDER BY x.activity_at DESC LIMIT $3",
            0,
        ),
        (_, Some(category)) => ("SELECT q.id, q.activity_at FROM question q WHERE q.id <> $1 AND q.category_id = $4 AND q.state = 'visible' ORDER BY q.activity_at DESC LIMIT $3", category.0),
        _ => return Ok(Vec::new()),
    };
    let text = format!(
        "WITH same AS ({same})
         SELECT a.id, a.username, a.display_name, a.rank, COUNT(*) AS solved
         FROM same JOIN question q ON q.id = same.id AND q.state = 'visible' JOIN post p ON p.question_id = q.id AND p.kind = 'answer' AND p.state = 'visible' AND p.author_id <> q.author_id
            JOIN account a ON a.id = p.author_id
         WHERE (EXISTS (SELECT 1 FROM acceptance c WHERE c.post_id = p.id AND c.withdrawn_at IS NULL) OR EXISTS (SELECT 1 FROM verification v WHERE v.post_id = p.id AND v.withdrawn_at IS NULL))
            AND a.role = 'customer' AND a.placeholder = FALSE AND a.deleted_at IS NULL AND a.suspended_until IS NULL AND a.id <> $2
            AND a.id <> (SELECT asker.author_id FROM question asker WHERE asker.id = $1)
            AND NOT EXISTS (SELECT 1 FROM invitation i WHERE i.question_id = $1 AND i.invited_id = a.id)
         GROUP BY a.id, a.username, a.display_name, a.rank ORDER BY solved DESC, a.id LIMIT {OFFERED}"
    );
    db::rows(db, &text, values![question.0, me.0, LOOKED_THROUGH, value]).await
}

/// Somebody who was invited to a question.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Invited {
    pub username: String,
    pub display_name: String,
    pub at: i64,
}

pub async fn invited(db: &impl ConnectionTrait, question: PostId) -> Result<Vec<Invited>, DbErr> {
    let text = "SELECT a.username, a.display_name, i.at FROM invitation i JOIN account a ON a.id = i.invited_id AND a.deleted_at IS NULL WHERE i.question_id = $1 ORDER BY i.id";
    db::rows(db, text, values![question.0]).await
}

/// A question that somebody was asked to look at and that nobody has answered yet.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Waiting {
    pub id: PostId,
    pub slug: String,
    pub title: String,
    pub lang: String,
    pub invited_by: String,
    pub at: i64,
}

/// What this member was asked to look at, the latest first.
pub async fn waiting(db: &impl ConnectionTrait, member: AccountId, at_most: i64) -> Result<Vec<Waiting>, DbErr> {
    let text = "SELECT q.id, q.slug, q.title, p.lang, b.display_name AS invited_by, i.at FROM invitation i JOIN question q ON q.id = i.question_id JOIN post p ON p.id = q.id JOIN account b ON b.id = i.invited_by
         WHERE i.invited_id = $1 AND q.state = 'visible' AND q.peer_answer_count = 0 AND q.closed_at IS NULL ORDER BY i.id DESC LIMIT $2";
    db::rows(db, text, values![member.0, at_most]).await
}
