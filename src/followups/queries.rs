//! Reads: who is to be asked, what was asked, which answers there are to choose from.

use entity::{AccountId, Expectation, FollowUpAnswer, FollowUpId, FollowUpKind, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::ruled;
use crate::accounts::tokens;
use crate::clock::Millis;
use crate::rules::follow_up::{COME_BACK, COME_BACK_FOR, LATE, MONTH, Put, STILL, Thread, VERIFIED, WEEK};
use crate::{db, values};

/// Threads read at once.
pub const BATCH: usize = 200;

#[derive(FromQueryResult)]
struct Id {
    id: PostId,
}

/// Threads in which something may be due, after one of them, by number. Whether it is, the rule says.
pub async fn candidates(db: &impl ConnectionTrait, after: PostId, now: Millis) -> Result<Vec<PostId>, DbErr> {
    let open = "q.state = 'visible' AND q.live = TRUE AND q.reserved = FALSE AND q.solved_at IS NULL AND q.closed_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM post a WHERE a.id = q.id AND a.official = TRUE)";
    let text = format!(
        "SELECT c.id FROM (
            SELECT q.id FROM question q WHERE {open} AND q.peer_answer_count = 0 AND q.activity_at > $2 AND q.activity_at <= $3
                AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.question_id = q.id)
                AND NOT EXISTS (SELECT 1 FROM details_request d WHERE d.question_id = q.id AND d.ended_at IS NULL)
            UNION SELECT q.id FROM question q WHERE {open} AND q.peer_answer_count > 0 AND q.activity_at > $4 AND q.activity_at <= $5
                AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.question_id = q.id AND f.kind IN ('week', 'month', 'verified') AND f.asked_at >= q.activity_at)
                AND NOT EXISTS (SELECT 1 FROM comment w WHERE w.question_id = q.id AND w.author_id = q.author_id AND w.state = 'visible' AND w.created_at > q.activity_at)
            UNION SELECT f.question_id FROM follow_up f WHERE f.kind = 'week' AND f.answered_at IS NULL AND f.asked_at > $6 AND f.asked_at <= $7
                AND NOT EXISTS (SELECT 1 FROM follow_up m WHERE m.question_id = f.question_id AND m.kind = 'month' AND m.asked_at > f.asked_at)
            UNION SELECT p.question_id FROM verification v JOIN post p ON p.id = v.post_id WHERE v.withdrawn_at IS NULL AND v.at > $8 AND v.at <= $9
                AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.question_id = p.question_id AND f.kind = 'verified' AND f.about_id = p.id)
         ) c WHERE c.id > $1 ORDER BY c.id LIMIT {BATCH}"
    );
    let values = values![
        after.0,
        now - STILL - LATE,
        now - STILL,
        now - WEEK - LATE,
        now - WEEK,
        now - MONTH - LATE,
        now - MONTH,
        now - VERIFIED - LATE,
        now - VERIFIED
    ];
    let rows: Vec<Id> = db::rows(db, &text, values).await?;
    Ok(rows.into_iter().map(|r| r.id).collect())
}

#[derive(FromQueryResult)]
struct Facts {
    title: String,
    asker_id: AccountId,
    created_at: i64,
    quiet: bool,
    settled: bool,
    answer_id: Option<i64>,
    answer_at: Option<i64>,
    answered_own_at: Option<i64>,
    commented_at: Option<i64>,
    confirmed_id: Option<i64>,
    confirmed_at: Option<i64>,
    owed: bool,
    doubted_at: Option<i64>,
    wrote_at: Option<i64>,
    raised_at: Option<i64>,
    joined_at: Option<i64>,
}

