//! Leave: days that count neither in an ambassador's numbers nor in their term, so many a year, in one click.

use entity::{AccountId, Rank, RankEventKind};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use super::{recorded, steps};
use crate::clock::{DAY, Millis};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::reputation::versions;
use crate::standing::actions::touch;
use crate::standing::letters::{self, Step};
use crate::{db, values};

/// How long a leave can be asked for at a time.
pub const LENGTHS: [i64; 4] = [7, 14, 30, 90];

/// A leave that runs now.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Now {
    pub id: i64,
    pub from_at: i64,
    pub until_at: i64,
}

pub async fn now(db: &impl ConnectionTrait, member: AccountId, now: Millis) -> Result<Option<Now>, DbErr> {
    db::row(db, "SELECT id, from_at, until_at FROM time_off WHERE member_id = $1 AND from_at <= $2 AND until_at > $2 ORDER BY id DESC LIMIT 1", values![member.0, now]).await
}

/// Days of leave left of those of the last twelve months.
pub async fn left(db: &impl ConnectionTrait, member: AccountId, a_year: i64, now: Millis) -> Result<i64, DbErr> {
    let since = now - 365 * DAY;
    let text = "SELECT CAST(COALESCE(SUM(until_at - CASE WHEN from_at < $2 THEN $2 ELSE from_at END), 0) AS BIGINT) AS n FROM time_off WHERE member_id = $1 AND until_at > $2";
    let taken = db::count(db, text, values![member.0, since]).await?;
    Ok((a_year - (taken + DAY - 1) / DAY).max(0))
}

/// Begins now, for so many days; the term ends so much later.
pub async fn begin(tx: &DatabaseTransaction, config: &Config, me: AccountId, days: i64, at: Millis) -> Result<()> {
    let who = steps::held(tx, me).await?;
    let version = versions::current(tx).await?;
    let room = left(tx, me, version.numbers.programme.leave_days, at).await?;
    if who.rank != Rank::Ambassador || days < 1 || days > room || now(tx, me, at).await?.is_some() {
        return Err(Error::Conflict("leave is not possible now"));
    }
    let until = at + days * DAY;
    db::run(tx, "INSERT INTO time_off (member_id, from_at, until_at) VALUES ($1, $2, $3)", values![me.0, at, until]).await?;
    db::run(tx, "UPDATE term SET ends_at = ends_at + $2 WHERE member_id = $1 AND ended_at IS NULL", values![me.0, days * DAY]).await?;
    recorded(tx, &who, RankEventKind::TimeOff, who.rank, Some(me), &days.to_string(), at).await?;
    Ok(letters::tell(tx, config, me, &Step::TimeOff { until }, at).await?)
}

/// Back before its end: the days not taken are given back.
pub async fn end(tx: &DatabaseTransaction, config: &Config, me: AccountId, at: Millis) -> Result<()> {
    steps::held(tx, me).await?;
    let running = now(tx, me, at).await?.ok_or(Error::Conflict("there is no leave to end"))?;
    db::run(tx, "UPDATE time_off SET until_at = $2 WHERE id = $1", values![running.id, at]).await?;
    db::run(tx, "UPDATE term SET ends_at = ends_at - $2 WHERE member_id = $1 AND ended_at IS NULL", values![me.0, running.until_at - at]).await?;
    touch(tx, &[me]).await?;
    if let Some(term) = steps::term(tx, me).await? {
        letters::tell(tx, config, me, &Step::TimeOffEnded { until: term.ends_at }, at).await?;
    }
    Ok(())
}
