//! Who would be what by some set of rules at some moment, over the real history. Reads only; imported people too, though
//! they hold no rank until somebody claims them.

use std::collections::HashMap;

use entity::{AccountId, Rank};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::facts::{self, Who};
use crate::clock::Millis;
use crate::error::Result;
use crate::reputation::versions::Calendar;
use crate::rules::numbers::{Numbers, Reputation};
use crate::rules::policy;
use crate::rules::standing::{self as rules, Known, Leave, Window, begins, measure};
use crate::{db, values};

/// What is asked.
pub struct Question<'a> {
    pub numbers: &'a Numbers,
    /// For days.
    pub calendar: &'a Calendar,
    pub as_of: Millis,
    pub now: Millis,
    pub all_confirmed: bool,
}

/// What a rank would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    None,
    /// Promoted, or offered ambassador.
    Gains,
    /// A notice.
    Loses,
}

/// A member in the answer.
#[derive(Clone, Debug)]
pub struct Line {
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
    /// Stands for an imported person.
    pub placeholder: bool,
    pub rank: policy::Rank,
    pub window: Window,
    /// What the numbers are worth; ambassador would be offered.
    pub earned: policy::Rank,
    /// Too few raters: somebody reads before the offer.
    pub read_first: bool,
    pub change: Change,
}

#[derive(FromQueryResult)]
struct Person {
    id: AccountId,
    username: String,
    display_name: String,
    placeholder: bool,
    rank: Rank,
    reputation: i64,
    created_at: i64,
    claimed: Option<i64>,
}

#[derive(FromQueryResult)]
struct Away {
    member_id: AccountId,
    from_at: i64,
    until_at: i64,
}

/// Everyone who answered somebody else in the window, or holds a rank; the highest first.
pub async fn run(db: &impl ConnectionTrait, q: &Question<'_>) -> Result<Vec<Line>> {
    let s = &q.numbers.standing;
    let mut leaves: HashMap<AccountId, Vec<Leave>> = HashMap::new();
    for a in db::rows::<Away>(db, "SELECT member_id, from_at, until_at FROM time_off ORDER BY member_id, from_at", []).await? {
        leaves.entry(a.member_id).or_default().push(Leave { from: a.from_at, until: a.until_at });
    }
    let first = leaves.values().map(|l| begins(q.as_of, s.window_days, l)).min().unwrap_or(i64::MAX).min(begins(q.as_of, s.window_days, &[]));
    let all = facts::load(db, Who::All, first, s, q.all_confirmed).await?;
    let reputations = reputations(db, q).await?;
    let people: Vec<Person> = db::rows(
        db,
        "SELECT a.id, a.username, a.display_name, a.placeholder, a.rank, a.reputation, a.created_at, (SELECT MIN(c.created_at) FROM account c WHERE c.claimed_by = a.id) AS claimed
         FROM account a WHERE a.role = 'customer' AND a.deleted_at IS NULL
            AND (a.rank <> 'member' OR EXISTS (SELECT 1 FROM post p WHERE p.author_id = a.id AND p.kind = 'answer' AND p.created_at >= $1 AND p.created_at < $2))",
        values![first, q.as_of],
    )
    .await?;
    let none = facts::Facts::default();
    let mut lines: Vec<Line> = people.into_iter().map(|p| line(&p, all.0.get(&p.id).unwrap_or(&none), leaves.get(&p.id).map_or(&[], Vec::as_slice), &reputations, q)).collect();
    // whoever wrote in their own threads alone answered nobody
    lines.retain(|l| l.rank != policy::Rank::Member || l.window.days > 0 || l.window.threads > 0);
    lines.sort_by_key(|l| (std::cmp::Reverse((rules::height(l.earned), l.window.solved, l.window.reputation)), l.id));
    Ok(lines)
}

