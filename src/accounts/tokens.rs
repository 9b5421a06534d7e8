//! Mailed proofs (S-05): a link of 256 random bits, and a code of six digits for the tab that waits. The database keeps
//! their SHA-256 only. Each is used once, by one UPDATE that says whether it was the one; issuing or using one ends the
//! others of its purpose.

use entity::{AccountId, TokenPurpose};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};
use sha2::{Digest as _, Sha256};

use crate::clock::{HOUR, MINUTE, Millis};
use crate::db;
use crate::values;

/// How long a code may be typed; its link lives longer.
pub const CODE_LIFE: Millis = 30 * MINUTE;
/// Wrong codes after which a code is dead.
pub const CODE_TRIES: i64 = 5;

/// How long the link of a purpose works.
pub fn life(purpose: TokenPurpose) -> Millis {
    match purpose {
        TokenPurpose::Reset => 30 * MINUTE,
        TokenPurpose::Confirm | TokenPurpose::ChangeEmail | TokenPurpose::Claim => 48 * HOUR,
    }
}

/// What goes into the mail.
pub struct Issued {
    pub token: String,
    pub code: String,
}

/// A proof that was given.
#[derive(Debug, FromQueryResult)]
pub struct Proof {
    pub id: i64,
    pub account_id: AccountId,
    /// The address it proves.
    pub email: String,
}

/// 32 random bytes as base64url: 43 characters that need no escaping.
pub fn random_token() -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    (0..43).map(|_| char::from(LETTERS[rand::random_range(0..64)])).collect()
}

/// What the database keeps of a token.
pub fn hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

/// A code's hash holds its link's too, so that equal codes of two people differ.
fn code_hash(token_hash: &str, code: &str) -> String {
    hash(&format!("{token_hash}:{code}"))
}

/// Issues a proof and ends the older ones of the same purpose. `handle` is what the waiting tab is known by.
pub async fn issue(tx: &DatabaseTransaction, account: AccountId, purpose: TokenPurpose, email: &str, handle: Option<&str>, now: Millis) -> Result<Issued, DbErr> {
    end(tx, account, purpose, now).await?;
    let issued = Issued { token: random_token(), code: format!("{:06}", rand::random_range(0..1_000_000)) };
    let token_hash = hash(&issued.token);
    let code = (purpose == TokenPurpose::Confirm).then(|| code_hash(&token_hash, &issued.code));
    db::run(
        tx,
        "INSERT INTO email_token (account_id, purpose, token_hash, code_hash, handle_hash, tries, email, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8)",
        values![account.0, purpose.word(), token_hash, code, handle.map(hash), email, now, now + life(purpose)],
    )
    .await?;
    Ok(issued)
}

/// The same, for the tab that waits for the one before.
pub async fn issue_again(tx: &DatabaseTransaction, account: AccountId, purpose: TokenPurpose, email: &str, now: Millis) -> Result<Issued, DbErr> {
    let issued = issue(tx, account, purpose, email, None, now).await?;
    let text = "UPDATE email_token SET handle_hash = (SELECT b.handle_hash FROM email_token b WHERE b.account_id = $1 AND b.purpose = $2 AND b.handle_hash IS NOT NULL ORDER BY b.id DESC LIMIT 1)
         WHERE token_hash = $3";
    db::run(tx, text, values![account.0, purpose.word(), hash(&issued.token)]).await?;
    Ok(issued)
}

/// Ends every proof of a purpose that was not used.
pub async fn end(tx: &DatabaseTransaction, account: AccountId, purpose: TokenPurpose, now: Millis) -> Result<(), DbErr> {
    db::run(tx, "UPDATE email_token SET used_at = $3 WHERE account_id = $1 AND purpose = $2 AND used_at IS NULL", values![account.0, purpose.word(), now]).await?;
    Ok(())
}

/// Ends every proof of an account: its password or address changed.
pub async fn end_all(tx: &DatabaseTransaction, account: AccountId, now: Millis) -> Result<(), DbErr> {
    db::run(tx, "UPDATE email_token SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL", values![account.0, now]).await?;
    Ok(())
}