/// A thread as the rule reads it, with its title and asker. None where nothing is ever asked: in imported history, in what
/// is hidden or reserved, and of the brand about its own announcements.
pub async fn thread(db: &impl ConnectionTrait, question: PostId) -> Result<Option<(String, AccountId, Thread)>, DbErr> {
    let others = "FROM post p WHERE p.question_id = q.id AND p.kind = 'answer' AND p.state = 'visible' AND p.author_id <> q.author_id";
    let confirmed = "FROM post p JOIN verification v ON v.post_id = p.id AND v.withdrawn_at IS NULL WHERE p.question_id = q.id AND p.kind = 'answer' AND p.state = 'visible'
        AND NOT EXISTS (SELECT 1 FROM did_not_work d JOIN account s ON s.id = d.actor_id WHERE d.post_id = p.id AND d.withdrawn_at IS NULL AND d.reason = 'outdated' AND s.role <> 'customer')";
    let text = format!(
        "SELECT q.title, q.author_id AS asker_id, q.created_at, (q.live = FALSE OR q.reserved = TRUE OR q.state <> 'visible' OR o.official = TRUE) AS quiet,
            (q.solved_at IS NOT NULL OR q.closed_at IS NOT NULL) AS settled,
            (SELECT p.id {others} ORDER BY p.created_at DESC, p.id DESC LIMIT 1) AS answer_id,
            (SELECT p.created_at {others} ORDER BY p.created_at DESC, p.id DESC LIMIT 1) AS answer_at,
            (SELECT MAX(p.created_at) FROM post p WHERE p.question_id = q.id AND p.kind = 'answer' AND p.state = 'visible' AND p.author_id = q.author_id) AS answered_own_at,
            (SELECT MAX(c.created_at) FROM comment c WHERE c.question_id = q.id AND c.state = 'visible' AND c.author_id = q.author_id) AS commented_at,
            (SELECT p.id {confirmed} ORDER BY v.at, p.id LIMIT 1) AS confirmed_id,
            (SELECT v.at {confirmed} ORDER BY v.at, p.id LIMIT 1) AS confirmed_at,
            (EXISTS (SELECT 1 FROM escalation e WHERE e.question_id = q.id AND e.ended_at IS NULL)
                OR EXISTS (SELECT 1 FROM promise m WHERE m.question_id = q.id AND m.ended_at IS NULL)
                OR EXISTS (SELECT 1 {confirmed} AND EXISTS (SELECT 1 FROM did_not_work n WHERE n.post_id = p.id AND n.actor_id = q.author_id AND n.withdrawn_at IS NULL))) AS owed,
            (SELECT MAX(n.at) FROM post p JOIN did_not_work n ON n.post_id = p.id WHERE p.question_id = q.id AND n.actor_id = q.author_id AND n.withdrawn_at IS NULL) AS doubted_at,
            (SELECT MAX(m.at) FROM private_message m WHERE m.question_id = q.id AND m.author_id = q.author_id) AS wrote_at,
            (SELECT MAX(e.opened_at) FROM escalation e WHERE e.question_id = q.id) AS raised_at,
            (SELECT MAX(v.at) FROM escalation e JOIN escalation_event v ON v.escalation_id = e.id WHERE e.question_id = q.id AND v.kind = 'joined' AND v.actor_id = q.author_id) AS joined_at
         FROM question q JOIN post o ON o.id = q.id WHERE q.id = $1"
    );
    let row: Option<Facts> = db::row(db, &text, values![question.0]).await?;
    let Some(f) = row.filter(|f| !f.quiet) else { return Ok(None) };
    let thread = Thread {
        id: question.0,
        asked_at: f.created_at,
        settled: f.settled,
        last_answer: f.answer_id.zip(f.answer_at),
        asker_last: f.answered_own_at.max(f.commented_at),
        confirmed: f.confirmed_id.zip(f.confirmed_at),
        owed: f.owed,
        objected_at: [f.doubted_at, f.wrote_at, f.raised_at, f.joined_at].into_iter().flatten().max(),
        before: before(db, question).await?,
    };
    Ok(Some((f.title, f.asker_id, thread)))
}

async fn before(db: &impl ConnectionTrait, question: PostId) -> Result<Vec<Put>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        kind: FollowUpKind,
        about_id: i64,
        asked_at: i64,
        opened: bool,
        answered: bool,
    }
    let text = "SELECT kind, about_id, asked_at, (opened_at IS NOT NULL) AS opened, (answered_at IS NOT NULL) AS answered
         FROM follow_up WHERE question_id = $1 AND asked_at IS NOT NULL ORDER BY asked_at, id";
    let rows: Vec<Row> = db::rows(db, text, values![question.0]).await?;
    Ok(rows.into_iter().map(|r| Put { kind: ruled(r.kind), about: r.about_id, at: r.asked_at, opened: r.opened, answered: r.answered }).collect())
}

/// Questions about confirmed answers that nobody answered for a while.
pub async fn silent(db: &impl ConnectionTrait, since: Millis) -> Result<Vec<(FollowUpId, PostId)>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: FollowUpId,
        question_id: PostId,
    }
    let text = format!("SELECT id, question_id FROM follow_up WHERE kind = 'verified' AND answered_at IS NULL AND mailed = TRUE AND asked_at <= $1 ORDER BY asked_at, id LIMIT {BATCH}");
    let rows: Vec<Row> = db::rows(db, &text, values![since]).await?;
    Ok(rows.into_iter().map(|r| (r.id, r.question_id)).collect())
}

