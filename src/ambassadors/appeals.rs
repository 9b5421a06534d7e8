//! Appeals against a decision about a rank: once each, within six months, decided by somebody who took no part; where
//! there is nobody else, by the same person after a day, and the page says so.

use entity::{AccountId, AppealId, CategoryId, Rank, RankEventId, RankEventKind, TermId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use super::{recorded, steps};
use crate::clock::{DAY, Millis};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::reputation::versions;
use crate::rules::standing;
use crate::standing::letters::{self, Step};
use crate::standing::seats;
use crate::{db, values};

/// How long a decision can be appealed against.
pub const WITHIN: Millis = 183 * DAY;
/// After this, where there is nobody else, whoever decided decides again.
pub const SECOND: Millis = DAY;

#[derive(Clone, Debug, FromQueryResult)]
pub struct Appeal {
    pub id: AppealId,
    pub member_id: AccountId,
    pub username: String,
    pub display_name: String,
    pub words: String,
    pub made_at: i64,
    pub decided_at: Option<i64>,
    pub overturned: Option<bool>,
    pub no_second: bool,
    pub reason: String,
    pub event_id: RankEventId,
    pub kind: RankEventKind,
    pub rank_before: Rank,
    pub rank_after: Rank,
    pub event_at: i64,
    pub event_reason: String,
    pub event_by: Option<AccountId>,
    pub event_by_name: Option<String>,
}

const APPEAL: &str = "SELECT p.id, p.member_id, a.username, a.display_name, p.words, p.made_at, p.decided_at, p.overturned, p.no_second, p.reason, e.id AS event_id, e.kind, e.rank_before,
        e.rank_after, e.at AS event_at, e.reason AS event_reason, e.decided_by AS event_by, d.display_name AS event_by_name
     FROM appeal p JOIN rank_event e ON e.id = p.event_id JOIN account a ON a.id = p.member_id LEFT JOIN account d ON d.id = e.decided_by WHERE a.deleted_at IS NULL";

pub async fn one(db: &impl ConnectionTrait, id: AppealId) -> Result<Option<Appeal>, DbErr> {
    db::row(db, &format!("{APPEAL} AND p.id = $1"), values![id.0]).await
}

/// Those that wait, oldest first.
pub async fn open(db: &impl ConnectionTrait) -> Result<Vec<Appeal>, DbErr> {
    db::rows(db, &format!("{APPEAL} AND p.decided_at IS NULL ORDER BY p.id LIMIT 50"), values![]).await
}

pub async fn of(db: &impl ConnectionTrait, member: AccountId) -> Result<Vec<Appeal>, DbErr> {
    db::rows(db, &format!("{APPEAL} AND p.member_id = $1 ORDER BY p.id DESC LIMIT 20"), values![member.0]).await
}

/// A decision that can be appealed against.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Decision {
    pub id: RankEventId,
    pub at: i64,
    pub kind: RankEventKind,
    pub rank_before: Rank,
    pub reason: String,
}

/// The decision, if it is about this member, recent enough, and nobody appealed against it yet.
pub async fn decision(db: &impl ConnectionTrait, event: RankEventId, member: AccountId, now: Millis) -> Result<Option<Decision>, DbErr> {
    db::row(
        db,
        "SELECT e.id, e.at, e.kind, e.rank_before, e.reason FROM rank_event e WHERE e.id = $1 AND e.member_id = $2 AND e.kind IN ('suspended', 'lost') AND e.at > $3
            AND NOT EXISTS (SELECT 1 FROM appeal p WHERE p.event_id = e.id)",
        values![event.0, member.0, now - WITHIN],
    )
    .await
}

/// Appeals.
pub async fn make(tx: &DatabaseTransaction, me: AccountId, event: RankEventId, words: &str, now: Millis) -> Result<()> {
    decision(tx, event, me, now).await?.ok_or(Error::NotFound)?;
    let made = db::run(
        tx,
        "INSERT INTO appeal (member_id, event_id, words, made_at, no_second, reason) VALUES ($1, $2, $3, $4, FALSE, '') ON CONFLICT DO NOTHING",
        values![me.0, event.0, words, now],
    )
    .await?;
    if made == 0 { Err(Error::Conflict("there is an appeal already")) } else { Ok(()) }
}

