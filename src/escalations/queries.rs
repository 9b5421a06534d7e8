//! Reads for the pages of this folder. What is the team's is read for the team alone.

use entity::{AccountId, DepartmentId, EscalationCause, EscalationEventKind, EscalationId, EscalationOutcome, EscalationState, FeedReason, PostId, StaffNoteId, WaitingOn};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::deadlines::promises::MOVED;
use crate::{db, values};
pub use crate::deadlines::departments::in_department;

/// The thread around what is done to it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Head {
    pub id: PostId,
    pub title: String,
    pub slug: String,
    pub lang: String,
    pub asker_id: AccountId,
    pub asker: String,
    pub asker_username: String,
    pub asker_gone: bool,
    pub category_en: Option<String>,
    pub category_fr: Option<String>,
    pub created_at: i64,
    pub peer_answer_count: i64,
    pub solved_at: Option<i64>,
    pub closed_at: Option<i64>,
    /// Moderators hid it.
    pub hidden: bool,
}

/// A public thread, hidden by moderators or not.
pub async fn head(db: &impl ConnectionTrait, question: PostId) -> Result<Option<Head>, DbErr> {
    db::row(
        db,
        "SELECT q.id, q.title, q.slug, p.lang, q.author_id AS asker_id, a.display_name AS asker, a.username AS asker_username, (a.deleted_at IS NOT NULL) AS asker_gone,
            c.name_en AS category_en, c.name_fr AS category_fr, q.created_at, q.peer_answer_count, q.solved_at, q.closed_at, (q.state = 'hidden') AS hidden
         FROM question q JOIN post p ON p.id = q.id JOIN account a ON a.id = q.author_id LEFT JOIN category c ON c.id = q.category_id
         WHERE q.id = $1 AND q.state IN ('visible', 'hidden')",
        values![question.0],
    )
    .await
}

/// Which thread an escalation is of.
pub async fn question_of(db: &impl ConnectionTrait, escalation: EscalationId) -> Result<Option<PostId>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        question_id: PostId,
    }
    let row: Option<Row> = db::row(db, "SELECT question_id FROM escalation WHERE id = $1", values![escalation.0]).await?;
    Ok(row.map(|r| r.question_id))
}

/// An escalation, open or not, for the team.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Record {
    pub id: EscalationId,
    pub cause: EscalationCause,
    pub opened_by: Option<String>,
    pub reason: String,
    pub details: String,
    pub priority: bool,
    pub department_id: DepartmentId,
    pub owner_id: Option<AccountId>,
    pub owner: Option<String>,
    pub state: EscalationState,
    pub opened_at: i64,
    pub claimed_at: Option<i64>,
    pub claim_ends_at: Option<i64>,
    pub snoozed_until: Option<i64>,
    pub ended_at: Option<i64>,
    pub outcome: Option<EscalationOutcome>,
    pub outcome_line: Option<String>,
}

/// All of a thread, the newest first.
pub async fn records(db: &impl ConnectionTrait, question: PostId) -> Result<Vec<Record>, DbErr> {
    db::rows(
        db,
        "SELECT e.id, e.cause, u.display_name AS opened_by, e.reason, e.details, e.priority, e.department_id, e.owner_id, o.display_name AS owner, e.state, e.opened_at, e.claimed_at,
            e.claim_ends_at, e.snoozed_until, e.ended_at, e.outcome, e.outcome_line
         FROM escalation e LEFT JOIN account u ON u.id = e.opened_by LEFT JOIN account o ON o.id = e.owner_id WHERE e.question_id = $1 ORDER BY (e.ended_at IS NULL) DESC, e.id DESC LIMIT 20",
        values![question.0],
    )
    .await
}

/// A line of the journal.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Event {
    pub at: i64,
    pub actor: Option<String>,
    pub kind: EscalationEventKind,
    pub note: String,
}

