//! Decisions: written down once, told to whom they concern.

use entity::{AccountId, DecisionAct, DecisionId, ItemId, PostId};
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};

use super::letters;
use super::queue::{self, Object};
use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::config::Config;
use crate::{db, values};

/// A decision about to be written down.
#[derive(Clone, Debug)]
pub struct New<'a> {
    pub item: Option<ItemId>,
    pub act: DecisionAct,
    /// A word of the public list; empty where nothing was held against anybody.
    pub reason: &'a str,
    /// What happened, in words for whom it concerns.
    pub fact: &'a str,
    pub abuse: bool,
    /// Whom it concerns.
    pub member: Option<AccountId>,
    pub object: Object,
    pub question: Option<PostId>,
    pub by: AccountId,
    /// Of a sanction.
    pub ends: Option<Millis>,
    /// What an undo puts back.
    pub before: serde_json::Value,
}

#[derive(FromQueryResult)]
struct Made {
    id: DecisionId,
}

/// Is it told to whom it concerns, and can they appeal?
pub fn is_against(act: DecisionAct) -> bool {
    use DecisionAct::*;
    matches!(act, EditOut | Hide | Remove | Warn | Silence | Suspend)
}

/// Writes a decision down, ends what waited for it, and tells whom it concerns.
pub async fn record(tx: &DatabaseTransaction, config: &Config, new: &New<'_>, now: Millis) -> Result<DecisionId, DbErr> {
    let made: Option<Made> = db::row(
        tx,
        "INSERT INTO moderation_decision (item_id, act, reason, fact, abuse, member_id, object, object_id, question_id, decided_by, decided_at, ends_at, before)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id",
        values![
            new.item.map(|i| i.0),
            new.act.word(),
            new.reason,
            new.fact,
            new.abuse,
            new.member.map(|m| m.0),
            new.object.word(),
            new.object.id(),
            new.question.map(|q| q.0),
            new.by.0,
            now,
            new.ends,
            new.before.to_string()
        ],
    )
    .await?;
    let id = made.ok_or_else(|| DbErr::Custom("a decision was not stored".into()))?.id;
    queue::done(tx, new.object, new.by, now).await?;
    audit::record(tx, Deed { actor: Some(new.by), action: action(new.act), object: new.object.word(), object_id: new.object.id(), note: new.reason }, now).await?;
    if is_against(new.act)
        && let Some(member) = new.member
    {
        letters::statement(tx, config, member, id, new, now).await?;
    }
    Ok(id)
}

/// The word of the audit record.
fn action(act: DecisionAct) -> &'static str {
    use DecisionAct::*;
    match act {
        Keep => "moderation_keep",
        Release => "moderation_release",
        EditOut => "moderation_edit_out",
        Hide => "moderation_hide",
        Remove => "moderation_remove",
        Restore => "moderation_restore",
        Warn => "moderation_warn",
        Silence => "moderation_silence",
        Suspend => "moderation_suspend",
        Lift => "moderation_lift",
        Lock => "moderation_lock",
        Merge => "moderation_merge",
    }
}

/// The reports that decisions against a text, which hold still, found right.
pub async fn upheld_by(tx: &DatabaseTransaction, object: Object) -> Result<Vec<i64>, DbErr> {
    #[derive(FromQueryResult)]
    struct Row {
        before: String,
    }
    let text = "SELECT before FROM moderation_decision WHERE object = $1 AND object_id = $2 AND act IN ('hide', 'remove') AND overturned_at IS NULL AND undone_at IS NULL";
    let rows: Vec<Row> = db::rows(tx, text, values![object.word(), object.id()]).await?;
    let mut reports = Vec::new();
    for row in rows {
        let before: serde_json::Value = serde_json::from_str(&row.before).unwrap_or_default();
        reports.extend(before["flags"].as_array().into_iter().flatten().filter_map(serde_json::Value::as_i64));
    }
    Ok(reports)
}

/// What stood against a text no longer does: it was put back by somebody, outside an appeal.
pub async fn lifted(tx: &DatabaseTransaction, object: Object, now: Millis) -> Result<(), DbErr> {
    let text = "UPDATE moderation_decision SET overturned_at = $3 WHERE object = $1 AND object_id = $2 AND act IN ('hide', 'remove') AND overturned_at IS NULL AND undone_at IS NULL";
    db::run(tx, text, values![object.word(), object.id(), now]).await?;
    Ok(())
}
