//! The history of ranks, and the only place that changes one.

use entity::{AccountId, Rank, RankEventId, RankEventKind};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::queries;
use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::reputation::versions;
use crate::rules::policy;
use crate::rules::standing::Window;
use crate::{db, values};

/// Something that happened to a rank.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    pub member: AccountId,
    pub kind: RankEventKind,
    /// The rank from now on; none: it stays.
    pub to: Option<Rank>,
    /// The numbers at this moment; none: those last counted.
    pub numbers: Option<&'a Window>,
    /// None: the rules did.
    pub by: Option<AccountId>,
    pub reason: &'a str,
}

/// Writes an event down and gives the rank it brings, under the lock of the member's row.
pub async fn record(tx: &DatabaseTransaction, event: &Event<'_>, now: Millis) -> Result<RankEventId> {
    #[derive(FromQueryResult)]
    struct Held {
        rank: Rank,
    }
    #[derive(FromQueryResult)]
    struct New {
        id: RankEventId,
    }
    db::lock(tx, "account", event.member.0).await?;
    let held: Option<Held> = db::row(tx, "SELECT rank FROM account WHERE id = $1", values![event.member.0]).await?;
    let before = held.ok_or(Error::NotFound)?.rank;
    let after = event.to.unwrap_or(before);
    let numbers = match event.numbers {
        Some(numbers) => *numbers,
        None => queries::stored(tx, event.member, now).await?.unwrap_or_default(),
    };
    let version = versions::current(tx).await?;
    let new: Option<New> = db::row(
        tx,
        "INSERT INTO rank_event (member_id, at, kind, rank_before, rank_after, version_id, numbers, decided_by, reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        values![
            event.member.0,
            now,
            event.kind.word(),
            before.word(),
            after.word(),
            version.id.0,
            serde_json::to_string(&numbers).map_err(anyhow::Error::new)?,
            event.by.map(|b| b.0),
            event.reason
        ],
    )
    .await?;
    if before != after {
        db::run(tx, "UPDATE account SET rank = $2 WHERE id = $1", values![event.member.0, after.word()]).await?;
        // an expert's word that an answer is risky weighs more
        let said = "INSERT INTO thread_mark (question_id) SELECT c.question_id FROM did_not_work d JOIN post p ON p.id = d.post_id JOIN thread_clock c ON c.question_id = p.question_id
            WHERE d.actor_id = $1 AND d.withdrawn_at IS NULL AND d.reason IN ('risky', 'outdated')";
        db::run(tx, said, values![event.member.0]).await?;
    }
    Ok(new.ok_or(Error::NotFound)?.id)
}

impl From<policy::Rank> for Rank {
    fn from(rank: policy::Rank) -> Rank {
        match rank {
            policy::Rank::Member => Rank::Member,
            policy::Rank::Helper => Rank::Helper,
            policy::Rank::Expert => Rank::Expert,
            policy::Rank::Ambassador => Rank::Ambassador,
            policy::Rank::Emeritus => Rank::Emeritus,
        }
    }
}