/// Looks without using: is this link still good, and for what?
pub async fn look(db: &impl ConnectionTrait, token: &str, purpose: TokenPurpose, now: Millis) -> Result<Option<Proof>, DbErr> {
    db::row(
        db,
        "SELECT id, account_id, email FROM email_token WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3",
        values![hash(token), purpose.word(), now],
    )
    .await
}

/// Uses a link. Of any number of uses, exactly one gets the proof.
pub async fn consume(tx: &DatabaseTransaction, token: &str, purpose: TokenPurpose, now: Millis) -> Result<Option<Proof>, DbErr> {
    let token_hash = hash(token);
    let used = db::run(
        tx,
        "UPDATE email_token SET used_at = $3 WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3",
        values![token_hash.clone(), purpose.word(), now],
    )
    .await?;
    if used != 1 {
        return Ok(None);
    }
    let proof: Option<Proof> = db::row(tx, "SELECT id, account_id, email FROM email_token WHERE token_hash = $1", values![token_hash]).await?;
    if let Some(proof) = &proof {
        end(tx, proof.account_id, purpose, now).await?;
    }
    Ok(proof)
}

/// The confirmation that waits for a code: of the account that is signed in, or of the tab that holds this handle.
#[derive(Debug, FromQueryResult)]
pub struct Waiting {
    pub id: i64,
    pub account_id: AccountId,
    pub email: String,
    pub lang: Option<String>,
    pub verified: bool,
}

/// Finds the newest confirmation for a code form, used or not; older tabs of the same sign-up find it, too.
pub async fn waiting(db: &impl ConnectionTrait, account: Option<AccountId>, handle: Option<&str>) -> Result<Option<Waiting>, DbErr> {
    let (column, value): (_, sea_orm::Value) = match (account, handle) {
        (Some(account), _) => ("account_id", account.0.into()),
        (None, Some(handle)) => ("handle_hash", hash(handle).into()),
        (None, None) => return Ok(None),
    };
    let text = format!(
        "SELECT t.id, t.account_id, t.email, a.lang, a.email_verified_at IS NOT NULL AS verified FROM email_token t JOIN account a ON a.id = t.account_id
         WHERE t.{column} = $1 AND t.purpose = 'confirm' AND a.deleted_at IS NULL ORDER BY t.id DESC LIMIT 1"
    );
    db::row(db, &text, [value]).await
}

/// Uses a code: each wrong one counts, five end it. The count holds even when the caller finds nothing to do.
pub async fn consume_code(tx: &DatabaseTransaction, waiting: &Waiting, code: &str, now: Millis) -> Result<Option<Proof>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        token_hash: String,
        code_hash: Option<String>,
    }
    let counted = db::run(
        tx,
        "UPDATE email_token SET tries = tries + 1 WHERE id = $1 AND used_at IS NULL AND tries < $2 AND created_at > $3",
        values![waiting.id, CODE_TRIES, now - CODE_LIFE],
    )
    .await?;
    let row: Option<Row> = db::row(tx, "SELECT token_hash, code_hash FROM email_token WHERE id = $1", values![waiting.id]).await?;
    let right = row.is_some_and(|r| r.code_hash.is_some_and(|kept| kept == code_hash(&r.token_hash, code)));
    if counted != 1 || !right {
        return Ok(None);
    }
    let used = db::run(tx, "UPDATE email_token SET used_at = $2 WHERE id = $1 AND used_at IS NULL", values![waiting.id, now]).await?;
    Ok((used == 1).then(|| Proof { id: waiting.id, account_id: waiting.account_id, email: waiting.email.clone() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_random_and_need_no_escaping() {
        let (a, b) = (random_token(), random_token());
        assert_ne!(a, b);
        assert_eq!(a.len(), 43); // 258 bits
        assert!(a.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'));
        assert_eq!(hash(&a).len(), 64);
    }
}
