//! Notes of a member.

use entity::{AccountId, NoteId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::{db, values};

/// A note as a profile shows it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Note {
    pub id: NoteId,
    pub body: String,
    /// Who of the team wrote it.
    pub author: String,
    pub shown: bool,
    pub created_at: i64,
}

/// The newest first; for others only those the member shows.
pub async fn of(db: &impl ConnectionTrait, member: AccountId, own: bool) -> Result<Vec<Note>, DbErr> {
    let text = "SELECT n.id, n.body, a.display_name AS author, n.shown, n.created_at FROM thank_note n JOIN account a ON a.id = n.author_id
         WHERE n.member_id = $1 AND (n.shown = TRUE OR $2) ORDER BY n.id DESC LIMIT 20";
    db::rows(db, text, values![member.0, own]).await
}

/// Somebody who can be thanked: a member who is here.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Member {
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
}

pub async fn member(db: &impl ConnectionTrait, username: &str) -> Result<Option<Member>, DbErr> {
    if username.contains('\0') {
        return Ok(None);
    }
    let text = "SELECT id, username, display_name FROM account WHERE username = $1 AND deleted_at IS NULL AND placeholder = FALSE AND role = 'customer'";
    db::row(db, text, values![username]).await
}