pub async fn journal(db: &impl ConnectionTrait, question: PostId) -> Result<Vec<Event>, DbErr> {
    db::rows(
        db,
        "SELECT v.at, a.display_name AS actor, v.kind, v.note FROM escalation_event v JOIN escalation e ON e.id = v.escalation_id LEFT JOIN account a ON a.id = v.actor_id
         WHERE e.question_id = $1 ORDER BY v.id DESC LIMIT 100",
        values![question.0],
    )
    .await
}

/// A note of the team.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Note {
    pub id: StaffNoteId,
    pub author: String,
    pub html: String,
    pub at: i64,
    /// Whom it names.
    pub names: Option<String>,
}

pub async fn notes(db: &impl ConnectionTrait, question: PostId) -> Result<Vec<Note>, DbErr> {
    db::rows(
        db,
        "SELECT n.id, a.display_name AS author, n.html, n.at,
            (SELECT string_agg(u.display_name, ', ') FROM staff_note_mention m JOIN account u ON u.id = m.account_id WHERE m.note_id = n.id) AS names
         FROM staff_note n JOIN account a ON a.id = n.author_id WHERE n.question_id = $1 AND n.deleted_at IS NULL ORDER BY n.id LIMIT 200",
        values![question.0],
    )
    .await
}

/// A note that names the reader.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Mention {
    pub question_id: PostId,
    pub title: String,
    pub author: String,
    pub at: i64,
    pub unread: bool,
}

/// The last ones, those not read first.
pub async fn mentions(db: &impl ConnectionTrait, who: AccountId) -> Result<Vec<Mention>, DbErr> {
    db::rows(
        db,
        "SELECT n.question_id, q.title, a.display_name AS author, n.at, (m.read_at IS NULL) AS unread
         FROM staff_note_mention m JOIN staff_note n ON n.id = m.note_id JOIN question q ON q.id = n.question_id JOIN account a ON a.id = n.author_id
         WHERE m.account_id = $1 AND n.deleted_at IS NULL ORDER BY (m.read_at IS NULL) DESC, n.id DESC LIMIT 50",
        values![who.0],
    )
    .await
}

/// How many of them are not read.
pub async fn unread_mentions(db: &impl ConnectionTrait, who: AccountId) -> Result<i64, DbErr> {
    db::count(db, "SELECT COUNT(*) AS n FROM staff_note_mention m JOIN staff_note n ON n.id = m.note_id WHERE m.account_id = $1 AND m.read_at IS NULL AND n.deleted_at IS NULL", values![who.0]).await
}

/// A message of the exchange.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Message {
    pub author: String,
    pub by_team: bool,
    pub html: String,
    pub photos: String,
    pub at: i64,
}

pub async fn messages(db: &impl ConnectionTrait, question: PostId) -> Result<Vec<Message>, DbErr> {
    db::rows(
        db,
        "SELECT a.display_name AS author, m.by_team, m.html, m.photos, m.at FROM private_message m JOIN account a ON a.id = m.author_id WHERE m.question_id = $1 ORDER BY m.id LIMIT 500",
        values![question.0],
    )
    .await
}

/// How many messages there are, and when the last one came: no word of them.
#[derive(Clone, Copy, Debug, Default, FromQueryResult)]
pub struct Exchange {
    pub messages: i64,
    pub last_at: Option<i64>,
}

pub async fn exchange(db: &impl ConnectionTrait, question: PostId) -> Result<Exchange, DbErr> {
    Ok(db::row(db, "SELECT COUNT(*) AS messages, MAX(at) AS last_at FROM private_message WHERE question_id = $1", values![question.0]).await?.unwrap_or_default())
}

/// Where the thread stands in the feed.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub urgency: i64,
    pub due_at: i64,
    pub waiting_on: WaitingOn,
}

pub async fn feed_row(db: &impl ConnectionTrait, question: PostId) -> Result<Option<Row>, DbErr> {
    db::row(db, "SELECT urgency, due_at, waiting_on FROM feed_row WHERE question_id = $1", values![question.0]).await
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Reason {
    pub reason: FeedReason,
}

pub async fn reasons(db: &impl ConnectionTrait, question: PostId) -> Result<Vec<Reason>, DbErr> {
    db::rows(db, "SELECT reason FROM feed_reason WHERE question_id = $1 ORDER BY urgency DESC, reason", values![question.0]).await
}

/// Someone who works here.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Colleague {
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
    pub open: i64,
}

