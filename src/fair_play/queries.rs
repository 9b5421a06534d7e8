//! Reads of cases. Each takes who reads: a case one is part of is not there.

use std::collections::HashMap;

use entity::{AccountId, CaseId, CaseState, PostId};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use super::UNDO;
use crate::clock::Millis;
use crate::{db, values};

/// A case in the list and on its page.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Case {
    pub id: CaseId,
    pub state: CaseState,
    pub opened_at: i64,
    pub updated_at: i64,
    pub decided_at: Option<i64>,
    pub decided_by: Option<String>,
    pub reason: Option<String>,
    pub undone_at: Option<i64>,
    pub undone_by: Option<String>,
    pub undo_reason: Option<String>,
    pub facts: i64,
    pub annulled: i64,
}

impl Case {
    /// Can the reversal still be undone?
    pub fn undoable(&self, now: Millis) -> bool {
        self.state == CaseState::Reversed && self.decided_at.is_some_and(|at| at > now - UNDO)
    }
}

/// A member of a case.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Member {
    pub case_id: CaseId,
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
    pub created_at: i64,
    pub reputation: i64,
    pub deleted: bool,
}

/// What was seen.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Finding {
    pub pattern: String,
    pub about_id: AccountId,
    /// Numbers of accounts, with commas.
    pub accounts: String,
    pub share: i64,
    pub facts: i64,
}

/// A fact of the case.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Fact {
    pub kind: String,
    pub fact_id: i64,
    pub giver_id: AccountId,
    pub receiver_id: AccountId,
    pub at: i64,
    pub points: i64,
    pub annulled: bool,
    pub post_id: PostId,
    pub question_id: PostId,
    pub answer: bool,
    pub title: String,
    pub slug: String,
}

const CASE: &str = "SELECT c.id, c.state, c.opened_at, c.updated_at, c.decided_at, d.display_name AS decided_by, c.reason, c.undone_at, u.display_name AS undone_by, c.undo_reason,
        (SELECT COUNT(*) FROM fair_case_fact k WHERE k.case_id = c.id) AS facts,
        (SELECT COUNT(*) FROM fair_case_fact k WHERE k.case_id = c.id AND k.annulled = TRUE) AS annulled
     FROM fair_case c LEFT JOIN account d ON d.id = c.decided_by LEFT JOIN account u ON u.id = c.undone_by
     WHERE NOT EXISTS (SELECT 1 FROM fair_case_member m WHERE m.case_id = c.id AND m.member_id = $1)";

/// Open ones, oldest first; then the latest decisions.
pub async fn list(db: &impl ConnectionTrait, me: AccountId) -> Result<Vec<Case>, DbErr> {
    let mut all: Vec<Case> = db::rows(db, &format!("{CASE} AND c.state = 'open' ORDER BY c.id LIMIT 100"), values![me.0]).await?;
    for state in ["reversed", "dismissed", "undone"] {
        all.extend(db::rows::<Case>(db, &format!("{CASE} AND c.state = '{state}' ORDER BY c.id DESC LIMIT 20"), values![me.0]).await?);
    }
    Ok(all)
}

pub async fn one(db: &impl ConnectionTrait, me: AccountId, id: CaseId) -> Result<Option<Case>, DbErr> {
    db::row(db, &format!("{CASE} AND c.id = $2"), values![me.0, id.0]).await
}

/// The people of some cases.
pub async fn members(db: &impl ConnectionTrait, cases: &[CaseId]) -> Result<HashMap<CaseId, Vec<Member>>, DbErr> {
    let mut out: HashMap<CaseId, Vec<Member>> = HashMap::new();
    if cases.is_empty() {
        return Ok(out);
    }
    let list = cases.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let text = format!(
        "SELECT m.case_id, a.id, a.username, a.display_name, a.created_at, a.reputation, (a.deleted_at IS NOT NULL) AS deleted FROM fair_case_member m JOIN account a ON a.id = m.member_id
         WHERE m.case_id IN ({list}) ORDER BY m.case_id, a.id"
    );
    for m in db::rows::<Member>(db, &text, []).await? {
        out.entry(m.case_id).or_default().push(m);
    }
    Ok(out)
}

pub async fn findings(db: &impl ConnectionTrait, case: CaseId) -> Result<Vec<Finding>, DbErr> {
    db::rows(db, "SELECT pattern, about_id, accounts, share, facts FROM fair_finding WHERE case_id = $1 ORDER BY id", values![case.0]).await
}

/// The evidence, giver by giver, in the order of time.
pub async fn facts(db: &impl ConnectionTrait, case: CaseId) -> Result<Vec<Fact>, DbErr> {
    db::rows(
        db,
        "SELECT k.kind, k.fact_id, k.giver_id, k.receiver_id, k.at, k.points, k.annulled, k.post_id, q.id AS question_id, (p.kind = 'answer') AS answer, q.title, q.slug
         FROM fair_case_fact k JOIN post p ON p.id = k.post_id JOIN question q ON q.id = p.question_id WHERE k.case_id = $1 ORDER BY k.giver_id, k.receiver_id, k.at, k.fact_id",
        values![case.0],
    )
    .await
}

/// Whom to tell.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Person {
    pub id: AccountId,
    pub username: String,
    pub email: String,
    pub lang: Option<String>,
}

/// Those of them who can be mailed.
pub async fn people(db: &impl ConnectionTrait, ids: &[AccountId]) -> Result<Vec<Person>, DbErr> {
    let list = ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    if list.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!(
        "SELECT id, username, email, lang FROM account WHERE id IN ({list}) AND email IS NOT NULL AND email_verified_at IS NOT NULL AND deleted_at IS NULL AND placeholder = FALSE ORDER BY id"
    );
    db::rows(db, &text, []).await
}
