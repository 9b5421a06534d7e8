//! Reads for a member's ledger.

use entity::{AccountId, EntryId, EntryKind, VersionId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::lines::Line;
use crate::clock::Millis;
use crate::reputation_pages::calendar::Month;
use crate::rules::numbers::Reputation;
use crate::{db, values};

/// Lines on a page.
pub const PAGE: i64 = 60;

/// Kinds that everyone may read of: what posts that can be read have won.
const PUBLIC: &str = "'answer_upvoted', 'question_upvoted', 'me_too', 'answer_accepted', 'accepting', 'answer_verified', 'edit_accepted', 'article_published', 'opening'";

const LINE: &str = "SELECT e.id, e.member_id, e.at, e.kind, e.points, e.limited, e.version_id, e.reverses, e.note, e.post_id, e.question_id,
        c.kind AS fact_kind, c.worth, q.title, p.lang, p.state AS post_state, q.state AS question_state, r.at AS reversed_at,
        a.username AS actor, w.state AS review, w.answer AS review_answer
     FROM ledger_entry e LEFT JOIN credit c ON c.id = e.credit_id LEFT JOIN post p ON p.id = e.post_id LEFT JOIN question q ON q.id = e.question_id
        LEFT JOIN ledger_entry r ON r.id = e.reverses LEFT JOIN account a ON a.id = e.actor_id
        LEFT JOIN review_request w ON w.id = (SELECT MAX(v.id) FROM review_request v WHERE v.entry_id = e.id)";

/// Whose eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eyes {
    /// The owner's or the staff's.
    Inner,
    /// Anybody's.
    Outer,
}

impl Eyes {
    fn condition(self) -> String {
        match self {
            Eyes::Inner => String::new(),
            // only what still counts: a line that was taken back later is not shown either
            Eyes::Outer => format!(
                " AND e.points > 0 AND e.reverses IS NULL AND e.kind IN ({PUBLIC}) AND (c.id IS NULL OR (c.alive = TRUE AND c.points > 0))
                  AND (e.kind = 'opening' OR (p.state = 'visible' AND q.state = 'visible'))"
            ),
        }
    }
}

/// Which lines: those before an entry, of a time.
#[derive(Clone, Copy, Debug)]
pub struct Which {
    pub before: i64,
    pub from: Millis,
    pub until: Millis,
}

impl Which {
    pub const ALL: Which = Which { before: i64::MAX, from: i64::MIN, until: i64::MAX };
}

/// Lines, newest first.
pub async fn lines(db: &impl ConnectionTrait, member: AccountId, eyes: Eyes, which: Which, at_most: i64) -> Result<Vec<Line>, DbErr> {
    let text = format!("{LINE} WHERE e.member_id = $1 AND e.id < $2 AND e.at >= $3 AND e.at < $4{} ORDER BY e.id DESC LIMIT $5", eyes.condition());
    db::rows(db, &text, values![member.0, which.before, which.from, which.until, at_most]).await
}

/// Lines after an entry, oldest first.
pub async fn lines_after(db: &impl ConnectionTrait, member: AccountId, after: i64, at_most: i64) -> Result<Vec<Line>, DbErr> {
    db::rows(db, &format!("{LINE} WHERE e.member_id = $1 AND e.id > $2 ORDER BY e.id LIMIT $3"), values![member.0, after, at_most]).await
}

/// One line.
pub async fn line(db: &impl ConnectionTrait, id: EntryId) -> Result<Option<Line>, DbErr> {
    db::row(db, &format!("{LINE} WHERE e.id = $1"), values![id.0]).await
}

/// What a kind brought in a month.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Sum {
    pub month: i64,
    pub kind: EntryKind,
    pub lines: i64,
    pub points: i64,
}

/// Sums of some months by kind; what limits took and gave back counts with its fact. Others get the sums of the
/// lines they may read, so that no sum tells of a hidden post or of what was taken back.
pub async fn sums(db: &impl ConnectionTrait, member: AccountId, eyes: Eyes, months: &[Month], zone: &str) -> Result<Vec<Sum>, DbErr> {
    if months.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<String> = months.iter().map(|m| format!("(CAST({} AS BIGINT), CAST({} AS BIGINT), CAST({} AS BIGINT))", m.0, m.begin(zone), m.end(zone))).collect();
    let joined = match eyes {
        Eyes::Inner => "",
        Eyes::Outer => " LEFT JOIN post p ON p.id = e.post_id LEFT JOIN question q ON q.id = e.question_id",
    };
    let text = format!(
        "WITH m (month, began, ended) AS (VALUES {})
         SELECT m.month AS month, COALESCE(c.kind, e.kind) AS kind, COUNT(*) AS lines, CAST(SUM(e.points) AS BIGINT) AS points
         FROM m JOIN ledger_entry e ON e.member_id = $1 AND e.at >= m.began AND e.at < m.ended LEFT JOIN credit c ON c.id = e.credit_id{joined} WHERE 1 = 1{}
         GROUP BY m.month, COALESCE(c.kind, e.kind) ORDER BY m.month DESC, COALESCE(c.kind, e.kind)",
        rows.join(", "),
        eyes.condition()
    );
    db::rows(db, &text, values![member.0]).await
}

/// The balance before a moment.
pub async fn balance(db: &impl ConnectionTrait, member: AccountId, at: Millis) -> Result<i64, DbErr> {
    db::count(db, "SELECT CAST(COALESCE(SUM(points), 0) AS BIGINT) AS n FROM ledger_entry WHERE member_id = $1 AND at < $2", values![member.0, at]).await
}

/// When the first line was written.
pub async fn began(db: &impl ConnectionTrait, member: AccountId) -> Result<Option<Millis>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        at: Option<i64>,
    }
    let row: Option<Row> = db::row(db, "SELECT MIN(at) AS at FROM ledger_entry WHERE member_id = $1", values![member.0]).await?;
    Ok(row.and_then(|r| r.at))
}

/// What votes and me-too of a day have brought.
pub async fn of_day(db: &impl ConnectionTrait, member: AccountId, day: i64) -> Result<i64, DbErr> {
    let text = "SELECT CAST(COALESCE(SUM(points), 0) AS BIGINT) AS n FROM credit WHERE member_id = $1 AND day = $2 AND kind IN ('answer_upvoted', 'question_upvoted', 'me_too')";
    db::count(db, text, values![member.0, day]).await
}

/// Up to where the owner has read.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Seen {
    pub entry_id: EntryId,
    pub at: i64,
}

pub async fn seen(db: &impl ConnectionTrait, member: AccountId) -> Result<Option<Seen>, DbErr> {
    db::row(db, "SELECT entry_id, at FROM ledger_seen WHERE member_id = $1", values![member.0]).await
}

/// What points are worth under some versions.
pub type Worth = Vec<(VersionId, Reputation)>;
