//! Reads of the desk.

use entity::{CategoryId, OfferState, Rank, RankEventKind};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::ambassadors::measure::{self, Member};
use crate::clock::{DAY, Millis};
use crate::rules::numbers::Numbers;
use crate::ui::when;
use crate::{db, values};

/// Lines of each list.
const SHOWN: usize = 50;

/// Members close to the numbers or over them, the closest first: from the share of them that keeps a rank.
pub async fn candidates(db: &impl ConnectionTrait, n: &Numbers) -> Result<Vec<Member>, DbErr> {
    let text = format!(
        "SELECT {} FROM standing s JOIN account a ON a.id = s.member_id WHERE a.rank <> 'ambassador' AND a.role = 'customer' AND a.deleted_at IS NULL AND a.placeholder = FALSE
            AND s.solved * 100 >= $1 AND s.askers * 100 >= $2 ORDER BY s.solved DESC, s.member_id LIMIT {SHOWN}",
        measure::COLUMNS
    );
    let (asked, close) = (&n.standing.ambassador, n.standing.keep_percent);
    db::rows(db, &text, values![asked.solved * close, asked.askers * close]).await
}

/// An offer that nobody has decided.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Waiting {
    pub username: String,
    pub display_name: String,
    pub state: OfferState,
    pub made_at: i64,
    pub expires_at: Option<i64>,
    pub name_en: Option<String>,
    pub name_fr: Option<String>,
}

/// Those to confirm first, then the line of each category by date, then open ones.
pub async fn offers(db: &impl ConnectionTrait) -> Result<Vec<Waiting>, DbErr> {
    let text = "SELECT a.username, a.display_name, o.state, o.made_at, o.expires_at, c.name_en, c.name_fr
        FROM offer o JOIN account a ON a.id = o.member_id LEFT JOIN category c ON c.id = o.category_id WHERE o.state IN ('to_confirm', 'queued', 'open') AND a.deleted_at IS NULL
        ORDER BY CASE o.state WHEN 'to_confirm' THEN 0 WHEN 'queued' THEN 1 ELSE 2 END, o.category_id, o.made_at, o.id LIMIT 100";
    db::rows(db, text, values![]).await
}

/// Somebody with a date: the end of a term or of a notice.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Dated {
    pub username: String,
    pub display_name: String,
    pub rank: Rank,
    pub at: i64,
}

/// Terms that end within so many days.
pub async fn ending(db: &impl ConnectionTrait, days: i64, now: Millis) -> Result<Vec<Dated>, DbErr> {
    let text = format!("SELECT a.username, a.display_name, a.rank, t.ends_at AS at FROM term t JOIN account a ON a.id = t.member_id WHERE t.ended_at IS NULL AND t.ends_at < $1 ORDER BY t.ends_at LIMIT {SHOWN}");
    db::rows(db, &text, values![now + days * DAY]).await
}

/// Notices that run.
pub async fn notices(db: &impl ConnectionTrait) -> Result<Vec<Dated>, DbErr> {
    let text = format!("SELECT a.username, a.display_name, n.rank, n.ends_at AS at FROM notice n JOIN account a ON a.id = n.member_id WHERE n.closed_at IS NULL AND a.deleted_at IS NULL ORDER BY n.ends_at LIMIT {SHOWN}");
    db::rows(db, &text, values![]).await
}

/// What became of the cohort in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Month {
    /// Since year 0.
    pub month: i64,
    pub joined: i64,
    pub returned: i64,
    pub left: i64,
    pub lost: i64,
    pub suspended: i64,
}

/// The last twelve months, the newest first.
pub async fn cohort(db: &impl ConnectionTrait, zone: &str, now: Millis) -> Result<Vec<Month>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        at: i64,
        kind: RankEventKind,
        rank_after: Rank,
    }
    let this = when::month_of(zone, now);
    let text = "SELECT at, kind, rank_after FROM rank_event WHERE at >= $1 AND rank_before <> rank_after AND (rank_before = 'ambassador' OR rank_after = 'ambassador')";
    let rows: Vec<Row> = db::rows(db, text, values![when::month_start(zone, this - 11)]).await?;
    let mut months: Vec<Month> = (0..12).map(|back| Month { month: this - back, ..Month::default() }).collect();
    for r in rows {
        let Some(m) = usize::try_from(this - when::month_of(zone, r.at)).ok().and_then(|i| months.get_mut(i)) else { continue };
        match (r.kind, r.rank_after) {
            (RankEventKind::Returned | RankEventKind::Reinstated, Rank::Ambassador) => m.returned += 1,
            (_, Rank::Ambassador) => m.joined += 1,
            (RankEventKind::Left, _) => m.left += 1,
            (RankEventKind::Suspended, _) => m.suspended += 1,
            _ => m.lost += 1,
        }
    }
    Ok(months)
}

/// How many ambassadors there are now.
pub async fn strength(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    db::count(db, "SELECT COUNT(*) AS n FROM account WHERE rank = 'ambassador' AND role = 'customer' AND deleted_at IS NULL AND placeholder = FALSE", values![]).await
}

/// Is there such a category?
pub async fn is_category(db: &impl ConnectionTrait, id: CategoryId) -> Result<bool, DbErr> {
    Ok(db::count(db, "SELECT COUNT(*) AS n FROM category WHERE id = $1", values![id.0]).await? > 0)
}
