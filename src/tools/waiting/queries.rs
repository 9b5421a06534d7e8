//! Answers with no word from the asker since.

use entity::{AccountId, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::PATIENCE;
use crate::clock::Millis;
use crate::db;

/// Threads on one page.
pub const PAGE: usize = 20;

/// A thread whose asker has said nothing since one answered.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Waiting {
    pub answer: PostId,
    pub question: PostId,
    pub title: String,
    pub slug: String,
    pub lang: String,
    pub answered_at: i64,
    pub asker_id: AccountId,
    pub asker_name: String,
    pub asker_gone: bool,
    pub reminded_at: Option<i64>,
    live: bool,
    reachable: bool,
}

/// What can be done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reminder {
    Now,
    /// Not before.
    From(Millis),
    Sent(Millis),
    /// Nobody reads mail there, or the thread is history.
    Never,
}

impl Waiting {
    pub fn reminder(&self, now: Millis) -> Reminder {
        match self.reminded_at {
            Some(at) => Reminder::Sent(at),
            None if !self.live || !self.reachable => Reminder::Never,
            None if self.answered_at + PATIENCE > now => Reminder::From(self.answered_at + PATIENCE),
            None => Reminder::Now,
        }
    }
}

/// `only`: that thread alone. Newest answers first; those before one, if it is given.
async fn read(db: &impl ConnectionTrait, me: AccountId, only: Option<PostId>, before: i64, confirmed: bool) -> Result<Vec<Waiting>, DbErr> {
    let one = if only.is_some() { " AND q.id = $4" } else { "" };
    let text = format!(
        "SELECT p.id AS answer, q.id AS question, q.title, q.slug, qp.lang, p.created_at AS answered_at, q.author_id AS asker_id, a.display_name AS asker_name,
            (a.deleted_at IS NOT NULL) AS asker_gone, r.at AS reminded_at, q.live,
            (a.deleted_at IS NULL AND a.placeholder = FALSE AND a.email IS NOT NULL AND (a.email_verified_at IS NOT NULL OR $3)) AS reachable
         FROM post p JOIN question q ON q.id = p.question_id JOIN post qp ON qp.id = q.id JOIN account a ON a.id = q.author_id LEFT JOIN reminder r ON r.question_id = q.id
         WHERE p.author_id = $1 AND p.kind = 'answer' AND p.state = 'visible' AND p.id < $2 AND q.state = 'visible' AND q.author_id <> $1
            AND q.solved_at IS NULL AND q.closed_at IS NULL{one}
            AND NOT EXISTS (SELECT 1 FROM post l WHERE l.question_id = q.id AND l.kind = 'answer' AND l.state = 'visible' AND l.created_at >= p.created_at AND l.id > p.id
                AND l.author_id IN (q.author_id, p.author_id))
            AND NOT EXISTS (SELECT 1 FROM comment c WHERE c.question_id = q.id AND c.author_id = q.author_id AND c.created_at > p.created_at)
         ORDER BY p.id DESC LIMIT {}",
        PAGE + 1
    );
    let mut values = vec![me.0.into(), before.into(), (!confirmed).into()];
    values.extend(only.map(|id| id.0.into()));
    db::rows(db, &text, values).await
}

/// `confirmed`: addresses need to be.
pub async fn list(db: &impl ConnectionTrait, me: AccountId, before: Option<PostId>, confirmed: bool) -> Result<Vec<Waiting>, DbErr> {
    read(db, me, None, before.map_or(i64::MAX, |b| b.0), confirmed).await
}

/// This thread, if it waits.
pub async fn one(db: &impl ConnectionTrait, me: AccountId, question: PostId, confirmed: bool) -> Result<Option<Waiting>, DbErr> {
    Ok(read(db, me, Some(question), i64::MAX, confirmed).await?.into_iter().next())
}
