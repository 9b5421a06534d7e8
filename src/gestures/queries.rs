//! Reads for the pages of gestures.

use entity::{AccountId, GestureId, GestureKindId, GestureState, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::{db, values};

/// Gestures on one page.
pub const PAGE: usize = 100;

#[derive(Clone, Debug, FromQueryResult)]
pub struct Kind {
    pub id: GestureKindId,
    pub name_en: String,
    pub name_fr: String,
    pub value: Option<i64>,
    pub ceiling: i64,
    pub retired_at: Option<i64>,
    pub given: i64,
}

const KIND: &str = "SELECT k.id, k.name_en, k.name_fr, k.value, k.ceiling, k.retired_at, (SELECT COUNT(*) FROM gesture g WHERE g.kind_id = k.id AND g.state = 'given') AS given FROM gesture_kind k";

/// `all`: also those that are no longer offered.
pub async fn kinds(db: &impl ConnectionTrait, all: bool) -> Result<Vec<Kind>, DbErr> {
    let only = if all { "" } else { " WHERE k.retired_at IS NULL" };
    db::rows(db, &format!("{KIND}{only} ORDER BY CASE WHEN k.retired_at IS NULL THEN 0 ELSE 1 END, k.id"), []).await
}

pub async fn kind(db: &impl ConnectionTrait, id: GestureKindId) -> Result<Option<Kind>, DbErr> {
    db::row(db, &format!("{KIND} WHERE k.id = $1 AND k.retired_at IS NULL"), values![id.0]).await
}

#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct Rule {
    pub allowance: i64,
    pub budget: i64,
    pub approval_minutes: i64,
}

pub async fn rule(db: &impl ConnectionTrait) -> Result<Rule, DbErr> {
    let found: Option<Rule> = db::row(db, "SELECT allowance, budget, approval_minutes FROM gesture_rule ORDER BY id LIMIT 1", []).await?;
    Ok(found.unwrap_or(Rule { allowance: 0, budget: 0, approval_minutes: 480 }))
}

/// A month in figures, and what one may still give in it without asking.
#[derive(Clone, Copy, Debug)]
pub struct Month {
    pub budget: i64,
    pub spent: i64,
    pub mine: i64,
}

pub async fn month(db: &impl ConnectionTrait, month: i64, me: AccountId) -> Result<Month, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        most: i64,
        spent: i64,
    }
    let rule = rule(db).await?;
    let whole: Option<Row> = db::row(db, "SELECT budget AS most, spent FROM gesture_month WHERE month = $1", values![month]).await?;
    let own: Option<Row> = db::row(db, "SELECT allowance AS most, spent FROM gesture_allowance WHERE month = $1 AND account_id = $2", values![month, me.0]).await?;
    let whole = whole.unwrap_or(Row { most: rule.budget, spent: 0 });
    let own = own.unwrap_or(Row { most: rule.allowance, spent: 0 });
    Ok(Month { budget: whole.most, spent: whole.spent, mine: (own.most - own.spent).max(0) })
}

#[derive(Clone, Debug, FromQueryResult)]
pub struct Gesture {
    pub id: GestureId,
    pub question_id: PostId,
    pub title: String,
    pub lang: String,
    pub name_en: String,
    pub name_fr: String,
    pub customer_id: AccountId,
    pub customer: String,
    pub amount: i64,
    pub words: String,
    pub reason: String,
    pub state: GestureState,
    pub proposed_by: AccountId,
    pub proposer: String,
    pub proposed_at: i64,
    pub due_at: Option<i64>,
    pub decider: Option<String>,
    pub decided_at: Option<i64>,
    pub note: String,
}

const GESTURE: &str = "SELECT g.id, g.question_id, q.title, p.lang, k.name_en, k.name_fr, g.customer_id, c.display_name AS customer, g.amount, g.words, g.reason, g.state,
        g.proposed_by, a.display_name AS proposer, g.proposed_at, g.due_at, d.display_name AS decider, g.decided_at, g.note
     FROM gesture g JOIN gesture_kind k ON k.id = g.kind_id JOIN question q ON q.id = g.question_id JOIN post p ON p.id = q.id JOIN account c ON c.id = g.customer_id
     JOIN account a ON a.id = g.proposed_by LEFT JOIN account d ON d.id = g.decided_by";

/// Those that wait, the one due first; then what became of the others, the newest first.
pub async fn list(db: &impl ConnectionTrait) -> Result<(Vec<Gesture>, Vec<Gesture>), DbErr> {
    let waiting = db::rows(db, &format!("{GESTURE} WHERE g.state = 'proposed' ORDER BY g.due_at, g.id LIMIT {PAGE}"), []).await?;
    let others = db::rows(db, &format!("{GESTURE} WHERE g.state <> 'proposed' ORDER BY g.id DESC LIMIT {PAGE}"), []).await?;
    Ok((waiting, others))
}

pub async fn one(db: &impl ConnectionTrait, id: GestureId) -> Result<Option<Gesture>, DbErr> {
    db::row(db, &format!("{GESTURE} WHERE g.id = $1"), values![id.0]).await
}

/// One that nobody decided on in time.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Late {
    pub id: GestureId,
    due_at: i64,
}

/// Those that wait beyond the moment they were to be decided by, and nobody was told: some, after one of them.
pub async fn late(db: &impl ConnectionTrait, after: Option<Late>, now: Millis) -> Result<Vec<Late>, DbErr> {
    let (due, id) = after.map_or((i64::MIN, 0), |l| (l.due_at, l.id.0));
    let text = format!("SELECT id, due_at FROM gesture WHERE state = 'proposed' AND due_at <= $1 AND late_told_at IS NULL AND (due_at, id) > ($2, $3) ORDER BY due_at, id LIMIT {PAGE}");
    db::rows(db, &text, values![now, due, id]).await
}

/// Of a thread, for the team's page of it.
pub async fn of_thread(db: &impl ConnectionTrait, question: PostId) -> Result<Vec<Gesture>, DbErr> {
    db::rows(db, &format!("{GESTURE} WHERE g.question_id = $1 ORDER BY g.id DESC LIMIT 20"), values![question.0]).await
}

/// The thread a gesture is about, and whose it is: an account that can be told.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Thread {
    pub id: PostId,
    pub title: String,
    pub lang: String,
    pub asker_id: AccountId,
    pub asker: String,
}

pub async fn thread(db: &impl ConnectionTrait, question: PostId) -> Result<Option<Thread>, DbErr> {
    let text = "SELECT q.id, q.title, p.lang, q.author_id AS asker_id, a.display_name AS asker FROM question q JOIN post p ON p.id = q.id JOIN account a ON a.id = q.author_id
         WHERE q.id = $1 AND q.reserved = FALSE AND a.deleted_at IS NULL AND a.placeholder = FALSE AND a.role = 'customer'";
    db::row(db, text, values![question.0]).await
}
