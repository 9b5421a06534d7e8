//! Keeping texts, putting them away; what is done with one.

use entity::{AccountId, CannedId, PostId};
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};

use super::queries::last_answer;
use crate::clock::Millis;
use crate::error::Result;
use crate::questions::facts::{actions as facts, scene};
use crate::reputation;
use crate::rules::policy::{Actor, Verb, may};
use crate::{db, values};

/// One that is kept.
pub struct New {
    pub name: String,
    pub body_en: String,
    pub body_fr: String,
    pub acts: String,
    pub department: Option<i64>,
    pub snooze_minutes: Option<i64>,
}

pub async fn create(tx: &DatabaseTransaction, by: AccountId, new: &New, now: Millis) -> Result<i64, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
    }
    let text = "INSERT INTO canned (name, body_en, body_fr, acts, department_id, snooze_minutes, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    let row: Option<Row> = db::row(tx, text, values![new.name.as_str(), new.body_en.as_str(), new.body_fr.as_str(), new.acts.as_str(), new.department, new.snooze_minutes, by.0, now]).await?;
    Ok(row.map_or(0, |r| r.id))
}

pub async fn save(tx: &DatabaseTransaction, id: CannedId, new: &New) -> Result<(), DbErr> {
    let text = "UPDATE canned SET name = $2, body_en = $3, body_fr = $4, acts = $5, department_id = $6, snooze_minutes = $7 WHERE id = $1";
    db::run(tx, text, values![id.0, new.name.as_str(), new.body_en.as_str(), new.body_fr.as_str(), new.acts.as_str(), new.department, new.snooze_minutes]).await?;
    Ok(())
}

/// Put away, or back.
pub async fn retire(tx: &DatabaseTransaction, id: CannedId, at: Option<Millis>) -> Result<(), DbErr> {
    db::run(tx, "UPDATE canned SET retired_at = $2 WHERE id = $1", values![id.0, at]).await?;
    Ok(())
}

/// It was put into an answer.
pub async fn used(tx: &DatabaseTransaction, id: CannedId, question: PostId, by: AccountId, now: Millis) -> Result<(), DbErr> {
    db::run(tx, "INSERT INTO canned_use (canned_id, question_id, by_id, at) VALUES ($1, $2, $3, $4)", values![id.0, question.0, by.0, now]).await?;
    Ok(())
}

/// Holds everybody whom confirming the last answer of a member concerns, and whoever does it, in the order in which everyone
/// locks. The thread is held.
pub async fn hold_all(tx: &DatabaseTransaction, question: PostId, by: AccountId) -> Result<()> {
    match last_answer(tx, question).await? {
        Some(last) => reputation::actions::hold_with(tx, last, question, by).await,
        None => Ok(()),
    }
}

/// Confirms the last answer of a member, if it is the one that was shown and may be. `false`: another is the last by now.
pub async fn confirm(tx: &DatabaseTransaction, actor: &Actor, question: PostId, shown: Option<PostId>, by: AccountId, now: Millis) -> Result<bool> {
    scene::held_question(tx, question).await?;
    let last = last_answer(tx, question).await?;
    if last != shown {
        return Ok(false);
    }
    let Some(last) = last else { return Ok(true) };
    let held = scene::scene(tx, last).await?;
    if may(actor, Verb::Verify, &held.facts()).is_ok() {
        facts::verify(tx, &held, by, now).await?;
    }
    Ok(true)
}
