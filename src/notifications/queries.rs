//! Notifications as they are read.

use std::collections::HashMap;

use entity::{AccountId, NotificationId, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use super::kinds::Kind;
use super::sight::{self, JOINS, SEEN};
use crate::i18n::Lang;
use crate::{db, values};

/// Notifications of one page.
pub const PAGE: usize = 30;
/// Counted no further: more are "99+".
pub const COUNTED: i64 = 100;

/// One notification, as a line.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub id: NotificationId,
    pub kind: String,
    pub subject: String,
    /// Of a message: its first line. Of a badge: which.
    pub words: String,
    pub at: i64,
    pub read_at: Option<i64>,
    /// How many things happened, and by how many people, as far as its owner may see them.
    pub things: i64,
    pub people: i64,
    /// Who did it last; nothing where nobody is named, or they left.
    pub who: Option<String>,
    pub question_id: Option<PostId>,
    pub title: Option<String>,
    pub lang: Option<String>,
    /// What a tag, a category, a person is called that this is about.
    #[sea_orm(skip)]
    pub topic: Option<String>,
}

impl Row {
    pub fn kind(&self) -> Option<Kind> {
        Kind::from_word(&self.kind)
    }
}

/// Where a page goes on: after the notification with this time and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After(pub i64, pub i64);

/// A member's notifications, the latest first; one more than a page where there are more.
pub async fn list(db: &impl ConnectionTrait, lang: Lang, account: AccountId, unread: bool, after: Option<After>) -> Result<Vec<Row>, DbErr> {
    let seen = format!("FROM notification_part t {JOINS} WHERE t.notification_id = n.id AND {SEEN}");
    let text = format!(
        "SELECT n.id, n.kind, n.subject, n.words, n.at, n.read_at,
            (SELECT COUNT(*) {seen}) AS things, (SELECT COUNT(DISTINCT t.actor_id) {seen}) AS people,
            (SELECT b.display_name FROM account b WHERE b.deleted_at IS NULL AND b.id = (SELECT t.actor_id {seen} ORDER BY t.id DESC LIMIT 1)) AS who,
            l.question_id, l.title, l.lang
         FROM notification n JOIN account a ON a.id = n.account_id
            LEFT JOIN (SELECT q.id AS question_id, q.title, p.lang, p.id FROM question q JOIN post p ON p.id = q.id) l
                ON l.id = (SELECT p.question_id {seen} ORDER BY t.id DESC LIMIT 1)
         WHERE n.account_id = $1 AND {}{} AND (n.at < $2 OR n.at = $2 AND n.id < $3) ORDER BY n.at DESC, n.id DESC LIMIT {}",
        sight::any(),
        if unread { " AND n.read_at IS NULL" } else { "" },
        PAGE + 1
    );
    let After(at, id) = after.unwrap_or(After(i64::MAX, i64::MAX));
    let mut rows: Vec<Row> = db::rows(db, &text, values![account.0, at, id]).await?;
    let names = topics(db, lang, rows.iter().map(|r| r.subject.as_str())).await?;
    for row in &mut rows {
        row.topic = names.get(&row.subject).cloned();
    }
    Ok(rows)
}

#[derive(FromQueryResult)]
struct Named {
    id: i64,
    name: String,
}

/// What the tags, categories and people among these subjects are called.
pub async fn topics(db: &impl ConnectionTrait, lang: Lang, subjects: impl Iterator<Item = &str>) -> Result<HashMap<String, String>, DbErr> {
    let mut asked: HashMap<&str, Vec<i64>> = HashMap::new();
    for (what, id) in subjects.filter_map(|s| s.split_once(' ')) {
        if let Ok(id) = id.parse() {
            asked.entry(what).or_default().push(id);
        }
    }
    let mut names = HashMap::new();
    let category = format!("SELECT id, name_{} AS name FROM category WHERE id IN", lang.code());
    for (what, text) in [
        ("tag", "SELECT id, name FROM tag WHERE id IN"),
        ("category", &category),
        ("person", "SELECT id, display_name AS name FROM account WHERE deleted_at IS NULL AND id IN"),
    ] {
        let Some(ids) = asked.get(what) else { continue };
        let found: Vec<Named> = db::rows(db, &format!("{text} ({})", db::placeholders(1, ids.len())), ids.iter().map(|id| Value::from(*id))).await?;
        names.extend(found.into_iter().map(|n| (format!("{what} {}", n.id), n.name)));
    }
    Ok(names)
}

/// How many a member has not read, up to [`COUNTED`].
pub async fn unread(db: &impl ConnectionTrait, account: AccountId) -> Result<i64, DbErr> {
    let text = format!("SELECT COUNT(*) AS n FROM ({}) u", unread_of("$1"));
    db::count(db, &text, values![account.0]).await
}

/// SQL: the unread notifications of an account, up to [`COUNTED`].
pub fn unread_of(account: &str) -> String {
    format!("SELECT n.id FROM notification n JOIN account a ON a.id = n.account_id WHERE n.account_id = {account} AND n.read_at IS NULL AND {} LIMIT {COUNTED}", sight::any())
}

/// Where a notification leads.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Lead {
    pub kind: String,
    pub subject: String,
    pub href: String,
    pub read_at: Option<i64>,
    pub username: String,
    /// The first of its posts that was not told yet, or the last.
    pub post_id: Option<PostId>,
}

/// None where it is somebody else's, or nothing of it may be seen any more.
pub async fn lead(db: &impl ConnectionTrait, account: AccountId, id: NotificationId) -> Result<Option<Lead>, DbErr> {
    let seen = format!("FROM notification_part t {JOINS} WHERE t.notification_id = n.id AND {SEEN}");
    let text = format!(
        "SELECT n.kind, n.subject, n.href, n.read_at, a.username, (SELECT t.post_id {seen} AND t.post_id > 0 ORDER BY t.id LIMIT 1) AS post_id
         FROM notification n JOIN account a ON a.id = n.account_id WHERE n.id = $2 AND n.account_id = $1 AND {}",
        sight::any()
    );
    db::row(db, &text, values![account.0, id.0]).await
}

/// Is there something unread about this thread?
pub async fn any_of_thread(db: &impl ConnectionTrait, account: AccountId, question: PostId) -> Result<bool, DbErr> {
    let text = format!("SELECT COUNT(*) AS n FROM notification n WHERE {} LIMIT 1", OF_THREAD);
    Ok(db::count(db, &text, values![account.0, question.0]).await? > 0)
}

/// SQL: the unread notifications `n` of `$1` about the thread `$2`, however it came to it. One of a topic is about many.
pub const OF_THREAD: &str = "n.account_id = $1 AND n.read_at IS NULL AND n.kind <> 'topic'
    AND EXISTS (SELECT 1 FROM notification_part t JOIN post p ON p.id = t.post_id WHERE t.notification_id = n.id AND p.question_id = $2)";
