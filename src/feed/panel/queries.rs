//! What the panel shows: a handful of narrow reads.

use entity::{AccountId, EscalationId, PostId, Rank, WaitingOn};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::db;
use crate::feed::presence::{self, Here};
use crate::feed::rows::{self, Why};
use crate::search::{Related, related};
use crate::values;

/// Lines of each list.
const SHOWN: usize = 5;

pub struct Panel {
    pub thread: Thread,
    /// The asker's products, the most asked about first.
    pub products: Vec<Product>,
    pub questions: Vec<Asked>,
    pub similar: Vec<Related>,
    pub escalations: Vec<Escalation>,
    pub reasons: Vec<Why>,
    pub here: Vec<Here>,
}

/// The thread and who asks.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Thread {
    pub id: PostId,
    pub title: String,
    pub slug: String,
    pub lang: String,
    pub author_id: AccountId,
    pub username: String,
    pub author: String,
    pub rank: Rank,
    pub reputation: i64,
    pub joined_at: i64,
    pub seen_at: Option<i64>,
    pub gone: bool,
    pub imported: bool,
    pub asked: i64,
    pub answered: i64,
    pub escalated: i64,
    pub waiting_on: Option<WaitingOn>,
    pub first_due_at: Option<i64>,
    pub next_due_at: Option<i64>,
    pub resolution_due_at: Option<i64>,
    pub paused_since: Option<i64>,
    pub private: bool,
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Product {
    pub name_en: String,
    pub name_fr: String,
    pub n: i64,
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Asked {
    pub id: PostId,
    pub slug: String,
    pub title: String,
    pub created_at: i64,
    pub solved: bool,
    pub waits: bool,
}

/// An escalation of this thread, open or ended.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Escalation {
    pub id: EscalationId,
    pub cause: String,
    pub details: String,
    pub state: String,
    pub opened_at: i64,
    pub opener: Option<String>,
    pub owner: Option<String>,
    pub ended_at: Option<i64>,
    pub outcome: Option<String>,
    pub outcome_line: Option<String>,
}

/// None: no such thread, or one for ambassadors.
pub async fn panel(db: &impl ConnectionTrait, question: PostId, me: AccountId, now: Millis) -> Result<Option<Panel>, DbErr> {
    let thread: Option<Thread> = db::row(
        db,
        "SELECT q.id, q.title, q.slug, p.lang, q.author_id, a.username, a.display_name AS author, a.rank, a.reputation, a.created_at AS joined_at, a.last_seen_at AS seen_at,
            (a.deleted_at IS NOT NULL) AS gone, a.placeholder AS imported,
            (SELECT COUNT(*) FROM question o WHERE o.author_id = a.id AND o.state = 'visible') AS asked,
            (SELECT COUNT(*) FROM post o WHERE o.author_id = a.id AND o.kind = 'answer' AND o.state = 'visible') AS answered,
            (SELECT COUNT(*) FROM question o JOIN escalation e ON e.question_id = o.id WHERE o.author_id = a.id) AS escalated,
            t.waiting_on, t.first_due_at, t.next_due_at, t.resolution_due_at, t.paused_since,
            EXISTS (SELECT 1 FROM private_detail d WHERE d.post_id = q.id) AS private
         FROM question q JOIN post p ON p.id = q.id JOIN account a ON a.id = q.author_id LEFT JOIN thread_clock t ON t.question_id = q.id WHERE q.id = $1 AND q.reserved = FALSE",
        values![question.0],
    )
    .await?;
    let Some(thread) = thread else { return Ok(None) };
    let author = thread.author_id.0;
    let products = db::rows(
        db,
        &format!("SELECT c.name_en, c.name_fr, COUNT(*) AS n FROM question q JOIN category c ON c.id = q.category_id WHERE q.author_id = $1 AND q.reserved = FALSE GROUP BY c.id, c.name_en, c.name_fr ORDER BY 3 DESC, c.id LIMIT {SHOWN}"),
        values![author],
    )
    .await?;
    let questions = db::rows(
        db,
        &format!(
            "SELECT q.id, q.slug, q.title, q.created_at, (q.solved_at IS NOT NULL) AS solved, EXISTS (SELECT 1 FROM feed_row f WHERE f.question_id = q.id) AS waits
             FROM question q WHERE q.author_id = $1 AND q.id <> $2 AND q.state = 'visible' ORDER BY q.id DESC LIMIT {SHOWN}"
        ),
        values![author, question.0],
    )
    .await?;
    let escalations = db::rows(
        db,
        &format!(
            "SELECT e.id, e.cause, e.details, e.state, e.opened_at, o.display_name AS opener, w.display_name AS owner, e.ended_at, e.outcome, e.outcome_line
             FROM escalation e LEFT JOIN account o ON o.id = e.opened_by LEFT JOIN account w ON w.id = e.owner_id WHERE e.question_id = $1 ORDER BY e.id DESC LIMIT {SHOWN}"
        ),
        values![question.0],
    )
    .await?;
    let similar = related(db, question, SHOWN).await?;
    let here = presence::at(db, &[question.0], me, now).await?.remove(&question.0).unwrap_or_default();
    let reasons = rows::reasons(db, &[question.0]).await?.remove(&question.0).unwrap_or_default();
    Ok(Some(Panel { thread, products, questions, similar, escalations, reasons, here }))
}

impl Panel {
    fn open(&self) -> Option<&Escalation> {
        self.escalations.iter().find(|e| e.ended_at.is_none())
    }

    /// What opened the escalation that is open.
    pub fn cause(&self) -> Option<&str> {
        self.open().map(|e| e.cause.as_str())
    }

    pub fn opener(&self) -> Option<&str> {
        self.open().and_then(|e| e.opener.as_deref())
    }
}
