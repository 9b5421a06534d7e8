//! Reading the record, newest first. Each filter has its index, with the time behind it.

use entity::AccountId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};

use super::forms::Search;
use crate::listings::cursor::{From, PAGE, Place, Slice};
use crate::rules::names::username_key;
use crate::{db, values};

/// Whose eyes these are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// Managers and admins.
    All,
    Staff(AccountId),
}

/// What anybody of the team may read of, whoever did it.
const THREADS: &str = "'question', 'post', 'comment', 'suggestion', 'escalation', 'incident', 'announcement', 'briefing', 'briefing_remark', 'category', 'weak_signal'";

/// A line.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Line {
    pub id: i64,
    pub at: i64,
    pub actor_id: Option<AccountId>,
    pub actor_name: Option<String>,
    pub actor_display: Option<String>,
    pub action: String,
    pub object: String,
    pub object_id: i64,
    pub note: String,
    /// Where it was done to an account: its name.
    pub subject: Option<String>,
}

/// Somebody by the name they sign in with; people who left are found too.
pub async fn person(db: &impl ConnectionTrait, name: &str) -> Result<Option<AccountId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Found {
        id: AccountId,
    }
    let found: Option<Found> = db::row(db, "SELECT id FROM account WHERE username_folded = $1", values![username_key(name)]).await?;
    Ok(found.map(|f| f.id))
}

/// A page of what is looked for.
pub async fn lines(db: &impl ConnectionTrait, reader: Reader, search: &Search, person: Option<AccountId>) -> Result<Slice<Line>, DbErr> {
    let mut conditions: Vec<String> = Vec::new();
    let mut given: Vec<Value> = Vec::new();
    let mut hold = |value: Value| {
        given.push(value);
        format!("${}", given.len())
    };
    if let Reader::Staff(me) = reader {
        conditions.push(format!("(a.actor_id = {} OR a.object IN ({THREADS}))", hold(me.0.into())));
    }
    if let Some(who) = person {
        let who = hold(who.0.into());
        conditions.push(format!("(a.actor_id = {who} OR (a.object = 'account' AND a.object_id = {who}))"));
    }
    for (column, value) in [("action", &search.action), ("object", &search.object)] {
        if let Some(word) = value {
            conditions.push(format!("a.{column} = {}", hold(word.as_str().into())));
        }
    }
    if let Some(number) = search.number {
        conditions.push(format!("a.object_id = {}", hold(number.into())));
    }
    if let Some(from) = search.from {
        conditions.push(format!("a.at >= {}", hold(from.into())));
    }
    if let Some(until) = search.until {
        conditions.push(format!("a.at < {}", hold(until.into())));
    }
    let order = match search.page {
        From::Start => "DESC",
        From::After(p) => {
            conditions.push(format!("(a.at, a.id) < ({}, {})", hold(p.key.into()), hold(p.id.into())));
            "DESC"
        }
        From::Before(p) => {
            conditions.push(format!("(a.at, a.id) > ({}, {})", hold(p.key.into()), hold(p.id.into())));
            "ASC"
        }
    };
    let condition = if conditions.is_empty() { "TRUE".to_owned() } else { conditions.join(" AND ") };
    let text = format!(
        "SELECT a.id, a.at, a.actor_id, p.username AS actor_name, p.display_name AS actor_display, a.action, a.object, a.object_id, a.note, s.username AS subject
         FROM audit a LEFT JOIN account p ON p.id = a.actor_id AND p.deleted_at IS NULL
         LEFT JOIN account s ON a.object = 'account' AND s.id = a.object_id AND s.deleted_at IS NULL
         WHERE {condition} ORDER BY a.at {order}, a.id {order} LIMIT {}",
        PAGE + 1
    );
    let rows: Vec<Line> = db::rows(db, &text, given).await?;
    Ok(Slice::of(rows, search.page, |l| Place { key: l.at, id: l.id }))
}
