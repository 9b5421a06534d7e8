//! What pages show of the clocks.

use entity::{PostId, thread_clock};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::error::Result;

/// The clock of a thread; none for imported history and what is for ambassadors and the team.
pub async fn clock(db: &impl ConnectionTrait, question: PostId) -> Result<Option<thread_clock::Model>> {
    Ok(thread_clock::Entity::find_by_id(question).one(db).await?)
}
