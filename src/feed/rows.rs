//! The list itself, the numbers on the tabs and in the heading: read from the feed's rows by their indexes.

use std::collections::HashMap;

use entity::{AccountId, FeedReason, PostId, WaitingOn};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult, Value};

use super::filter::{Begin, Filter, LATE, Place, Sql, THREAD, View};
use crate::clock::{DAY, Millis};
use crate::db;
use crate::values;

/// Rows on a page.
pub const PAGE: usize = 25;
/// First answers behind the median.
const FIRST_ANSWERS: usize = 300;

/// A thread in the feed.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub id: PostId,
    pub urgency: i64,
    pub due_at: i64,
    pub waiting_on: WaitingOn,
    pub lang: String,
    pub asked_at: i64,
    pub snoozed: bool,
    pub paused_since: Option<i64>,
    pub title: String,
    pub excerpt: String,
    pub peer_answers: i64,
    pub accepted: i64,
    pub verified: i64,
    pub category_slug: Option<String>,
    pub category_en: Option<String>,
    pub category_fr: Option<String>,
    pub username: String,
    pub author: String,
    pub joined_at: i64,
    pub author_gone: bool,
    pub owner_id: Option<AccountId>,
    pub owner: Option<String>,
    pub department_en: String,
    pub department_fr: String,
    pub cause: Option<String>,
    pub opener: Option<String>,
    pub snoozed_until: Option<i64>,
    pub snoozed_event: Option<String>,
    /// What the list saw of what others write.
    pub sight: String,
    #[sea_orm(skip)]
    pub reasons: Vec<Why>,
    /// Who looks at it or answers it now.
    #[sea_orm(skip)]
    pub here: Vec<super::presence::Here>,
}

impl Row {
    pub fn place(&self) -> Place {
        Place(self.urgency, self.due_at, self.id.0)
    }
}

/// Why it is there.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Why {
    pub question_id: i64,
    pub reason: FeedReason,
    pub due_at: i64,
    pub count: i64,
    pub since: i64,
}