fn line(p: &Person, facts: &facts::Facts, leaves: &[Leave], reputations: &Option<HashMap<AccountId, i64>>, q: &Question<'_>) -> Line {
    let s = &q.numbers.standing;
    let known = Known {
        member: p.id.0,
        answers: &facts.answers,
        solutions: &facts.solutions,
        ratings: &facts.ratings,
        sanctions: &facts.sanctions,
        since: p.created_at.min(p.claimed.unwrap_or(i64::MAX)),
        reputation: reputations.as_ref().map_or(p.reputation, |all| all.get(&p.id).copied().unwrap_or(0).max(q.numbers.reputation.floor)),
        leaves,
    };
    let window = measure(&known, s, q.as_of, |at| q.calendar.day(at).day).window;
    let earned = rules::earned(&window, s);
    let rank: policy::Rank = p.rank.into();
    let keeps = rules::hold(&rules::keeping(&window, rank, s));
    let change = match rank {
        policy::Rank::Expert | policy::Rank::Ambassador if !keeps => Change::Loses,
        policy::Rank::Emeritus if keeps && window.sanctions == 0 => Change::Gains,
        policy::Rank::Emeritus => Change::None,
        _ if rules::height(earned) > rules::height(rank) => Change::Gains,
        _ => Change::None,
    };
    Line {
        id: p.id,
        username: p.username.clone(),
        display_name: p.display_name.clone(),
        placeholder: p.placeholder,
        rank,
        read_first: earned == policy::Rank::Ambassador && rules::must_be_read(&window, q.numbers),
        window,
        earned,
        change,
    }
}

#[derive(FromQueryResult)]
struct Sum {
    member_id: AccountId,
    points: i64,
}

/// Reputations at an earlier moment: what facts before it are worth. None: those of today.
async fn reputations(db: &impl ConnectionTrait, q: &Question<'_>) -> Result<Option<HashMap<AccountId, i64>>, DbErr> {
    if q.as_of >= q.now {
        return Ok(None);
    }
    let mut all: HashMap<AccountId, i64> = HashMap::new();
    let text = "SELECT member_id, CAST(SUM(points) AS BIGINT) AS points FROM credit WHERE at < $1 GROUP BY member_id";
    for sum in db::rows::<Sum>(db, text, values![q.as_of]).await?.into_iter().chain(openings(db, &q.numbers.reputation, q.as_of).await?) {
        *all.entry(sum.member_id).or_default() += sum.points;
    }
    Ok(Some(all))
}

/// What an import would have given then, to those for whom it came later: the table's worth of what was accepted and
/// found helpful, caps aside, as `reputation::opening` gives it.
async fn openings(db: &impl ConnectionTrait, r: &Reputation, before: Millis) -> Result<Vec<Sum>, DbErr> {
    let text = "SELECT w.member_id, CAST(SUM(w.points) AS BIGINT) AS points FROM (
            SELECT p.author_id AS member_id,
                CASE WHEN p.opening_score <= 0 THEN 0 WHEN p.opening_score <= CAST($1 AS BIGINT) THEN p.opening_score * CAST($2 AS BIGINT)
                    ELSE CAST($1 AS BIGINT) * CAST($2 AS BIGINT) + (p.opening_score - CAST($1 AS BIGINT)) * CAST($3 AS BIGINT) END
                + CASE WHEN p.author_id <> q.author_id AND EXISTS (SELECT 1 FROM acceptance a WHERE a.post_id = p.id AND a.imported = TRUE AND a.withdrawn_at IS NULL
                    AND a.actor_id <> p.author_id AND a.at < $5) THEN CAST($4 AS BIGINT) ELSE 0 END AS points
            FROM post p JOIN question q ON q.id = p.question_id WHERE p.kind = 'answer' AND p.state IN ('visible', 'held', 'hidden') AND p.created_at < $5) w
        WHERE w.points > 0 AND NOT EXISTS (SELECT 1 FROM credit c WHERE c.member_id = w.member_id AND c.kind = 'opening' AND c.at < $5)
        GROUP BY w.member_id";
    db::rows(db, text, values![r.answer_upvoted_full, r.answer_upvoted, r.answer_upvoted_after, r.answer_accepted, before]).await
}
