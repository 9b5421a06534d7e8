//! A question as lists read it: one narrow statement for a page of them.

use entity::PostId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use crate::db;
use crate::i18n::Lang;
use crate::listings::cursor::{From, PAGE, Place};

/// A question in a list.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Listed {
    pub id: PostId,
    pub title: String,
    pub slug: String,
    pub excerpt: String,
    pub lang: String,
    pub answer_count: i64,
    pub peer_answer_count: i64,
    pub score: i64,
    pub solved_at: Option<i64>,
    pub solved_elsewhere_at: Option<i64>,
    pub accepted_count: i64,
    pub closed_at: Option<i64>,
    pub duplicate_of: Option<i64>,
    pub created_at: i64,
    pub activity_at: i64,
    pub category_slug: Option<String>,
    pub category_name: Option<String>,
    /// Separated by spaces.
    pub tags: Option<String>,
    pub official: bool,
    pub username: String,
    pub display_name: String,
    pub rank: String,
    pub author_gone: bool,
}

/// What is read of each question `q`.
fn columns(lang: Lang) -> String {
    let name = match lang {
        Lang::En => "c.name_en",
        Lang::Fr => "c.name_fr",
    };
    format!(
        "q.id, q.title, q.slug, q.excerpt, p.lang, q.answer_count, q.peer_answer_count, q.score, q.solved_at, q.solved_elsewhere_at, q.accepted_count,
         q.closed_at, q.duplicate_of, q.created_at, q.activity_at, c.slug AS category_slug, {name} AS category_name,
         (SELECT string_agg(t.name, ' ') FROM question_tag qt JOIN tag t ON t.id = qt.tag_id WHERE qt.question_id = q.id AND qt.hidden = FALSE) AS tags,
         p.official, a.username, a.display_name, a.rank, (a.deleted_at IS NOT NULL) AS author_gone"
    )
}

const JOINS: &str = "JOIN post p ON p.id = q.id JOIN account a ON a.id = q.author_id LEFT JOIN category c ON c.id = q.category_id";

/// The order of a list of questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Activity,
    Newest,
    Votes,
}

impl Sort {
    pub const ALL: [Sort; 3] = [Sort::Activity, Sort::Newest, Sort::Votes];

    pub fn word(self) -> &'static str {
        match self {
            Sort::Activity => "activity",
            Sort::Newest => "newest",
            Sort::Votes => "votes",
        }
    }

    pub fn from_word(word: &str) -> Sort {
        Sort::ALL.into_iter().find(|s| s.word() == word).unwrap_or_default()
    }

    /// The place of a row in this order.
    pub fn place(self, q: &Listed) -> Place {
        let key = match self {
            Sort::Activity => q.activity_at,
            Sort::Newest => 0,
            Sort::Votes => q.score,
        };
        Place { key, id: q.id.0 }
    }
}

/// Which questions of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    #[default]
    All,
    /// Neither solved nor closed.
    Open,
    Unanswered,
    Solved,
}

impl Status {
    pub const ALL: [Status; 4] = [Status::All, Status::Unanswered, Status::Open, Status::Solved];

    /// The word in addresses; empty for all.
    pub fn word(self) -> &'static str {
        match self {
            Status::All => "",
            Status::Open => "open",
            Status::Unanswered => "unanswered",
            Status::Solved => "solved",
        }
    }

    pub fn from_word(word: &str) -> Status {
        Status::ALL.into_iter().find(|s| s.word() == word).unwrap_or_default()
    }

    /// The condition, word for word that of a partial index.
    pub fn condition(self) -> &'static str {
        match self {
            Status::All => "",
            Status::Open => " AND solved_at IS NULL AND closed_at IS NULL",
            Status::Unanswered => " AND peer_answer_count = 0",
            Status::Solved => " AND solved_at IS NOT NULL",
        }
    }
}

/// A page of visible questions, at most `PAGE + 1`; backwards when read before a place. `scope` narrows further, on the
/// columns of `question`, with its value as `$1`.
pub async fn page(db: &impl ConnectionTrait, lang: Lang, scope: Option<(&str, i64)>, status: Status, sort: Sort, from: From) -> Result<Vec<Listed>, DbErr> {
    in_state(db, lang, "visible", scope, status, sort, from).await
}

