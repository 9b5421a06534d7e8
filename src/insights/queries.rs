//! The rows of a period. Each statement goes by an index over its time.

use std::collections::HashMap;

use entity::{AccountId, CategoryId, PostId};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};

use super::figures::{Said, Thread, Voice};
use crate::clock::Millis;
use crate::deadlines::Scheme;
use crate::error::Result;
use crate::{db, values};

/// What solved a question `q` was written here: it is accepted, or the brand confirmed it and the asker's last word, or
/// their silence, agreed.
const HERE: &str = "(q.accepted_count > 0 OR (q.verified_count > 0 AND q.solved_at IS NOT NULL AND EXISTS (SELECT 1 FROM follow_up w WHERE w.question_id = q.id AND w.answer IN ('solved', 'silent')
    AND w.id = (SELECT l.id FROM follow_up l WHERE l.question_id = q.id AND l.answer IS NOT NULL ORDER BY l.answered_at DESC, l.id DESC LIMIT 1))))";
/// A question `q` asked by a customer: the brand's own announcements wait for nobody.
const ASKED: &str = "q.state = 'visible' AND NOT EXISTS (SELECT 1 FROM post o WHERE o.id = q.id AND o.official = TRUE)";

#[derive(FromQueryResult)]
struct Row {
    id: PostId,
    author_id: AccountId,
    category_id: Option<CategoryId>,
    created_at: i64,
    solved_at: Option<i64>,
    elsewhere: bool,
    first_at: Option<i64>,
    first_brand: Option<bool>,
    first_ambassador: Option<bool>,
    solver_brand: Option<bool>,
    solver_ambassador: Option<bool>,
}

/// The author of `p` was an ambassador when they wrote it; of those who were made one before terms were kept, today's word.
fn ambassador(post: &str, account: &str) -> String {
    format!(
        "({account}.role = 'customer' AND (EXISTS (SELECT 1 FROM term t WHERE t.member_id = {account}.id AND t.began_at <= {post}.created_at AND (t.ended_at IS NULL OR t.ended_at > {post}.created_at))
            OR ({account}.rank = 'ambassador' AND NOT EXISTS (SELECT 1 FROM term t WHERE t.member_id = {account}.id))))"
    )
}

/// What everybody can read, that was asked between two moments.
pub async fn threads(db: &impl ConnectionTrait, scheme: &Scheme, category: Option<CategoryId>, from: Millis, to: Millis) -> Result<Vec<Thread>> {
    let mut given: Vec<Value> = values![from, to].to_vec();
    let filed = category.map_or_else(String::new, |c| {
        given.push(c.0.into());
        "AND q.category_id = $3".to_owned()
    });
    let text = format!(
        "SELECT q.id, q.author_id, q.category_id, q.created_at, q.solved_at, (q.solved_elsewhere_at IS NOT NULL AND NOT {HERE}) AS elsewhere,
            f.created_at AS first_at, (f.official OR fa.role <> 'customer') AS first_brand, {} AS first_ambassador,
            (s.official OR sa.role <> 'customer') AS solver_brand, {} AS solver_ambassador
         FROM question q
         LEFT JOIN post f ON f.id = (SELECT p.id FROM post p WHERE p.question_id = q.id AND p.kind = 'answer' AND p.state = 'visible' AND p.author_id <> q.author_id
            ORDER BY p.created_at, p.id LIMIT 1)
         LEFT JOIN account fa ON fa.id = f.author_id
         LEFT JOIN post s ON {HERE} AND s.id = COALESCE(
            (SELECT p.id FROM post p JOIN acceptance a ON a.post_id = p.id AND a.withdrawn_at IS NULL WHERE p.question_id = q.id AND p.kind = 'answer' AND p.state = 'visible' ORDER BY a.at, a.id LIMIT 1),
            (SELECT p.id FROM post p JOIN verification v ON v.post_id = p.id AND v.withdrawn_at IS NULL WHERE p.question_id = q.id AND p.kind = 'answer' AND p.state = 'visible' ORDER BY v.at, v.id LIMIT 1))
         LEFT JOIN account sa ON sa.id = s.author_id
         WHERE {ASKED} AND q.created_at >= $1 AND q.created_at < $2 {filed}",
        ambassador("f", "fa"),
        ambassador("s", "sa"),
    );
    let rows: Vec<Row> = db::rows(db, &text, given).await?;
    rows.into_iter().map(|r| thread(r, scheme)).collect()
}

fn thread(r: Row, scheme: &Scheme) -> Result<Thread> {
    let calendar = &scheme.terms(r.category_id)?.calendar;
    let voice = |brand: Option<bool>, ambassador: Option<bool>| match (brand, ambassador) {
        (Some(true), _) => Voice::Brand,
        (_, Some(true)) => Voice::Ambassadors,
        _ => Voice::Peers,
    };
    let said = |at: i64, by| Said { at, by, open: calendar.between(r.created_at, at) };
    Ok(Thread {
        id: r.id,
        asker: r.author_id,
        category: r.category_id,
        asked_at: r.created_at,
        first: r.first_at.map(|at| said(at, voice(r.first_brand, r.first_ambassador))),
        solved: r.solved_at.filter(|_| r.solver_brand.is_some()).map(|at| said(at, voice(r.solver_brand, r.solver_ambassador))),
        elsewhere: r.elsewhere,
    })
}

/// A thread, whose it is, and a moment that matters to its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Entry {
    pub id: PostId,
    pub asker: AccountId,
    pub at: i64,
}

