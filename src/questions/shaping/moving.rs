//! Filing a thread in another category.

use entity::{AccountId, CategoryId, PostId};
use sea_orm::DatabaseTransaction;

use super::queries;
use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::error::Result;
use crate::{db, deadlines, search, values};

/// Moves it; `false` where it is already. What was promised under the old category stays promised.
pub async fn file(tx: &DatabaseTransaction, question: PostId, category: Option<CategoryId>, by: AccountId, now: Millis) -> Result<bool> {
    let before = queries::category_of(tx, question).await?;
    if before == category {
        return Ok(false);
    }
    db::run(tx, "UPDATE question SET category_id = $2 WHERE id = $1", values![question.0, category.map(|c| c.0)]).await?;
    search::index_question(tx, question).await?;
    deadlines::settle(tx, question, Some(by), now).await?;
    let name = |c: Option<CategoryId>| c.map_or_else(|| "-".to_owned(), |c| c.to_string());
    let note = format!("{} → {}", name(before), name(category));
    audit::record(tx, Deed { actor: Some(by), action: "move", object: "question", object_id: question.0, note: &note }, now).await?;
    Ok(true)
}
