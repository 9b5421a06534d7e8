//! What happened to a member's rank: read from the events, with the numbers as they were.

use entity::{AccountId, Rank, RankEventId, RankEventKind};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::appeals;
use crate::clock::Millis;
use crate::i18n::Lang;
use crate::rules::standing::{What, Window};
use crate::{db, values};

/// Lines of a history.
const SHOWN: usize = 60;

#[derive(Clone, Debug)]
pub struct Event {
    pub id: RankEventId,
    pub at: i64,
    pub kind: RankEventKind,
    pub rank_before: Rank,
    pub rank_after: Rank,
    pub version: i64,
    /// None: the rules.
    pub by: Option<String>,
    pub reason: String,
    /// None where they cannot be read.
    pub numbers: Option<Window>,
    /// Against this one can appeal.
    pub appealable: bool,
}

impl Event {
    /// Label and value of each number.
    pub fn lines(&self, lang: Lang) -> Vec<(&'static str, String)> {
        let Some(w) = &self.numbers else { return Vec::new() };
        let share = |part: i64, whole: i64| if whole == 0 { "–".to_owned() } else { lang.programme_percent(part * 100 / whole) };
        vec![
            (What::Solved.label(lang), lang.number(w.solved)),
            (What::Askers.label(lang), lang.number(w.askers)),
            (What::Days.label(lang), lang.number(w.days)),
            (What::Share.label(lang), share(w.threads_solved, w.threads)),
            (What::Clarity.label(lang), share(w.clarity_clear, w.clarity_raters)),
            (What::Age.label(lang), lang.number(w.age_days)),
            (What::Sanctions.label(lang), lang.number(w.sanctions)),
            (What::Reputation.label(lang), lang.number(w.reputation)),
        ]
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: RankEventId,
    at: i64,
    kind: RankEventKind,
    rank_before: Rank,
    rank_after: Rank,
    version_id: i64,
    by_name: Option<String>,
    reason: String,
    numbers: String,
    appealed: bool,
}

/// The newest first.
pub async fn of(db: &impl ConnectionTrait, member: AccountId, now: Millis) -> Result<Vec<Event>, DbErr> {
    let text = format!(
        "SELECT e.id, e.at, e.kind, e.rank_before, e.rank_after, e.version_id, CASE WHEN e.decided_by = e.member_id THEN m.display_name ELSE d.display_name END AS by_name, e.reason, e.numbers,
            EXISTS (SELECT 1 FROM appeal p WHERE p.event_id = e.id) AS appealed
         FROM rank_event e JOIN account m ON m.id = e.member_id LEFT JOIN account d ON d.id = e.decided_by WHERE e.member_id = $1 ORDER BY e.id DESC LIMIT {SHOWN}"
    );
    let rows: Vec<Row> = db::rows(db, &text, values![member.0]).await?;
    Ok(rows
        .into_iter()
        .map(|r| Event {
            appealable: !r.appealed && matches!(r.kind, RankEventKind::Suspended | RankEventKind::Lost) && r.at > now - appeals::WITHIN,
            id: r.id,
            at: r.at,
            kind: r.kind,
            rank_before: r.rank_before,
            rank_after: r.rank_after,
            version: r.version_id,
            by: r.by_name,
            reason: r.reason,
            numbers: serde_json::from_str(&r.numbers).ok(),
        })
        .collect())
}