fn filed(category: Option<CategoryId>, given: &mut Vec<Value>) -> String {
    category.map_or_else(String::new, |c| {
        given.push(c.0.into());
        format!("AND q.category_id = ${}", given.len())
    })
}

/// Threads in which something written here was said to have solved the problem, between two moments.
pub async fn solved(db: &impl ConnectionTrait, category: Option<CategoryId>, from: Millis, to: Millis) -> Result<Vec<Entry>> {
    let mut given: Vec<Value> = values![from, to].to_vec();
    let filed = filed(category, &mut given);
    let text = format!(
        "SELECT q.id, q.author_id AS asker, q.solved_at AS at FROM question q
         WHERE q.solved_at >= $1 AND q.solved_at < $2 AND {ASKED} AND {HERE} {filed}"
    );
    Ok(db::rows(db, &text, given).await?)
}

/// Threads where it is the brand's turn, or the community's.
pub async fn waiting(db: &impl ConnectionTrait, category: Option<CategoryId>) -> Result<Vec<Entry>> {
    let mut given = Vec::new();
    let filed = filed(category, &mut given);
    let text = format!(
        "SELECT q.id, q.author_id AS asker, q.created_at AS at FROM thread_clock c JOIN question q ON q.id = c.question_id
         WHERE c.waiting_on IN ('brand', 'community') AND q.state = 'visible' {filed}"
    );
    Ok(db::rows(db, &text, given).await?)
}

/// Answered, and the asker never said whether it helped.
pub async fn unconfirmed(db: &impl ConnectionTrait, category: Option<CategoryId>) -> Result<Vec<Entry>> {
    let mut given = Vec::new();
    let filed = filed(category, &mut given);
    let text = format!(
        "SELECT q.id, q.author_id AS asker, c.unconfirmed_at AS at FROM thread_clock c JOIN question q ON q.id = c.question_id
         WHERE c.unconfirmed_at IS NOT NULL AND q.state = 'visible' {filed}"
    );
    Ok(db::rows(db, &text, given).await?)
}

/// Somebody found their answer before they asked.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Deflection {
    pub id: i64,
    pub question_id: PostId,
    pub at: i64,
}

pub async fn deflections(db: &impl ConnectionTrait, category: Option<CategoryId>, from: Millis, to: Millis) -> Result<Vec<Deflection>> {
    let mut given: Vec<Value> = values![from, to].to_vec();
    let filed = filed(category, &mut given);
    let text = format!(
        "SELECT d.id, d.question_id, d.created_at AS at FROM deflection d JOIN question q ON q.id = d.question_id
         WHERE d.created_at >= $1 AND d.created_at < $2 AND q.state = 'visible' {filed}"
    );
    Ok(db::rows(db, &text, given).await?)
}

/// A thread from the moment it was asked to the moment it no longer waited for a first answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub id: PostId,
    pub from: Millis,
    pub until: Option<Millis>,
}

impl Span {
    /// Did it wait then?
    pub fn waits(&self, at: Millis) -> bool {
        self.from < at && self.until.is_none_or(|until| until >= at)
    }
}

/// Live threads that waited for a first answer at some time since a moment.
pub async fn backlog(db: &impl ConnectionTrait, category: Option<CategoryId>, since: Millis, to: Millis) -> Result<Vec<Span>> {
    #[derive(FromQueryResult)]
    struct Ends {
        id: PostId,
        created_at: i64,
        first_met_at: Option<i64>,
        solved_at: Option<i64>,
        closed_at: Option<i64>,
    }
    let mut given: Vec<Value> = values![since, to].to_vec();
    let filed = filed(category, &mut given);
    let text = format!(
        "SELECT q.id, q.created_at, c.first_met_at, q.solved_at, q.closed_at FROM thread_clock c JOIN question q ON q.id = c.question_id
         WHERE (c.first_met_at IS NULL OR c.first_met_at >= $1) AND {ASKED} AND q.created_at < $2 {filed}"
    );
    let rows: Vec<Ends> = db::rows(db, &text, given).await?;
    // what ended it first: an answer, a word of the asker, or that it was closed
    Ok(rows.into_iter().map(|r| Span { id: r.id, from: r.created_at, until: [r.first_met_at, r.solved_at, r.closed_at].into_iter().flatten().min() }).collect())
}

/// A category's name in both languages.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Category {
    pub id: CategoryId,
    pub name_en: String,
    pub name_fr: String,
}

pub async fn categories(db: &impl ConnectionTrait) -> Result<Vec<Category>> {
    Ok(db::rows(db, "SELECT id, name_en, name_fr FROM category WHERE audience = 'public' ORDER BY position, id", []).await?)
}

/// What a row of a list shows.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Title {
    pub id: PostId,
    pub title: String,
    pub slug: String,
    pub lang: String,
    pub created_at: i64,
    pub answer_count: i64,
    pub username: String,
    pub display_name: String,
    pub gone: bool,
}

/// Of some threads, by number.
pub async fn titles(db: &impl ConnectionTrait, ids: &[PostId]) -> Result<HashMap<PostId, Title>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let text = format!(
        "SELECT q.id, q.title, q.slug, p.lang, q.created_at, q.answer_count, a.username, a.display_name, (a.deleted_at IS NOT NULL) AS gone
         FROM question q JOIN post p ON p.id = q.id JOIN account a ON a.id = q.author_id WHERE q.id IN ({})",
        db::placeholders(1, ids.len())
    );
    let rows: Vec<Title> = db::rows(db, &text, ids.iter().map(|id| id.0.into())).await?;
    Ok(rows.into_iter().map(|t| (t.id, t)).collect())
}
