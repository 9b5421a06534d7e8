//! What time does to the ledger: held votes are released, and every night everything is added up again.

use entity::{AccountId, EntryKind, PostId};
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::versions::Calendar;
use super::{actions, verify};
use crate::app::App;
use crate::clock::{HOUR, Millis};
use crate::db::{self, Db};
use crate::error::Result;
use crate::values;

#[derive(FromQueryResult)]
struct Waiting {
    id: i64,
    kind: EntryKind,
    post_id: PostId,
    actor_id: AccountId,
    at: i64,
    since: i64,
}

/// Held votes looked at in one statement.
const AT_ONCE: i64 = 500;

/// Lets the votes count whose giver is old enough, confirmed and not suspended; of one giver, or of all. Gives how many
/// there were.
pub async fn release(db: &Db, giver: Option<AccountId>, now: Millis) -> Result<usize> {
    let calendar = Calendar::load(db.read()).await?;
    let (mut after, mut released) = (0, 0);
    loop {
        let found = waiting(db.read(), giver, after, now).await?;
        let Some(last) = found.last() else { return Ok(released) };
        after = last.id;
        for vote in found {
            if now - vote.since < calendar.day(vote.at).rules.voter_age_hours * HOUR {
                continue;
            }
            let tx = db.write().await?;
            match vote.kind {
                EntryKind::MeToo => actions::me_too(&tx, vote.post_id, vote.actor_id, now).await?,
                _ => actions::vote(&tx, vote.post_id, vote.actor_id, now).await?,
            };
            tx.commit().await?;
            released += 1;
        }
    }
}

async fn waiting(db: &impl ConnectionTrait, giver: Option<AccountId>, after: i64, now: Millis) -> Result<Vec<Waiting>> {
    let text = "SELECT c.id, c.kind, c.post_id, c.actor_id, c.at, a.created_at AS since FROM credit c JOIN account a ON a.id = c.actor_id
        WHERE c.held = TRUE AND c.id > $1 AND c.alive = TRUE AND ($2 = 0 OR c.actor_id = $2)
          AND (a.email_verified_at IS NOT NULL OR a.email_folded IS NOT NULL OR a.deleted_at IS NOT NULL OR a.placeholder = TRUE)
          AND (a.suspended_until IS NULL OR a.suspended_until <= $3) ORDER BY c.id LIMIT $4";
    Ok(db::rows(db, text, values![after, giver.map_or(0, |g| g.0), now, AT_ONCE]).await?)
}

/// Releases what is due.
pub async fn tick(app: &App, now: Millis) -> anyhow::Result<()> {
    release(&app.db, None, now).await?;
    Ok(())
}

/// Adds everything up and keeps the result for the administration. A difference is an error that the job shows.
pub async fn prove(app: &App, now: Millis) -> anyhow::Result<()> {
    let found = verify::verify(&app.db, verify::Repair::No, now, |d| tracing::error!(member = %d.username, "{d}")).await?;
    let tx = app.db.write().await?;
    db::run(&tx, "INSERT INTO ledger_check (at, members, differences) VALUES ($1, $2, $3)", values![now, found.members, found.differences]).await?;
    db::run(&tx, "DELETE FROM ledger_check WHERE at < $1", values![now - 400 * 24 * HOUR]).await?;
    tx.commit().await?;
    anyhow::ensure!(found.differences == 0, "the reputation of {} members does not add up; see entraide reputation verify", found.differences);
    Ok(())
}

/// The last proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Proof {
    pub at: i64,
    pub members: i64,
    pub differences: i64,
}

/// The last proof, if there was one.
pub async fn last_proof(db: &impl ConnectionTrait) -> Result<Option<Proof>> {
    Ok(db::row(db, "SELECT at, members, differences FROM ledger_check ORDER BY id DESC LIMIT 1", []).await?)
}