/// A thread that left the feed today.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Done {
    pub exit_id: i64,
    pub id: PostId,
    pub at: i64,
    pub by_name: Option<String>,
    pub title: String,
    pub lang: String,
    pub category_en: Option<String>,
    pub category_fr: Option<String>,
    pub username: String,
    pub author: String,
    pub author_gone: bool,
    pub peer_answers: i64,
    pub solved: bool,
    pub closed: bool,
    pub outcome: Option<String>,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Slice<T> {
    pub rows: Vec<T>,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl<T> Slice<T> {
    fn of(mut rows: Vec<T>, from: Begin, place: impl Fn(&T) -> Place) -> Slice<T> {
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        let (before, after) = match from {
            Begin::Start => (false, more),
            Begin::After(_) => (true, more),
            Begin::Before(_) => {
                rows.reverse();
                (more, true)
            }
        };
        let first = rows.first().map(&place).filter(|_| before).map(Place::text);
        let last = rows.last().map(&place).filter(|_| after).map(Place::text);
        Slice { rows, before: first, after: last }
    }
}

/// A page of the feed.
pub async fn list(db: &impl ConnectionTrait, filter: &Filter, me: AccountId, now: Millis) -> Result<Slice<Row>, DbErr> {
    let mut sql = filter.narrows(now);
    sql.and(&filter.view.condition(me));
    let order = match filter.from {
        Begin::Start => "f.urgency DESC, f.due_at, f.question_id",
        Begin::After(p) => {
            beyond(&mut sql, p, "<", ">");
            "f.urgency DESC, f.due_at, f.question_id"
        }
        Begin::Before(p) => {
            beyond(&mut sql, p, ">", "<");
            "f.urgency, f.due_at DESC, f.question_id DESC"
        }
    };
    let text = format!(
        "SELECT f.question_id AS id, f.urgency, f.due_at, f.waiting_on, f.lang, f.asked_at, f.snoozed, t.paused_since, q.title, q.excerpt, q.peer_answer_count AS peer_answers,
            q.accepted_count AS accepted, q.verified_count AS verified, c.slug AS category_slug, c.name_en AS category_en, c.name_fr AS category_fr,
            a.username, a.display_name AS author, a.created_at AS joined_at, (a.deleted_at IS NOT NULL) AS author_gone, f.owner_id, o.display_name AS owner,
            d.name_en AS department_en, d.name_fr AS department_fr, e.cause, w.display_name AS opener, e.snoozed_until, e.snoozed_event, {} AS sight
         FROM feed_row f JOIN question q ON q.id = f.question_id JOIN account a ON a.id = q.author_id JOIN department d ON d.id = f.department_id
            LEFT JOIN category c ON c.id = f.category_id LEFT JOIN account o ON o.id = f.owner_id LEFT JOIN escalation e ON e.id = f.escalation_id
            LEFT JOIN account w ON w.id = e.opened_by LEFT JOIN thread_clock t ON t.question_id = f.question_id
         WHERE {} ORDER BY {order} LIMIT {}",
        db::sight(db),
        sql.text(),
        PAGE + 1
    );
    let mut slice = Slice::of(db::rows::<Row>(db, &text, sql.values).await?, filter.from, Row::place);
    let ids: Vec<i64> = slice.rows.iter().map(|r| r.id.0).collect();
    let mut reasons = reasons(db, &ids).await?;
    let mut here = super::presence::at(db, &ids, me, now).await?;
    for row in &mut slice.rows {
        row.reasons = reasons.remove(&row.id.0).unwrap_or_default();
        row.here = here.remove(&row.id.0).unwrap_or_default();
    }
    Ok(slice)
}

/// The rows on one side of a place, in the order of the feed.
fn beyond(sql: &mut Sql, place: Place, less: &str, more: &str) {
    let (urgency, due, id) = (sql.value(place.0), sql.value(place.1), sql.value(place.2));
    sql.and(&format!("f.urgency {less}= {urgency} AND (f.urgency {less} {urgency} OR f.due_at {more} {due} OR (f.due_at = {due} AND f.question_id {more} {id}))"));
}

/// Why each of these threads is there, the most urgent reason first.
pub async fn reasons(db: &impl ConnectionTrait, ids: &[i64]) -> Result<HashMap<i64, Vec<Why>>, DbErr> {
    let mut out: HashMap<i64, Vec<Why>> = HashMap::new();
    if ids.is_empty() {
        return Ok(out);
    }
    let text = format!("SELECT question_id, reason, due_at, count, since FROM feed_reason WHERE question_id IN ({}) ORDER BY urgency DESC, reason", db::placeholders(1, ids.len()));
    for why in db::rows::<Why>(db, &text, ids.iter().map(|id| Value::from(*id))).await? {
        out.entry(why.question_id).or_default().push(why);
    }
    Ok(out)
}

/// What left the feed since this moment and is not back, the newest first.
pub async fn done(db: &impl ConnectionTrait, filter: &Filter, since: Millis, now: Millis) -> Result<Slice<Done>, DbErr> {
    let (mut sql, order) = (done_since(filter, since, now), if matches!(filter.from, Begin::Before(_)) { "x.id" } else { "x.id DESC" });
    match filter.from {
        Begin::Start => {}
        Begin::After(Place(_, _, id)) => {
            let id = sql.value(id);
            sql.and(&format!("x.id < {id}"));
        }
        Begin::Before(Place(_, _, id)) => {
            let id = sql.value(id);
            sql.and(&format!("x.id > {id}"));
        }
    }
    let text = format!(
        "SELECT x.id AS exit_id, x.question_id AS id, x.at, b.display_name AS by_name, q.title, p.lang, c.name_en AS category_en, c.name_fr AS category_fr, a.username, a.display_name AS author,
            (a.deleted_at IS NOT NULL) AS author_gone, q.peer_answer_count AS peer_answers, (q.solved_at IS NOT NULL) AS solved, (q.closed_at IS NOT NULL) AS closed,
            (SELECT e.outcome FROM escalation e WHERE e.question_id = x.question_id ORDER BY e.id DESC LIMIT 1) AS outcome
         FROM feed_exit x JOIN question q ON q.id = x.question_id JOIN post p ON p.id = q.id JOIN account a ON a.id = q.author_id
            LEFT JOIN account b ON b.id = x.by_id LEFT JOIN category c ON c.id = q.category_id
         WHERE {} ORDER BY {order} LIMIT {}",
        sql.text(),
        PAGE + 1
    );
    Ok(Slice::of(db::rows(db, &text, sql.values).await?, filter.from, |d: &Done| Place(0, 0, d.exit_id)))
}

fn done_since(filter: &Filter, since: Millis, now: Millis) -> Sql {
    let mut sql = filter.narrows_by(THREAD, now);
    let since = sql.value(since);
    sql.and(&format!(
        "x.at >= {since} AND x.id = (SELECT MAX(y.id) FROM feed_exit y WHERE y.question_id = x.question_id) AND NOT EXISTS (SELECT 1 FROM feed_row f WHERE f.question_id = x.question_id)"
    ));
    sql
}

/// How many rows each tab holds under these filters, in the order of [`View::ALL`].
pub async fn counts(db: &impl ConnectionTrait, filter: &Filter, me: AccountId, since: Millis, now: Millis) -> Result<Vec<i64>, DbErr> {
    let sql = filter.narrows(now);
    let columns: Vec<String> = View::ALL.iter().enumerate().map(|(i, v)| format!("CAST(COALESCE(SUM(CASE WHEN {} THEN 1 ELSE 0 END), 0) AS BIGINT) AS n{i}", v.condition(me))).collect();
    let text = format!("SELECT {} FROM feed_row f JOIN question q ON q.id = f.question_id WHERE {}", columns.join(", "), sql.text());
    let row = db.query_one_raw(db::sql(db, &text, sql.values)).await?;
    let mut counts = Vec::with_capacity(View::ALL.len());
    for (i, view) in View::ALL.iter().enumerate() {
        counts.push(match &row {
            Some(row) if *view != View::Done => row.try_get("", &format!("n{i}"))?,
            _ => 0,
        });
    }
    let sql = done_since(&filter.seen_as(View::Done), since, now);
    let text = format!("SELECT COUNT(*) AS n FROM feed_exit x JOIN question q ON q.id = x.question_id JOIN post p ON p.id = q.id WHERE {}", sql.text());
    if let Some(last) = counts.last_mut() {
        *last = db::count(db, &text, sql.values).await?;
    }
    Ok(counts)
}

/// How many rows of a view are news to whoever saw that much of them.
pub async fn news(db: &impl ConnectionTrait, filter: &Filter, me: AccountId, sight: &str, now: Millis) -> Result<i64, DbErr> {
    let mut sql = filter.narrows(now);
    sql.and(&filter.view.condition(me));
    let sight = sql.value(sight);
    sql.and(&db::unseen(db, "f.news", &sight));
    db::count(db, &format!("SELECT COUNT(*) AS n FROM feed_row f JOIN question q ON q.id = f.question_id WHERE {}", sql.text()), sql.values).await
}

/// Rows that were numbered by another database, whose rows were put into this one, are no news from now on: its numbers
/// would come true here one day. Only as they were read: what becomes news meanwhile stays news.
pub async fn at_home(tx: &DatabaseTransaction) -> Result<u64, DbErr> {
    let foreign = db::foreign(tx, "f.news");
    let text = format!(
        "UPDATE feed_row SET news = 0 WHERE news = (SELECT f.news FROM feed_row f WHERE f.question_id = feed_row.question_id AND {foreign})"
    );
    db::run(tx, &text, []).await
}

/// What changes when rows come, change or go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Seen {
    news: i64,
    held: i64,
}