/// A question that was put to an asker.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Asked {
    /// None: it stands in the page and was not answered yet.
    pub id: Option<FollowUpId>,
    pub question_id: PostId,
    pub title: String,
    pub slug: String,
    pub lang: String,
    pub asker_id: AccountId,
    pub kind: FollowUpKind,
    pub about_id: PostId,
    pub answered_at: Option<i64>,
    pub answer: Option<FollowUpAnswer>,
    pub expected: Option<Expectation>,
    pub received_at: Option<i64>,
}

const ASKED: &str = "SELECT f.id, f.question_id, q.title, q.slug, p.lang, q.author_id AS asker_id, f.kind, f.about_id, f.answered_at, f.answer, w.expected, w.received_at
     FROM follow_up f JOIN question q ON q.id = f.question_id JOIN post p ON p.id = q.id LEFT JOIN follow_up_word w ON w.follow_up_id = f.id";

/// By what its mail holds.
pub async fn by_token(db: &impl ConnectionTrait, token: &str, now: Millis) -> Result<Option<Asked>, DbErr> {
    if token.len() != 43 {
        return Ok(None);
    }
    let text = format!("{ASKED} JOIN follow_up_link l ON l.follow_up_id = f.id WHERE l.token_hash = $1 AND l.expires_at > $2 AND f.asked_at IS NOT NULL AND q.state = 'visible' AND p.official = FALSE");
    db::row(db, &text, values![tokens::hash(token), now]).await
}

/// The newest one of a thread; or "has it come back?", which stands in the page alone.
pub async fn of_thread(db: &impl ConnectionTrait, question: PostId, now: Millis) -> Result<Option<Asked>, DbErr> {
    let text = format!("{ASKED} WHERE f.question_id = $1 AND f.asked_at IS NOT NULL AND q.state = 'visible' AND p.official = FALSE ORDER BY f.asked_at DESC, f.id DESC LIMIT 1");
    let put: Option<Asked> = db::row(db, &text, values![question.0]).await?;
    let text = "SELECT CAST(NULL AS BIGINT) AS id, q.id AS question_id, q.title, q.slug, p.lang, q.author_id AS asker_id, 'come_back' AS kind, a.post_id AS about_id,
            CAST(NULL AS BIGINT) AS answered_at, CAST(NULL AS TEXT) AS answer, CAST(NULL AS TEXT) AS expected, CAST(NULL AS BIGINT) AS received_at
         FROM question q JOIN post p ON p.id = q.id JOIN acceptance a ON a.question_id = q.id AND a.actor_id = q.author_id AND a.withdrawn_at IS NULL AND a.imported = FALSE
         WHERE q.id = $1 AND q.state = 'visible' AND q.live = TRUE AND p.official = FALSE AND a.at <= $2 AND a.at > $3
            AND NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.question_id = q.id AND f.kind = 'come_back' AND f.about_id = a.post_id)
         ORDER BY a.at DESC LIMIT 1";
    match put {
        Some(a) if a.answered_at.is_none() => Ok(Some(a)),
        put => Ok(db::row(db, text, values![question.0, now - COME_BACK, now - COME_BACK - COME_BACK_FOR]).await?.or(put)),
    }
}

/// An answer that may have solved it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Candidate {
    pub id: PostId,
    pub author: String,
    pub source: String,
    pub lang: String,
    pub confirmed: bool,
    pub accepted: bool,
    /// Others said for the asker that it solved it.
    pub said_for: bool,
}

/// Visible answers by others: what the brand confirmed first, then the most helpful.
pub async fn answers(db: &impl ConnectionTrait, question: PostId) -> Result<Vec<Candidate>, DbErr> {
    let text = "SELECT p.id, a.display_name AS author, SUBSTR(p.source, 1, 400) AS source, p.lang,
            EXISTS (SELECT 1 FROM verification v WHERE v.post_id = p.id AND v.withdrawn_at IS NULL) AS confirmed,
            EXISTS (SELECT 1 FROM acceptance c WHERE c.post_id = p.id AND c.withdrawn_at IS NULL) AS accepted,
            EXISTS (SELECT 1 FROM absent_proposal s WHERE s.post_id = p.id AND s.confirmed_at IS NOT NULL AND s.ended_at IS NULL) AS said_for
         FROM post p JOIN question q ON q.id = p.question_id JOIN account a ON a.id = p.author_id
         WHERE p.question_id = $1 AND p.kind = 'answer' AND p.state = 'visible' AND p.author_id <> q.author_id
         ORDER BY CASE WHEN EXISTS (SELECT 1 FROM verification v WHERE v.post_id = p.id AND v.withdrawn_at IS NULL) THEN 0 ELSE 1 END, p.score DESC, p.id LIMIT 20";
    db::rows(db, text, values![question.0]).await
}