/// May this person decide? `Ok(true)`: only because there is nobody else.
pub async fn judge(db: &impl ConnectionTrait, appeal: &Appeal, by: AccountId, now: Millis) -> Result<Option<bool>, DbErr> {
    if by == appeal.member_id {
        return Ok(None);
    }
    if appeal.event_by != Some(by) {
        return Ok(Some(false));
    }
    let others = db::count(
        db,
        "SELECT COUNT(*) AS n FROM account WHERE role IN ('manager', 'admin') AND deleted_at IS NULL AND placeholder = FALSE AND id <> $1 AND id <> $2 AND (suspended_until IS NULL OR suspended_until <= $3)",
        values![by.0, appeal.member_id.0, now],
    )
    .await?;
    Ok((others == 0 && now - appeal.made_at >= SECOND).then_some(true))
}

/// The decision stays, or it was wrong: the rank comes back, unless a higher one was earned since or another sanction stands.
pub async fn decide(tx: &DatabaseTransaction, config: &Config, appeal: &Appeal, by: AccountId, overturn: bool, reason: &str, now: Millis) -> Result<()> {
    let who = steps::held(tx, appeal.member_id).await?;
    let alone = judge(tx, appeal, by, now).await?.ok_or(Error::Conflict("somebody else decides on this appeal"))?;
    let done = db::run(
        tx,
        "UPDATE appeal SET decided_at = $2, decided_by = $3, overturned = $4, no_second = $5, reason = $6 WHERE id = $1 AND decided_at IS NULL",
        values![appeal.id.0, now, by.0, overturn, alone, reason],
    )
    .await?;
    if done == 0 {
        return Err(Error::Conflict("somebody else decided"));
    }
    if !overturn {
        return Ok(letters::tell(tx, config, appeal.member_id, &Step::AppealRefused { reason }, now).await?);
    }
    db::run(
        tx,
        "UPDATE sanction SET overturned_at = $3 WHERE member_id = $1 AND kind = $4 AND began_at = $2 AND overturned_at IS NULL",
        values![appeal.member_id.0, appeal.event_at, now, steps::RANK],
    )
    .await?;
    let version = versions::current(tx).await?;
    let clean = !steps::sanctioned(tx, appeal.member_id, &version.numbers, now).await?;
    let before = match appeal.rank_before {
        Rank::Ambassador if !clean || who.rank == Rank::Ambassador || !reopen(tx, appeal, now).await? => Rank::Emeritus,
        rank => rank,
    };
    // what was earned since stays, and another sanction goes on
    let higher = |one: Rank, other: Rank| standing::height(one.into()) > standing::height(other.into());
    let back = if clean && higher(before, who.rank) { before } else { who.rank };
    recorded(tx, &who, RankEventKind::Reinstated, back, Some(by), reason, now).await?;
    let step = if back == who.rank { Step::Overturned { rank: back, reason } } else { Step::Reinstated { rank: back, reason } };
    Ok(letters::tell(tx, config, appeal.member_id, &step, now).await?)
}

/// The term that the decision ended goes on where it was, if it still runs and its seat was not given on.
async fn reopen(tx: &DatabaseTransaction, appeal: &Appeal, now: Millis) -> Result<bool> {
    #[derive(FromQueryResult)]
    struct Ended {
        id: TermId,
        category_id: Option<CategoryId>,
    }
    let text = "SELECT t.id, t.category_id FROM term t WHERE t.member_id = $1 AND t.ended_at = $2 AND t.ends_at > $3
        AND NOT EXISTS (SELECT 1 FROM term r WHERE r.member_id = $1 AND r.ended_at IS NULL) ORDER BY t.id DESC LIMIT 1";
    let ended: Option<Ended> = db::row(tx, text, values![appeal.member_id.0, appeal.event_at, now]).await?;
    let Some(ended) = ended else { return Ok(false) };
    if !seats::free(tx, ended.category_id).await? {
        return Ok(false);
    }
    Ok(db::run(tx, "UPDATE term SET ended_at = NULL, end_reason = '' WHERE id = $1", values![ended.id.0]).await? > 0)
}
