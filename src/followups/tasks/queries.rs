//! Reads for `/staff/tasks`.

use entity::{AccountId, Expectation, FollowUpAnswer, PostId, TaskId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::{db, values};

/// Tasks on one page.
pub const PAGE: usize = 50;

/// Whose tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    Mine,
    /// Of the departments one belongs to.
    Department,
    All,
    Done,
}

impl View {
    pub const ALL: [View; 4] = [View::Mine, View::Department, View::All, View::Done];

    pub fn word(self) -> &'static str {
        match self {
            View::Mine => "",
            View::Department => "department",
            View::All => "all",
            View::Done => "done",
        }
    }

    pub fn from_word(word: &str) -> View {
        View::ALL.into_iter().find(|v| v.word() == word).unwrap_or(View::Mine)
    }

    fn condition(self) -> &'static str {
        match self {
            View::Mine => "t.done_at IS NULL AND t.owner_id = $1",
            View::Department => "t.done_at IS NULL AND t.department_id IN (SELECT m.department_id FROM department_member m WHERE m.account_id = $1)",
            View::All => "t.done_at IS NULL AND $1 = $1",
            View::Done => "t.done_at IS NOT NULL AND $1 = $1",
        }
    }
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Task {
    pub id: TaskId,
    pub question_id: PostId,
    pub title: String,
    pub slug: String,
    pub lang: String,
    pub asker: String,
    pub answer: Option<FollowUpAnswer>,
    /// What they added to it.
    pub details: String,
    pub expected: Expectation,
    /// A word, or empty: nothing.
    pub received: String,
    pub department_en: String,
    pub department_fr: String,
    pub owner_id: Option<AccountId>,
    pub owner: Option<String>,
    pub opened_at: i64,
    pub done_at: Option<i64>,
    pub doer: Option<String>,
    pub note: String,
}

const TASK: &str = "SELECT t.id, t.question_id, q.title, q.slug, p.lang, a.display_name AS asker, f.answer, f.details, w.expected, COALESCE(w.received, '') AS received,
        d.name_en AS department_en, d.name_fr AS department_fr, t.owner_id, o.display_name AS owner, t.opened_at, t.done_at, b.display_name AS doer, t.note
     FROM task t JOIN follow_up f ON f.id = t.follow_up_id JOIN follow_up_word w ON w.follow_up_id = f.id JOIN question q ON q.id = t.question_id JOIN post p ON p.id = q.id
     JOIN account a ON a.id = q.author_id JOIN department d ON d.id = t.department_id LEFT JOIN account o ON o.id = t.owner_id LEFT JOIN account b ON b.id = t.done_by";

/// Open ones oldest first, done ones newest first; those beyond `after`.
pub async fn list(db: &impl ConnectionTrait, me: AccountId, view: View, after: Option<TaskId>) -> Result<Vec<Task>, DbErr> {
    let (beyond, order) = if view == View::Done { ("t.id < $2", "DESC") } else { ("t.id > $2", "ASC") };
    let text = format!("{TASK} WHERE {} AND {beyond} ORDER BY t.id {order} LIMIT {}", view.condition(), PAGE + 1);
    let from = after.map_or(if view == View::Done { i64::MAX } else { 0 }, |t| t.0);
    db::rows(db, &text, values![me.0, from]).await
}

pub async fn one(db: &impl ConnectionTrait, id: TaskId) -> Result<Option<Task>, DbErr> {
    db::row(db, &format!("{TASK} WHERE t.id = $1"), values![id.0]).await
}

/// How many are in a view.
pub async fn count(db: &impl ConnectionTrait, me: AccountId, view: View) -> Result<i64, DbErr> {
    db::count(db, &format!("SELECT COUNT(*) AS n FROM task t WHERE {}", view.condition()), values![me.0]).await
}
