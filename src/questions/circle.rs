//! What is for ambassadors and the team alone: categories whose audience is the circle, and the questions filed there.
//!
//! What must stay true: a post of such a question is never `visible`, so that every public query leaves it out by its
//! own condition; who belongs to the circle is asked again in the transaction that writes; nothing said there earns
//! anything.

use entity::{AccountId, CategoryId, PostState};
use sea_orm::{ConnectionTrait, DbErr};

use crate::error::{Error, Result};
use crate::{db, values};

/// What a new question's posts are; nobody asks where they do not belong.
pub async fn state_of(db: &impl ConnectionTrait, category: Option<CategoryId>, author: AccountId) -> Result<PostState> {
    let state = PostState::live(is_reserved(db, category).await?);
    admits(db, state, author).await?;
    Ok(state)
}

/// May this account write where posts are in that state?
pub async fn admits(db: &impl ConnectionTrait, state: PostState, author: AccountId) -> Result<()> {
    if state == PostState::Reserved && !holds(db, author).await? { Err(Error::NotFound) } else { Ok(()) }
}

/// Is what is filed here for the circle alone?
async fn is_reserved(db: &impl ConnectionTrait, category: Option<CategoryId>) -> Result<bool, DbErr> {
    let Some(id) = category else { return Ok(false) };
    Ok(db::count(db, "SELECT COUNT(*) AS n FROM category WHERE id = $1 AND audience <> 'public'", values![id.0]).await? > 0)
}

/// Does this account belong to the circle now?
pub async fn holds(db: &impl ConnectionTrait, account: AccountId) -> Result<bool, DbErr> {
    let text = "SELECT COUNT(*) AS n FROM account WHERE id = $1 AND deleted_at IS NULL AND (role <> 'customer' OR rank = 'ambassador')";
    Ok(db::count(db, text, values![account.0]).await? > 0)
}