pub async fn seen(db: &impl ConnectionTrait) -> Result<Seen, DbErr> {
    Ok(db::row(db, "SELECT CAST(COALESCE(SUM(news), 0) AS BIGINT) AS news, COUNT(*) AS held FROM feed_row", []).await?.unwrap_or_default())
}

/// The numbers of the heading.
#[derive(Clone, Debug, Default)]
pub struct Heading {
    /// Half of the newest first answers of the month came within this.
    pub median: Option<Millis>,
    /// Rows whose deadline is over or whose promise was missed.
    pub late: i64,
    /// What it saw of what others write.
    pub sight: String,
}

pub async fn heading(db: &impl ConnectionTrait, now: Millis) -> Result<Heading, DbErr> {
    #[derive(FromQueryResult)]
    struct Took {
        took: i64,
    }
    #[derive(Default, FromQueryResult)]
    struct Late {
        n: i64,
        sight: String,
    }
    let late = Filter { reason: LATE.into(), ..Filter::default() };
    let sql = late.narrows(now);
    let text = format!("SELECT COUNT(*) AS n, {} AS sight FROM feed_row f WHERE f.snoozed = FALSE AND {}", db::sight(db), sql.text());
    let late: Late = db::row(db, &text, sql.values).await?.unwrap_or_default();
    let text = format!(
        "SELECT took FROM (SELECT took, ROW_NUMBER() OVER (ORDER BY took) AS at, COUNT(*) OVER () AS n FROM (
             SELECT t.first_met_at - q.created_at AS took FROM thread_clock t JOIN question q ON q.id = t.question_id WHERE t.first_met_at > $1 ORDER BY t.first_met_at DESC LIMIT {FIRST_ANSWERS}
         ) newest) ranked WHERE at = (n + 1) / 2"
    );
    let median = db::row::<Took>(db, &text, values![now - 30 * DAY]).await?.map(|t| t.took);
    Ok(Heading { median, late: late.n, sight: late.sight })
}

/// What one can choose from to narrow the list.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    pub categories: Vec<Named>,
    pub departments: Vec<Named>,
    pub langs: Vec<String>,
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Named {
    pub slug: String,
    pub name_en: String,
    pub name_fr: String,
}

pub async fn choices(db: &impl ConnectionTrait) -> Result<Choices, DbErr> {
    #[derive(FromQueryResult)]
    struct Spoken {
        lang: String,
    }
    let categories = db::rows(db, "SELECT slug, name_en, name_fr FROM category WHERE audience = 'public' ORDER BY position, id", []).await?;
    let departments = db::rows(db, "SELECT slug, name_en, name_fr FROM department WHERE closed_at IS NULL ORDER BY fallback DESC, id", []).await?;
    let langs: Vec<Spoken> = db::rows(db, "SELECT DISTINCT lang FROM feed_row ORDER BY lang", []).await?;
    Ok(Choices { categories, departments, langs: langs.into_iter().map(|l| l.lang).collect() })
}
