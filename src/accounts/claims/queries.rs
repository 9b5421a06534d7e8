//! Reads for the pages of claims.

use entity::{AccountId, ClaimId, ClaimState};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::UNDO;
use crate::clock::Millis;
use crate::{db, values};

/// An imported person nobody has claimed yet.
#[derive(Debug, FromQueryResult)]
pub struct Placeholder {
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
    pub posts: i64,
}

/// By name; none if there is nobody imported of that name, or somebody has claimed them.
pub async fn placeholder(db: &impl ConnectionTrait, username: &str) -> Result<Option<Placeholder>, DbErr> {
    if username.contains('\0') {
        return Ok(None); // PostgreSQL cannot even ask for it
    }
    db::row(
        db,
        "SELECT id, username, display_name, (SELECT COUNT(*) FROM post WHERE post.author_id = account.id) AS posts
         FROM account WHERE username = $1 AND placeholder = TRUE AND claimed_by IS NULL AND deleted_at IS NULL",
        values![username],
    )
    .await
}

/// Has this member asked for them already?
pub async fn asked(db: &impl ConnectionTrait, placeholder: AccountId, account: AccountId) -> Result<bool, DbErr> {
    let text = "SELECT COUNT(*) AS n FROM claim WHERE placeholder_id = $1 AND account_id = $2 AND state = 'pending'";
    Ok(db::count(db, text, values![placeholder.0, account.0]).await? > 0)
}

/// A claim as managers see it.
#[derive(Debug, FromQueryResult)]
pub struct Claim {
    pub id: ClaimId,
    pub account_id: AccountId,
    pub placeholder: String,
    pub placeholder_name: String,
    pub username: String,
    pub display_name: String,
    pub joined_at: i64,
    pub posts: i64,
    pub moved: i64,
    pub proof: String,
    pub state: ClaimState,
    pub reason: Option<String>,
    pub created_at: i64,
    pub decided_at: Option<i64>,
    pub decided_by: Option<String>,
    /// Where the person wrote before, if known.
    pub source: Option<String>,
    pub source_url: Option<String>,
    /// Two accounts became one: there is nobody to give back to.
    pub merged: bool,
}

impl Claim {
    /// Can it still be undone?
    pub fn undoable(&self, now: Millis) -> bool {
        self.state == ClaimState::Approved && !self.merged && self.decided_at.is_some_and(|at| at > now - UNDO)
    }
}

const CLAIM: &str = "SELECT c.id, c.account_id, p.username AS placeholder, p.display_name AS placeholder_name, a.username, a.display_name, a.created_at AS joined_at,
        (SELECT COUNT(*) FROM post WHERE post.author_id = p.id) AS posts,
        (SELECT COUNT(*) FROM claim_move m WHERE m.claim_id = c.id AND m.object = 'post') AS moved,
        c.proof, c.state, c.reason, c.created_at, c.decided_at, d.username AS decided_by,
        (SELECT MIN(s.source) FROM source_ref s WHERE s.kind = 'account' AND s.our_id = p.id) AS source,
        (SELECT MIN(s.url) FROM source_ref s WHERE s.kind = 'account' AND s.our_id = p.id) AS source_url,
        EXISTS (SELECT 1 FROM account_merge g WHERE g.claim_id = c.id) AS merged
     FROM claim c JOIN account p ON p.id = c.placeholder_id JOIN account a ON a.id = c.account_id LEFT JOIN account d ON d.id = c.decided_by";

/// Those that wait, oldest first, then those that can still be undone, newest first.
pub async fn list(db: &impl ConnectionTrait, now: Millis) -> Result<Vec<Claim>, DbErr> {
    let mut all: Vec<Claim> = db::rows(db, &format!("{CLAIM} WHERE c.state = 'pending' ORDER BY c.id LIMIT 100"), values![]).await?;
    let decided = format!("{CLAIM} WHERE c.state <> 'pending' AND c.decided_at > $1 ORDER BY c.id DESC LIMIT 100");
    all.extend(db::rows::<Claim>(db, &decided, values![now - UNDO]).await?);
    Ok(all)
}

pub async fn one(db: &impl ConnectionTrait, id: ClaimId) -> Result<Option<Claim>, DbErr> {
    db::row(db, &format!("{CLAIM} WHERE c.id = $1"), values![id.0]).await
}
