//! What a proof changes.

use entity::AccountId;
use sea_orm::{DatabaseTransaction, DbErr};

use crate::accounts::tokens::{self, Proof};
use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::error::{Result, is_unique_violation};
use crate::{db, values};

/// Gives the account the address it proved. `false`: the address became somebody's meanwhile; roll back.
pub async fn prove(tx: &DatabaseTransaction, proof: &Proof, action: &'static str, now: Millis) -> Result<bool> {
    let folded = proof.email.to_ascii_lowercase();
    let changed = db::run(
        tx,
        "UPDATE account SET email = $2, email_folded = $3, email_verified_at = $4 WHERE id = $1 AND deleted_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM account other WHERE other.email_folded = $3 AND other.id <> $1)",
        values![proof.account_id.0, proof.email.clone(), folded.clone(), now],
    )
    .await;
    match changed {
        Ok(1) => {}
        Ok(_) => return Ok(false),
        Err(e) if is_unique_violation(&e) => return Ok(false),
        Err(e) => return Err(e.into()),
    }
    audit::record(tx, Deed { actor: Some(proof.account_id), action, object: "account", object_id: proof.account_id.0, note: "" }, now).await?;
    others_lose(tx, proof.account_id, &folded, now).await?;
    Ok(true)
}

/// Other accounts that wait for the same address cannot get it any more.
async fn others_lose(tx: &DatabaseTransaction, account: AccountId, folded: &str, now: Millis) -> Result<(), DbErr> {
    db::run(
        tx,
        "UPDATE email_token SET used_at = $3 WHERE used_at IS NULL AND purpose IN ('confirm', 'change_email') AND account_id <> $1
         AND (account_id IN (SELECT id FROM account WHERE LOWER(email) = $2 AND email_folded IS NULL) OR LOWER(email) = $2)",
        values![account.0, folded, now],
    )
    .await?;
    tokens::end(tx, account, entity::TokenPurpose::Reset, now).await
}
