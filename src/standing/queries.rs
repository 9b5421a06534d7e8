//! Reads about one member: the numbers last counted, the numbers now, and what a decision depends on.

use entity::{AccountId, CategoryId, OfferCause, OfferId, OfferState, Rank, Role};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::facts::{self, Who};
use super::steps;
use crate::clock::{DAY, Millis};
use crate::error::Result;
use crate::reputation::versions::{Calendar, Version};
use crate::rules::numbers::Numbers;
use crate::rules::standing::{Known, Leave, Member, Notice, Pending, Seen, Term, Window, begins, measure};
use crate::{db, values};


/// The numbers last counted, with today's age and reputation; none for someone who was never counted.
pub async fn stored(db: &impl ConnectionTrait, member: AccountId, now: Millis) -> Result<Option<Window>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        solved: i64,
        askers: i64,
        days: i64,
        threads: i64,
        threads_solved: i64,
        clarity_raters: i64,
        clarity_clear: i64,
        sanctions: i64,
        reputation: i64,
        created_at: i64,
        claimed: Option<i64>,
    }
    let row: Option<Row> = db::row(
        db,
        "SELECT s.solved, s.askers, s.days, s.threads, s.threads_solved, s.clarity_raters, s.clarity_clear, s.sanctions, a.reputation, a.created_at,
            (SELECT MIN(c.created_at) FROM account c WHERE c.claimed_by = a.id) AS claimed
         FROM standing s JOIN account a ON a.id = s.member_id WHERE s.member_id = $1",
        values![member.0],
    )
    .await?;
    Ok(row.map(|r| Window {
        solved: r.solved,
        askers: r.askers,
        days: r.days,
        threads: r.threads,
        threads_solved: r.threads_solved,
        clarity_raters: r.clarity_raters,
        clarity_clear: r.clarity_clear,
        sanctions: r.sanctions,
        reputation: r.reputation,
        age_days: ((now - r.created_at.min(r.claimed.unwrap_or(i64::MAX))) / DAY).max(0),
    }))
}

/// The rules a count goes by.
pub struct Rules {
    pub version: Version,
    pub calendar: Calendar,
    /// Nobody's address can be confirmed where no mail is sent: everyone counts as confirmed.
    pub all_confirmed: bool,
}

/// Counts a member's facts at a moment.
pub async fn seen(db: &impl ConnectionTrait, member: AccountId, rules: &Rules, now: Millis) -> Result<Seen> {
    let s = &rules.version.numbers.standing;
    let leaves = leaves(db, member).await?;
    let from = begins(now, s.window_days, &leaves);
    let all = facts::load(db, Who::One(member), from, s, rules.all_confirmed).await?;
    let facts = all.of(member);
    let person = person(db, member).await?;
    let known = Known {
        member: member.0,
        answers: &facts.answers,
        solutions: &facts.solutions,
        ratings: &facts.ratings,
        sanctions: &facts.sanctions,
        since: person.as_ref().map_or(now, |p| p.since()),
        reputation: person.as_ref().map_or(0, |p| p.reputation),
        leaves: &leaves,
    };
    Ok(measure(&known, s, now, |at| rules.calendar.day(at).day))
}

#[derive(FromQueryResult)]
struct Person {
    rank: Rank,
    role: Role,
    reputation: i64,
    created_at: i64,
    claimed: Option<i64>,
    deleted_at: Option<i64>,
    suspended_until: Option<i64>,
}

impl Person {
    fn since(&self) -> Millis {
        self.created_at.min(self.claimed.unwrap_or(i64::MAX))
    }
}

async fn person(db: &impl ConnectionTrait, member: AccountId) -> Result<Option<Person>, DbErr> {
    let text = "SELECT a.rank, a.role, a.reputation, a.created_at, a.deleted_at, a.suspended_until,
        (SELECT MIN(c.created_at) FROM account c WHERE c.claimed_by = a.id) AS claimed FROM account a WHERE a.id = $1 AND a.placeholder = FALSE";
    db::row(db, text, values![member.0]).await
}

/// A member's days off.
pub async fn leaves(db: &impl ConnectionTrait, member: AccountId) -> Result<Vec<Leave>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        from_at: i64,
        until_at: i64,
    }
    let rows: Vec<Row> = db::rows(db, "SELECT from_at, until_at FROM time_off WHERE member_id = $1 ORDER BY from_at", values![member.0]).await?;
    Ok(rows.into_iter().map(|r| Leave { from: r.from_at, until: r.until_at }).collect())
}

/// An offer that nobody decided.
#[derive(Clone, Debug, FromQueryResult)]
pub struct OfferRow {
    pub id: OfferId,
    pub category_id: Option<CategoryId>,
    pub cause: OfferCause,
    pub state: OfferState,
    pub expires_at: Option<i64>,
}