/// Those a thread of a department can be given to: they work there, or nobody in particular does; never whoever asked.
pub async fn colleagues(db: &impl ConnectionTrait, department: DepartmentId, asker: AccountId, now: Millis) -> Result<Vec<Colleague>, DbErr> {
    db::rows(
        db,
        "SELECT a.id, a.username, a.display_name, (SELECT COUNT(*) FROM escalation e WHERE e.owner_id = a.id AND e.ended_at IS NULL) AS open FROM account a
         WHERE a.role <> 'customer' AND a.deleted_at IS NULL AND COALESCE(a.suspended_until, 0) <= $1 AND a.id <> $3
            AND (a.id IN (SELECT m.account_id FROM department_member m WHERE m.department_id = $2) OR NOT EXISTS (SELECT 1 FROM department_member m WHERE m.department_id = $2))
         ORDER BY a.display_name, a.id LIMIT 200",
        values![now, department.0, asker.0],
    )
    .await
}

/// An answer that may be an outcome.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Answer {
    pub id: PostId,
    pub author: String,
    /// Its author left.
    pub former: bool,
    /// How it begins.
    pub html: String,
}

/// Every answer of somebody else than the asker that everyone sees, the newest first.
pub async fn answers(db: &impl ConnectionTrait, question: PostId) -> Result<Vec<Answer>, DbErr> {
    db::rows(
        db,
        "SELECT p.id, a.display_name AS author, (a.deleted_at IS NOT NULL) AS former, SUBSTR(p.html, 1, 400) AS html
         FROM post p JOIN question q ON q.id = p.question_id JOIN account a ON a.id = p.author_id
         WHERE p.question_id = $1 AND p.kind = 'answer' AND p.state = 'visible' AND p.author_id <> q.author_id ORDER BY p.id DESC",
        values![question.0],
    )
    .await
}

/// Promises on a page of their list.
pub const PROMISES: usize = 100;

/// An open promise, for the list.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Promise {
    pub id: i64,
    pub question_id: PostId,
    pub title: String,
    pub words: String,
    pub due_at: i64,
    pub missed_at: Option<i64>,
    pub made_by: String,
    pub owner: Option<String>,
    pub moved: i64,
}

/// Open promises by date, from after one of them on: those whose date passed stand first. One more than a page where there
/// are more.
pub async fn promises(db: &impl ConnectionTrait, after: Option<(Millis, i64)>) -> Result<Vec<Promise>, DbErr> {
    let (due, id) = after.unwrap_or((i64::MIN, 0));
    let text = format!(
        "SELECT p.id, p.question_id, q.title, p.words, p.due_at, p.missed_at, m.display_name AS made_by, o.display_name AS owner, {MOVED} AS moved
         FROM promise p JOIN question q ON q.id = p.question_id JOIN escalation e ON e.id = p.escalation_id JOIN account m ON m.id = p.made_by LEFT JOIN account o ON o.id = e.owner_id
         WHERE p.ended_at IS NULL AND q.state NOT IN ('removed', 'deleted') AND (p.due_at > $1 OR (p.due_at = $1 AND p.id > $2)) ORDER BY p.due_at, p.id LIMIT {}",
        PROMISES + 1
    );
    db::rows(db, &text, values![due, id]).await
}

/// How many dates have passed.
pub async fn overdue(db: &impl ConnectionTrait, now: Millis) -> Result<i64, DbErr> {
    let text = "SELECT COUNT(*) AS n FROM promise p JOIN question q ON q.id = p.question_id WHERE p.ended_at IS NULL AND p.due_at <= $1 AND q.state NOT IN ('removed', 'deleted')";
    db::count(db, text, values![now]).await
}
