//! The ambassador programme: what it is and who they are, for all; where one stands, for oneself; the desk, for managers.
//!
//! What must stay true: an ambassador is made by their own click and by nothing else; every step is an event with its
//! numbers, its reason and who decided, and is mailed; a seat is never given twice; nobody decides about themselves, and
//! an appeal is decided by somebody else where there is somebody else. What the rules do by themselves (offers when the
//! numbers hold, notices, losses) is `standing`'s; what a person clicks is here.

pub mod appeals;
pub mod boards;
pub mod charter;
pub mod desk;
pub mod history;
pub mod hub;
pub mod impact;
pub mod jobs;
pub mod leave;
pub mod measure;
pub mod nominations;
pub mod own;
mod views;
pub mod people;
pub mod steps;

use entity::{AccountId, Rank, RankEventKind};
use sea_orm::DatabaseTransaction;

use crate::clock::Millis;
use crate::error::Result;
use crate::standing::actions::touch;
use crate::standing::ranks::{self, Event};

/// SQL: the answer `p` solved somebody else's question `q`.
pub const SOLVED: &str = "p.state = 'visible' AND q.state = 'visible' AND q.author_id <> p.author_id
    AND (EXISTS (SELECT 1 FROM acceptance c WHERE c.post_id = p.id AND c.withdrawn_at IS NULL AND c.actor_id <> p.author_id)
      OR EXISTS (SELECT 1 FROM verification v WHERE v.post_id = p.id AND v.withdrawn_at IS NULL))";

/// Writes an event with the numbers of this moment, gives the rank that follows, and has the member counted again: an
/// offer, a term or a leave changes when that is due.
async fn recorded(tx: &DatabaseTransaction, who: &measure::Member, kind: RankEventKind, after: Rank, by: Option<AccountId>, reason: &str, now: Millis) -> Result<()> {
    let window = who.window(now);
    ranks::record(tx, &Event { member: who.id, kind, to: (after != who.rank).then_some(after), numbers: Some(&window), by, reason }, now).await?;
    touch(tx, &[who.id]).await?;
    Ok(())
}