/// A member as a decision sees them; the seat is looked at only where one would be taken.
pub struct Case {
    pub member: Member,
    pub offer: Option<OfferRow>,
}

/// What a decision depends on beside the numbers; none if there is no such member.
pub async fn case(db: &impl ConnectionTrait, id: AccountId, n: &Numbers) -> Result<Option<Case>, DbErr> {
    #[derive(FromQueryResult)]
    struct Ended {
        ends_at: i64,
        ended_at: Option<i64>,
        began_at: i64,
        end_reason: String,
    }
    #[derive(FromQueryResult)]
    struct NoticeRow {
        rank: Rank,
        began_at: i64,
        ends_at: i64,
        closed_at: Option<i64>,
    }
    let Some(p) = person(db, id).await? else { return Ok(None) };
    let offer: Option<OfferRow> =
        db::row(db, "SELECT id, category_id, cause, state, expires_at FROM offer WHERE member_id = $1 AND state IN ('to_confirm', 'queued', 'open')", values![id.0]).await?;
    let refused = db::count(
        db,
        "SELECT COALESCE(MAX(decided_at), -1) AS n FROM offer WHERE member_id = $1 AND (state IN ('declined', 'lapsed') OR (state = 'withdrawn' AND decided_by IS NOT NULL))",
        values![id.0],
    )
    .await?;
    let terms: Vec<Ended> = db::rows(db, "SELECT began_at, ends_at, ended_at, end_reason FROM term WHERE member_id = $1 ORDER BY id DESC LIMIT 1", values![id.0]).await?;
    let notices: Vec<NoticeRow> = db::rows(db, "SELECT rank, began_at, ends_at, closed_at FROM notice WHERE member_id = $1 ORDER BY id DESC LIMIT 1", values![id.0]).await?;
    let again = n.programme.offer_again_days * DAY;
    let last = terms.into_iter().next();
    let ended = last.as_ref().and_then(|t| Some((t, t.ended_at?)));
    // whoever left or let the term end is not asked again at once
    let left = ended.filter(|(t, _)| t.end_reason != steps::NOTICE).map(|(_, at)| at + again);
    let not_before = [(refused >= 0).then_some(refused + again), left].into_iter().flatten().max();
    let notice = notices.into_iter().next();
    let member = Member {
        rank: p.rank.into(),
        gone: p.deleted_at.is_some(),
        staff: p.role != Role::Customer,
        suspended_until: p.suspended_until,
        offer: offer.as_ref().and_then(|o| {
            let by_numbers = o.cause == OfferCause::Numbers;
            match o.state {
                OfferState::Open => Some(Pending::Open { expires: o.expires_at.unwrap_or(i64::MAX) }),
                OfferState::ToConfirm => Some(Pending::ToConfirm { by_numbers }),
                OfferState::Queued => Some(Pending::Queued { by_numbers }),
                _ => None,
            }
        }),
        not_before,
        last_notice: notice.as_ref().map(|x| x.began_at),
        notice: notice.filter(|x| x.closed_at.is_none()).map(|x| Notice { rank: x.rank.into(), began: x.began_at, ends: x.ends_at }),
        term: last.as_ref().filter(|t| t.ended_at.is_none()).map(|t| Term { began: t.began_at, ends: t.ends_at }),
        interrupted: ended.filter(|(t, _)| t.end_reason == steps::NOTICE).map(|(t, _)| t.ends_at),
        leaves: leaves(db, id).await?,
        seat: false,
        decided: db::count(db, "SELECT computed_at AS n FROM standing WHERE member_id = $1", values![id.0]).await?,
    };
    Ok(Some(Case { member, offer }))
}


/// The category in which a member's answers solved most since a moment.
pub async fn topic(db: &impl ConnectionTrait, member: AccountId, since: Millis) -> Result<Option<CategoryId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        category_id: CategoryId,
    }
    let row: Option<Row> = db::row(
        db,
        "SELECT q.category_id FROM post p JOIN question q ON q.id = p.question_id
         WHERE p.author_id = $1 AND p.kind = 'answer' AND p.created_at >= $2 AND p.state IN ('visible', 'hidden') AND p.author_id <> q.author_id AND q.category_id IS NOT NULL
            AND (EXISTS (SELECT 1 FROM acceptance x WHERE x.post_id = p.id AND x.withdrawn_at IS NULL AND (x.on_behalf = FALSE OR x.agreed_at IS NOT NULL)) OR EXISTS (SELECT 1 FROM verification x WHERE x.post_id = p.id AND x.withdrawn_at IS NULL))
         GROUP BY q.category_id ORDER BY COUNT(*) DESC, q.category_id LIMIT 1",
        values![member.0, since],
    )
    .await?;
    Ok(row.map(|r| r.category_id))
}
