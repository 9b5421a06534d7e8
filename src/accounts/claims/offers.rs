//! Imported people whose address the community's owner handed over: whoever proved it by a mailed link is theirs to be.
//! Only a digest of each address is kept.

use entity::AccountId;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::accounts::tokens;
use crate::{db, values};

/// Someone a member may be.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Offer {
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
}

/// The imported people under the address this member proved by mail, that nobody has claimed.
pub async fn offered(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<Offer>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        email_folded: String,
    }
    let mine: Option<Row> = db::row(
        db,
        "SELECT email_folded FROM account WHERE id = $1 AND email_folded IS NOT NULL AND email_verified_at IS NOT NULL AND placeholder = FALSE",
        values![account.0],
    )
    .await?;
    let Some(mine) = mine else { return Ok(Vec::new()) };
    db::rows(
        db,
        "SELECT a.id, a.username, a.display_name FROM source_ref s JOIN account a ON a.id = s.our_id
         WHERE s.kind = 'account_email' AND s.source_id = $1 AND a.placeholder = TRUE AND a.claimed_by IS NULL ORDER BY a.id LIMIT 20",
        values![tokens::hash(&mine.email_folded)],
    )
    .await
}
