//! The chain of the audit record. Each link's hash is the SHA-256 of this text, in UTF-8:
//!
//! `{hash of the link before} {id} {at} {actor or -} {object_id} {n}:{action} {n}:{object} {n}:{note}`
//!
//! where `n` counts the characters that follow, so that no words can move from one field into the next. The first link
//! follows an empty hash. A trigger of PostgreSQL makes the same text.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};
use sha2::{Digest as _, Sha256};

use crate::{db, values};

/// Links that are read at once.
const AT_ONCE: i64 = 1_000;
/// Broken links that are named; whoever finds more has seen enough.
const NAMED: usize = 20;

/// A row as it is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: i64,
    pub at: i64,
    pub actor_id: Option<i64>,
    pub action: String,
    pub object: String,
    pub object_id: i64,
    pub note: String,
}

impl Row {
    /// The hash of this row after a link with that hash.
    pub fn sealed(&self, before: &str) -> String {
        let Row { id, at, actor_id, action, object, object_id, note } = self;
        let actor = actor_id.map_or_else(|| "-".to_owned(), |a| a.to_string());
        let long = |text: &str| text.chars().count();
        let text = format!("{before} {id} {at} {actor} {object_id} {}:{action} {}:{object} {}:{note}", long(action), long(object), long(note));
        Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// Where the chain ends.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Head {
    pub position: i64,
    pub hash: String,
    /// Rows up to this one are older than the chain.
    pub since: i64,
}

/// How many links there are, and the hash of the last: whoever writes it down can tell later that nothing before it moved.
pub async fn head(db: &impl ConnectionTrait) -> Result<Head, DbErr> {
    let head: Option<Head> = db::row(db, "SELECT position, hash, since FROM audit_head WHERE id = 1", []).await?;
    head.ok_or_else(|| DbErr::RecordNotFound("the head of the audit record".into()))
}

/// Adds a link, where one writer at a time does so.
pub(super) async fn add(tx: &DatabaseTransaction, row: &Row) -> Result<(), DbErr> {
    let head = head(tx).await?;
    let hash = row.sealed(&head.hash);
    db::run(tx, "INSERT INTO audit_chain (position, audit_id, hash) VALUES ($1, $2, $3)", values![head.position + 1, row.id, hash.clone()]).await?;
    db::run(tx, "UPDATE audit_head SET position = $1, hash = $2 WHERE id = 1", values![head.position + 1, hash]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Link {
    position: i64,
    audit_id: i64,
    hash: String,
    at: Option<i64>,
    actor_id: Option<i64>,
    action: Option<String>,
    object: Option<String>,
    object_id: Option<i64>,
    note: Option<String>,
}

impl Link {
    fn row(&self) -> Option<Row> {
        Some(Row {
            id: self.audit_id,
            at: self.at?,
            actor_id: self.actor_id,
            action: self.action.clone()?,
            object: self.object.clone()?,
            object_id: self.object_id?,
            note: self.note.clone()?,
        })
    }
}

/// What is wrong with the record, row by row; nothing when it is whole. A row that was changed is named, those after it
/// are not: they follow what it said when it was sealed.
pub async fn check(db: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let head = head(db).await?;
    let mut wrong = Vec::new();
    let (mut last, mut before) = (0, String::new());
    loop {
        let links: Vec<Link> = db::rows(
            db,
            "SELECT c.position, c.audit_id, c.hash, a.at, a.actor_id, a.action, a.object, a.object_id, a.note
             FROM audit_chain c LEFT JOIN audit a ON a.id = c.audit_id WHERE c.position > $1 ORDER BY c.position LIMIT $2",
            values![last, AT_ONCE],
        )
        .await?;
        let ended = links.is_empty();
        for link in links {
            if link.position != last + 1 {
                wrong.push(format!("audit record: links {} to {} are missing", last + 1, link.position - 1));
            }
            match link.row() {
                None => wrong.push(format!("audit record: row {} is missing", link.audit_id)),
                Some(row) if row.sealed(&before) != link.hash && link.position == last + 1 => {
                    wrong.push(format!("audit record: row {} ({} of {} {}) is not as it was written", row.id, row.action, row.object, row.object_id));
                }
                Some(_) => {}
            }
            last = link.position;
            before = link.hash;
        }
        if ended || wrong.len() >= NAMED {
            break;
        }
    }
    if wrong.is_empty() && (head.position, &head.hash) != (last, &before) {
        wrong.push(format!("audit record: it ends at link {last}, but {} were written", head.position));
    }
    wrong.extend(outside(db, head.since).await?);
    Ok(wrong)
}

/// Rows that somebody put in beside the chain.
async fn outside(db: &impl ConnectionTrait, since: i64) -> Result<Vec<String>, DbErr> {
    #[derive(FromQueryResult)]
    struct Outside {
        id: i64,
    }
    let text = "SELECT a.id FROM audit a WHERE a.id > $1 AND NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.audit_id = a.id) ORDER BY a.id LIMIT 20";
    let rows: Vec<Outside> = db::rows(db, text, values![since]).await?;
    Ok(rows.into_iter().map(|r| format!("audit record: row {} is no link of the chain", r.id)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_move_between_fields() {
        let row = Row { id: 7, at: 1, actor_id: Some(3), action: "close".into(), object: "question".into(), object_id: 9, note: "été 3:x".into() };
        let hash = row.sealed("");
        assert_eq!(hash.len(), 64);
        assert_eq!(hash, row.sealed(""), "the same row, the same hash");
        assert_ne!(hash, row.sealed("00"), "it depends on what was before");
        for other in [
            Row { action: "close 8:q".into(), object: "uestion".into(), ..row.clone() },
            Row { actor_id: None, ..row.clone() },
            Row { note: "été 3:x ".into(), ..row.clone() },
            Row { at: 11, ..row.clone() },
        ] {
            assert_ne!(hash, other.sealed(""), "{other:?}");
        }
    }
}
