//! Leaderboards: points received in a period, by topic, as the ledger has them. A job writes the sums into a table; who is
//! shown is decided when a page is read, so that somebody who leaves, is suspended or opts out is gone at once.

use entity::AccountId;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult, Value};

use crate::app::App;
use crate::clock::{DAY, Millis};
use crate::db;
use crate::values;

/// How often the sums are worked out.
pub const EVERY: Millis = 10 * crate::clock::MINUTE;
/// Places on a board.
const SHOWN: usize = 10;
/// Accounts younger than this are newcomers.
pub const NEWCOMER_DAYS: i64 = 90;
/// Rows of one insert.
const BATCH: usize = 200;

/// Which period, or which people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Board {
    Week,
    #[default]
    Month,
    All,
    Newcomers,
}

impl Board {
    pub const ALL: [Board; 4] = [Board::Week, Board::Month, Board::All, Board::Newcomers];

    pub fn word(self) -> &'static str {
        match self {
            Board::Week => "week",
            Board::Month => "month",
            Board::All => "all",
            Board::Newcomers => "newcomers",
        }
    }

    pub fn from_word(word: &str) -> Board {
        Board::ALL.into_iter().find(|b| b.word() == word).unwrap_or_default()
    }

    fn since(self, now: Millis) -> Millis {
        match self {
            Board::Week => now - 7 * DAY,
            Board::Month => now - 30 * DAY,
            Board::All | Board::Newcomers => 0,
        }
    }
}

/// Someone on a board.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Line {
    pub member_id: AccountId,
    pub username: String,
    pub display_name: String,
    pub rank: String,
    pub points: i64,
}

/// The first of a board, and whoever asks with their neighbours, each with its place.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    pub first: Vec<(i64, Line)>,
    pub around: Vec<(i64, Line)>,
}

/// Who may be on a board at all. `$3` is now.
const SHOWN_IF: &str = "a.role = 'customer' AND a.deleted_at IS NULL AND a.placeholder = FALSE AND (a.suspended_until IS NULL OR a.suspended_until <= $3)
    AND NOT EXISTS (SELECT 1 FROM leaderboard_out o WHERE o.member_id = a.id)";

/// Reads a board. `category` 0 is all of them.
pub async fn read(db: &impl ConnectionTrait, board: Board, category: i64, me: Option<AccountId>, now: Millis) -> Result<Shown, DbErr> {
    let from = format!("FROM leaderboard l JOIN account a ON a.id = l.member_id WHERE l.board = $1 AND l.category_id = $2 AND {SHOWN_IF}");
    let select = format!("SELECT l.member_id, a.username, a.display_name, a.rank, l.points {from}");
    let base = || vec![Value::from(board.word()), Value::from(category), Value::from(now)];
    let first: Vec<Line> = db::rows(db, &format!("{select} ORDER BY l.points DESC, l.member_id LIMIT {SHOWN}"), base()).await?;
    let mut shown = Shown { first: (1..).zip(first).collect(), around: Vec::new() };
    let Some(me) = me.filter(|me| !shown.first.iter().any(|(_, l)| l.member_id == *me)) else { return Ok(shown) };
    let with = |more: &[i64]| base().into_iter().chain(more.iter().map(|v| Value::from(*v))).collect::<Vec<_>>();
    let mine: Option<Line> = db::row(db, &format!("{select} AND l.member_id = $4"), with(&[me.0])).await?;
    let Some(mine) = mine else { return Ok(shown) };
    let key = [mine.points, me.0];
    let before = "AND (l.points > $4 OR (l.points = $4 AND l.member_id < $5))";
    let place = 1 + db::count(db, &format!("SELECT COUNT(*) AS n {from} {before}"), with(&key)).await?;
    let mut above: Vec<Line> = db::rows(db, &format!("{select} {before} ORDER BY l.points, l.member_id DESC LIMIT 2"), with(&key)).await?;
    above.reverse();
    let below: Vec<Line> = db::rows(db, &format!("{select} AND (l.points < $4 OR (l.points = $4 AND l.member_id > $5)) ORDER BY l.points DESC, l.member_id LIMIT 2"), with(&key)).await?;
    let top = place - i64::try_from(above.len()).unwrap_or_default();
    shown.around = (top..).zip(above.into_iter().chain([mine]).chain(below)).collect();
    Ok(shown)
}

/// Does this member stay off the boards?
pub async fn is_out(db: &impl ConnectionTrait, member: AccountId) -> Result<bool, DbErr> {
    Ok(db::count(db, "SELECT COUNT(*) AS n FROM leaderboard_out WHERE member_id = $1", values![member.0]).await? > 0)
}

/// Stays off the boards from now on, or comes back.
pub async fn set_out(tx: &DatabaseTransaction, member: AccountId, out: bool, now: Millis) -> Result<(), DbErr> {
    match out {
        true => db::run(tx, "INSERT INTO leaderboard_out (member_id, since) VALUES ($1, $2) ON CONFLICT DO NOTHING", values![member.0, now]).await?,
        false => db::run(tx, "DELETE FROM leaderboard_out WHERE member_id = $1", values![member.0]).await?,
    };
    Ok(())
}

#[derive(FromQueryResult)]
struct Sum {
    category_id: i64,
    member_id: i64,
    points: i64,
}

/// Works every board out again: read without hurry, written at once.
pub async fn refresh(app: &App, now: Millis) -> anyhow::Result<()> {
    let read = app.db.unhurried().await?;
    let mut all: Vec<(Board, Sum)> = Vec::new();
    for board in Board::ALL {
        let young = if board == Board::Newcomers { now - NEWCOMER_DAYS * DAY } else { i64::MIN };
        for (category, join) in [("CAST(0 AS BIGINT)", ""), ("q.category_id", "JOIN question q ON q.id = e.question_id AND q.category_id IS NOT NULL")] {
            let text = format!(
                "SELECT {category} AS category_id, e.member_id, CAST(SUM(e.points) AS BIGINT) AS points FROM ledger_entry e {join} JOIN account a ON a.id = e.member_id
                 WHERE e.at >= $1 AND e.kind NOT IN ('opening', 'floor') AND a.role = 'customer' AND a.deleted_at IS NULL AND a.placeholder = FALSE AND a.created_at >= $2
                 GROUP BY 1, e.member_id HAVING SUM(e.points) > 0 ORDER BY 1, e.member_id"
            );
            let sums: Vec<Sum> = db::rows(&read, &text, values![board.since(now), young]).await?;
            all.extend(sums.into_iter().map(|s| (board, s)));
        }
    }
    read.rollback().await?;
    let tx = app.db.write().await?;
    db::run(&tx, "DELETE FROM leaderboard", values![]).await?;
    for part in all.chunks(BATCH) {
        let rows: Vec<String> = (0..part.len()).map(|i| format!("({})", db::placeholders(1 + i * 4, 4))).collect();
        let values = part.iter().flat_map(|(b, s)| values![b.word(), s.category_id, s.member_id, s.points]);
        db::run(&tx, &format!("INSERT INTO leaderboard (board, category_id, member_id, points) VALUES {}", rows.join(", ")), values).await?;
    }
    tx.commit().await?;
    Ok(())
}