/// The same of a category that is for ambassadors and the team alone: ask the policy first.
pub async fn reserved(db: &impl ConnectionTrait, lang: Lang, category: i64, status: Status, from: From) -> Result<Vec<Listed>, DbErr> {
    in_state(db, lang, "reserved", Some((" AND category_id = $1", category)), status, Sort::Activity, from).await
}

async fn in_state(db: &impl ConnectionTrait, lang: Lang, state: &'static str, scope: Option<(&str, i64)>, status: Status, sort: Sort, from: From) -> Result<Vec<Listed>, DbErr> {
    let mut values: Vec<Value> = scope.iter().map(|(_, v)| Value::from(*v)).collect();
    let scope = scope.map_or("", |(s, _)| s);
    let keys: &[&str] = match sort {
        Sort::Activity => &["activity_at", "id"],
        Sort::Newest => &["id"],
        Sort::Votes => &["score", "id"],
    };
    let (step, direction, place) = match from {
        From::Start => ("", "DESC", None),
        From::After(p) => ("<", "DESC", Some(p)),
        From::Before(p) => (">", "ASC", Some(p)),
    };
    let bound = place.map_or(String::new(), |p| {
        let from = values.len() + 1;
        if keys.len() == 2 {
            values.push(p.key.into());
        }
        values.push(p.id.into());
        format!(" AND ({}) {step} ({})", keys.join(", "), db::placeholders(from, keys.len()))
    });
    let order = |prefix: &str| keys.iter().map(|k| format!("{prefix}{k} {direction}")).collect::<Vec<_>>().join(", ");
    let text = format!(
        "SELECT {} FROM (SELECT * FROM question WHERE state = '{state}'{scope}{}{bound} ORDER BY {} LIMIT {}) q {JOINS} ORDER BY {}",
        columns(lang),
        status.condition(),
        order(""),
        PAGE + 1,
        order("q.")
    );
    db::rows(db, &text, values).await
}

/// The same along a tag, in the order of activity. The tag's own index leads (on SQLite a `CROSS JOIN` keeps its order):
/// a page then costs the same in a tag of ten thousand questions.
pub async fn tagged(db: &impl ConnectionTrait, lang: Lang, tag: i64, status: Status, from: From) -> Result<Vec<Listed>, DbErr> {
    let (bound, direction, place) = match from {
        From::Start => ("", "DESC", None),
        From::After(p) => (" AND (qt.activity_at, qt.question_id) < ($2, $3)", "DESC", Some(p)),
        From::Before(p) => (" AND (qt.activity_at, qt.question_id) > ($2, $3)", "ASC", Some(p)),
    };
    let mut values: Vec<Value> = vec![tag.into()];
    values.extend(place.iter().flat_map(|p| [Value::from(p.key), Value::from(p.id)]));
    let text = format!(
        "SELECT {} FROM (SELECT question.* FROM question_tag qt CROSS JOIN question
            WHERE question.id = qt.question_id AND qt.tag_id = $1 AND qt.hidden = FALSE AND question.state = 'visible'{}{bound}
            ORDER BY qt.activity_at {direction}, qt.question_id {direction} LIMIT {}) q {JOINS} ORDER BY q.activity_at {direction}, q.id {direction}",
        columns(lang),
        status.condition(),
        PAGE + 1
    );
    db::rows(db, &text, values).await
}

/// A found question with the texts its excerpt is cut from.
#[derive(Clone, Debug, FromQueryResult)]
pub struct FoundRow {
    #[sea_orm(nested)]
    pub q: Listed,
    pub text: String,
    pub answer: String,
}

/// Questions by id, in the order of the ids; those nobody may see are left out.
pub async fn by_ids(db: &impl ConnectionTrait, lang: Lang, ids: &[i64]) -> Result<Vec<FoundRow>, DbErr> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT {}, d.text, d.answer FROM question q {JOINS} JOIN search_document d ON d.question_id = q.id WHERE q.id IN ({}) AND q.state = 'visible'",
        columns(lang),
        db::placeholders(1, ids.len())
    );
    let mut rows: Vec<FoundRow> = db::rows(db, &text, ids.iter().map(|id| Value::from(*id))).await?;
    rows.sort_by_key(|r| ids.iter().position(|id| *id == r.q.id.0));
    Ok(rows)
}
