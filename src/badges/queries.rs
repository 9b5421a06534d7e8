//! Reads for the pages about badges.

use std::collections::HashMap;

use entity::{AccountId, BadgeAwardId, PostId, PostKind};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use crate::rules::badges::Badge;
use crate::{db, values};

/// Holders on one page.
pub const PAGE: usize = 30;
/// Awards on a member's page.
const AT_MOST: usize = 500;

/// Different members that hold each badge.
pub async fn holders(db: &impl ConnectionTrait) -> Result<HashMap<Badge, i64>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        badge: String,
        n: i64,
    }
    let rows: Vec<Row> = db::rows(db, "SELECT badge, COUNT(DISTINCT member_id) AS n FROM badge_award WHERE revoked_at IS NULL GROUP BY badge", []).await?;
    Ok(rows.into_iter().filter_map(|r| Some((Badge::from_word(&r.badge)?, r.n))).collect())
}

/// A badge someone holds, and how often.
#[derive(Clone, Copy, Debug)]
pub struct Shelf {
    pub badge: Badge,
    pub times: i64,
}

/// What stands on a member's shelf, rarest first.
pub async fn shelf(db: &impl ConnectionTrait, member: AccountId) -> Result<Vec<Shelf>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        badge: String,
        n: i64,
    }
    let rows: Vec<Row> = db::rows(db, "SELECT badge, COUNT(*) AS n FROM badge_award WHERE member_id = $1 AND revoked_at IS NULL GROUP BY badge", values![member.0]).await?;
    let mut shelf: Vec<Shelf> = rows.into_iter().filter_map(|r| Some(Shelf { badge: Badge::from_word(&r.badge)?, times: r.n })).collect();
    shelf.sort_by_key(|s| (std::cmp::Reverse(s.badge.level()), s.badge));
    Ok(shelf)
}

/// An award with its cause.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Held {
    pub id: BadgeAwardId,
    pub badge: String,
    pub cause: String,
    pub at: i64,
    pub username: String,
    pub display_name: String,
    pub rank: String,
    pub role: String,
    /// The post behind it, where it can be seen.
    pub post_id: Option<PostId>,
    pub post_kind: Option<PostKind>,
    pub question_id: Option<PostId>,
    pub title: Option<String>,
    pub slug: Option<String>,
    pub granted_by: Option<String>,
    pub reason: String,
    pub revoked_at: Option<i64>,
    pub revoked_by: Option<String>,
    pub revoke_reason: Option<String>,
}

const HELD: &str = "SELECT w.id, w.badge, w.cause, w.at, a.username, a.display_name, a.rank, a.role,
        p.id AS post_id, p.kind AS post_kind, q.id AS question_id, q.title, q.slug,
        g.display_name AS granted_by, w.reason, w.revoked_at, r.display_name AS revoked_by, w.revoke_reason
     FROM badge_award w JOIN account a ON a.id = w.member_id
     LEFT JOIN post p ON p.id = w.post_id AND p.state = 'visible'
     LEFT JOIN question q ON q.id = p.question_id AND q.state = 'visible'
     LEFT JOIN account g ON g.id = w.granted_by LEFT JOIN account r ON r.id = w.revoked_by";

/// The latest who hold a badge; `before`: the moment and number of the last one seen.
pub async fn latest(db: &impl ConnectionTrait, badge: Badge, before: Option<(i64, i64)>) -> Result<Vec<Held>, DbErr> {
    let bound = before.map_or("", |_| " AND (w.at, w.id) < ($2, $3)");
    let mut values = vec![Value::from(badge.word())];
    values.extend(before.iter().flat_map(|(at, id)| [Value::from(*at), Value::from(*id)]));
    let text = format!("{HELD} WHERE w.badge = $1 AND w.revoked_at IS NULL AND a.deleted_at IS NULL{bound} ORDER BY w.at DESC, w.id DESC LIMIT {}", PAGE + 1);
    db::rows(db, &text, values).await
}

/// Everything a member holds, newest first; with `revoked`, what was taken back too.
pub async fn of_member(db: &impl ConnectionTrait, member: AccountId, revoked: bool) -> Result<Vec<Held>, DbErr> {
    let only = if revoked { "" } else { " AND w.revoked_at IS NULL" };
    db::rows(db, &format!("{HELD} WHERE w.member_id = $1{only} ORDER BY w.at DESC, w.id DESC LIMIT {AT_MOST}"), values![member.0]).await
}

/// One award.
pub async fn one(db: &impl ConnectionTrait, id: BadgeAwardId) -> Result<Option<Held>, DbErr> {
    db::row(db, &format!("{HELD} WHERE w.id = $1 AND a.deleted_at IS NULL"), values![id.0]).await
}

/// Whose badges a page shows.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Owner {
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
    pub role: String,
    pub rank: String,
    /// Confirmed, or none.
    pub email: Option<String>,
    pub lang: Option<String>,
}

/// A member who is here; placeholders have no badges to show.
pub async fn owner(db: &impl ConnectionTrait, username: &str) -> Result<Option<Owner>, DbErr> {
    if username.contains('\0') {
        return Ok(None);
    }
    let text = "SELECT id, username, display_name, role, rank, CASE WHEN email_verified_at IS NULL THEN NULL ELSE email END AS email, lang FROM account WHERE username = $1 AND deleted_at IS NULL AND placeholder = FALSE";
    db::row(db, text, values![username.to_lowercase()]).await
}

/// Is there such a tag, category or post?
pub async fn exists(db: &impl ConnectionTrait, table: &'static str, column: &'static str, value: Value) -> Result<bool, DbErr> {
    Ok(db::count(db, &format!("SELECT COUNT(*) AS n FROM {table} WHERE {column} = $1"), [value]).await? > 0)
}
