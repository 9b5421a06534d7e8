//! Reads for the job, and for the page.

use entity::{PostId, SignalId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::{db, values};

/// Somebody said that they have a problem too.
#[derive(FromQueryResult)]
pub struct MeToo {
    pub post_id: PostId,
    pub at: i64,
}

pub async fn me_too(db: &impl ConnectionTrait, since: Millis) -> Result<Vec<MeToo>, DbErr> {
    let text = "SELECT m.post_id, m.at FROM me_too m JOIN question q ON q.id = m.post_id
        WHERE m.at >= $1 AND m.withdrawn_at IS NULL AND m.imported = FALSE AND q.state = 'visible' AND q.live = TRUE AND q.solved_at IS NULL AND q.closed_at IS NULL";
    db::rows(db, text, values![since]).await
}

/// A question's words to be.
#[derive(FromQueryResult)]
pub struct Text {
    pub id: i64,
    pub title: String,
    pub excerpt: String,
    pub lang: String,
    pub created_at: i64,
}

pub async fn texts(db: &impl ConnectionTrait, from: Millis, to: Millis) -> Result<Vec<Text>, DbErr> {
    let text = "SELECT q.id, q.title, q.excerpt, p.lang, q.created_at FROM question q JOIN post p ON p.id = q.id WHERE q.state = 'visible' AND q.created_at >= $1 AND q.created_at < $2 ORDER BY q.id";
    db::rows(db, text, values![from, to]).await
}

/// A signal with how many threads it has.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Signal {
    pub id: SignalId,
    pub word: String,
    /// A word that the term came from, as people write it.
    pub shown: String,
    pub mean_permille: i64,
    pub began_at: i64,
    pub seen_at: i64,
    pub ended_at: Option<i64>,
    pub threads: i64,
}

const SIGNAL: &str = "SELECT s.id, s.word, COALESCE((SELECT t.word FROM search_term t WHERE t.term = s.word), s.word) AS shown, s.mean_permille, s.began_at, s.seen_at, s.ended_at, (SELECT COUNT(*) FROM weak_signal_thread t WHERE t.signal_id = s.id) AS threads FROM weak_signal s";

pub async fn open(db: &impl ConnectionTrait) -> Result<Vec<Signal>, DbErr> {
    db::rows(db, &format!("{SIGNAL} WHERE s.ended_at IS NULL ORDER BY s.seen_at DESC, s.id DESC"), []).await
}

pub async fn ended(db: &impl ConnectionTrait, limit: i64) -> Result<Vec<Signal>, DbErr> {
    db::rows(db, &format!("{SIGNAL} WHERE s.ended_at IS NOT NULL ORDER BY s.id DESC LIMIT $1"), values![limit]).await
}

/// A thread of a signal.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Line {
    pub signal_id: SignalId,
    pub id: PostId,
    pub title: String,
    pub slug: String,
    pub lang: String,
    pub created_at: i64,
    pub me_too_count: i64,
    pub answer_count: i64,
}

/// The threads of some signals, newest first.
pub async fn threads(db: &impl ConnectionTrait, signals: &[SignalId]) -> Result<Vec<Line>, DbErr> {
    if signals.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT t.signal_id, q.id, q.title, q.slug, p.lang, q.created_at, q.me_too_count, q.answer_count FROM weak_signal_thread t JOIN question q ON q.id = t.question_id JOIN post p ON p.id = q.id
         WHERE t.signal_id IN ({}) AND q.state = 'visible' ORDER BY q.created_at DESC, q.id DESC",
        db::placeholders(1, signals.len())
    );
    db::rows(db, &text, signals.iter().map(|s| s.0.into())).await
}

/// An open signal of a word; of one question, where the word is empty.
pub async fn open_of(db: &impl ConnectionTrait, word: &str, question: Option<PostId>) -> Result<Option<SignalId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: SignalId,
    }
    let row: Option<Row> = match question {
        None => db::row(db, "SELECT id FROM weak_signal WHERE word = $1 AND ended_at IS NULL", values![word]).await?,
        Some(q) => db::row(db, "SELECT s.id FROM weak_signal s JOIN weak_signal_thread t ON t.signal_id = s.id WHERE s.word = $1 AND s.ended_at IS NULL AND t.question_id = $2", values![word, q.0]).await?,
    };
    Ok(row.map(|r| r.id))
}
