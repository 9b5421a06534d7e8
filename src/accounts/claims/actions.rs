//! Asking, deciding, undoing.

use entity::{AccountId, ClaimId, ClaimState};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::{UNDO, moves};
use crate::audit::{self, Deed};
use crate::badges;
use crate::clock::Millis;
use crate::db::Db;
use crate::error::Result;
use crate::{db, reputation, values};

#[derive(FromQueryResult)]
struct Row {
    placeholder_id: AccountId,
    account_id: AccountId,
    state: ClaimState,
    decided_at: Option<i64>,
}

#[derive(FromQueryResult)]
struct New {
    id: ClaimId,
}

/// Asks to be given a placeholder; none if that is decided or being decided already, or there is nothing to give.
pub async fn request(tx: &DatabaseTransaction, placeholder: AccountId, account: AccountId, proof: &str, now: Millis) -> Result<Option<ClaimId>> {
    db::turn(tx, &format!("claim {placeholder}")).await?;
    let made: Option<New> = db::row(
        tx,
        "INSERT INTO claim (placeholder_id, account_id, proof, state, created_at)
         SELECT p.id, a.id, $3, 'pending', $4 FROM account p, account a
         WHERE p.id = $1 AND p.placeholder = TRUE AND p.claimed_by IS NULL AND p.deleted_at IS NULL
           AND a.id = $2 AND a.placeholder = FALSE AND a.deleted_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM claim WHERE claim.placeholder_id = $1 AND claim.account_id = $2 AND claim.state = 'pending')
         RETURNING id",
        values![placeholder.0, account.0, proof, now],
    )
    .await?;
    Ok(made.map(|m| m.id))
}

/// Gives the posts. `false`: it was decided meanwhile, somebody else has them, or one of the two is gone.
pub async fn approve(tx: &DatabaseTransaction, claim: ClaimId, by: Option<AccountId>, reason: &str, now: Millis) -> Result<bool> {
    let Some(Row { placeholder_id: from, account_id: to, .. }) = row(tx, claim).await? else { return Ok(false) };
    let concerned = moves::hold(tx, claim, from, to).await?;
    if decide(tx, claim, ClaimState::Approved, by, reason, now).await?.is_none() {
        return Ok(false);
    }
    let taken = db::run(
        tx,
        "UPDATE account SET claimed_by = $2 WHERE id = $1 AND placeholder = TRUE AND claimed_by IS NULL
         AND EXISTS (SELECT 1 FROM account mine WHERE mine.id = $2 AND mine.deleted_at IS NULL)",
        values![from.0, to.0],
    )
    .await?;
    if taken == 0 {
        return Ok(false);
    }
    let posts = moves::give(tx, claim, from, to, now).await?;
    reputation::actions::settle_members(tx, &concerned, now).await?;
    badges::actions::touch(tx, &[to]).await?;
    record(tx, "claim_approved", claim, by, &format!("{posts} posts: {reason}"), now).await?;
    Ok(true)
}

/// Says no, and why.
pub async fn reject(tx: &DatabaseTransaction, claim: ClaimId, by: Option<AccountId>, reason: &str, now: Millis) -> Result<bool> {
    let Some(_) = decide(tx, claim, ClaimState::Rejected, by, reason, now).await? else { return Ok(false) };
    record(tx, "claim_rejected", claim, by, reason, now).await?;
    Ok(true)
}

/// Undoes a gift within thirty days, unless whoever has it was made one with somebody else since: it is with them now. Two accounts that became one are parted by whoever made them one (`moderation`).
pub async fn revert(tx: &DatabaseTransaction, claim: ClaimId, by: Option<AccountId>, reason: &str, now: Millis) -> Result<bool> {
    let Some(row) = row(tx, claim).await?.filter(|r| r.state == ClaimState::Approved) else { return Ok(false) };
    let concerned = moves::hold(tx, claim, row.placeholder_id, row.account_id).await?;
    let decided_at = row.decided_at.unwrap_or_default();
    let turned = db::run(tx, "UPDATE claim SET state = 'reverted', reason = $3 WHERE id = $1 AND state = 'approved' AND decided_at > $2 AND NOT EXISTS (SELECT 1 FROM account_merge m WHERE m.claim_id = $1)
        AND NOT EXISTS (SELECT 1 FROM account t WHERE t.id = claim.account_id AND t.placeholder)", values![claim.0, now - UNDO, reason]).await?;
    if turned == 0 {
        return Ok(false);
    }
    moves::take_back(tx, claim, row.placeholder_id, row.account_id, decided_at).await?;
    db::run(tx, "UPDATE account SET claimed_by = NULL WHERE id = $1 AND claimed_by = $2", values![row.placeholder_id.0, row.account_id.0]).await?;
    reputation::actions::settle_members(tx, &concerned, now).await?;
    record(tx, "claim_reverted", claim, by, reason, now).await?;
    Ok(true)
}

/// What a later import brought for people whose posts were given to a member follows the rest. Gives how many claims
/// that concerned.
pub async fn catch_up(db: &Db, now: Millis) -> Result<usize> {
    #[derive(FromQueryResult)]
    struct Late {
        id: ClaimId,
        placeholder_id: AccountId,
        account_id: AccountId,
        decided_at: i64,
    }
    let late: Vec<Late> = db::rows(
        db.read(),
        "SELECT c.id, c.placeholder_id, c.account_id, c.decided_at FROM claim c JOIN account p ON p.id = c.placeholder_id AND p.claimed_by = c.account_id
         WHERE c.state = 'approved' AND c.decided_at IS NOT NULL AND (EXISTS (SELECT 1 FROM post WHERE post.author_id = p.id)
            OR EXISTS (SELECT 1 FROM comment WHERE comment.author_id = p.id) OR EXISTS (SELECT 1 FROM revision WHERE revision.editor_id = p.id))
         ORDER BY c.id",
        values![],
    )
    .await?;
    for claim in &late {
        let tx = db.write().await?;
        let concerned = moves::hold(&tx, claim.id, claim.placeholder_id, claim.account_id).await?;
        // under the claim's own date: undoing it finds everything
        moves::give(&tx, claim.id, claim.placeholder_id, claim.account_id, claim.decided_at).await?;
        reputation::actions::settle_members(&tx, &concerned, now).await?;
        badges::actions::touch(&tx, &[claim.account_id]).await?;
        tx.commit().await?;
    }
    Ok(late.len())
}

/// Turns a pending claim, once.
async fn decide(tx: &DatabaseTransaction, claim: ClaimId, state: ClaimState, by: Option<AccountId>, reason: &str, now: Millis) -> Result<Option<Row>> {
    let turned = db::run(
        tx,
        "UPDATE claim SET state = $2, decided_by = $3, decided_at = $4, reason = $5 WHERE id = $1 AND state = 'pending'",
        values![claim.0, state.word(), by.map(|a| a.0), now, reason],
    )
    .await?;
    if turned == 0 {
        return Ok(None);
    }
    row(tx, claim).await
}

async fn row(tx: &DatabaseTransaction, claim: ClaimId) -> Result<Option<Row>> {
    Ok(db::row(tx, "SELECT placeholder_id, account_id, state, decided_at FROM claim WHERE id = $1", values![claim.0]).await?)
}

async fn record(tx: &DatabaseTransaction, action: &'static str, claim: ClaimId, by: Option<AccountId>, note: &str, now: Millis) -> Result<()> {
    Ok(audit::record(tx, Deed { actor: by, action, object: "claim", object_id: claim.0, note }, now).await?)
}
