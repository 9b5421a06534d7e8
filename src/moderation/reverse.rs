//! Taking a decision back: undone by whoever took it for as long as the rules say of every act,  or overturned by an appeal. What it changed is
//! put back, as far as nobody changed it since.

use entity::{AccountId, DecisionAct, DecisionId, FlagState, PostState};
use sea_orm::DatabaseTransaction;

use super::deeds::{self, Case};
use super::queries::{self, Decision};
use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::escalations::limits;
use crate::questions::care::actions as care;
use crate::questions::facts::scene;
use crate::reputation;
use crate::screening::decisions::is_against;
use crate::screening::letters;
use crate::screening::queue::Object;
use crate::standing;
use crate::{db, values};

/// Why it is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A slip: what waited waits again.
    Undone,
    /// It was wrong: reports that it upheld were not right.
    Overturned,
}

/// Undoes one's own decision for as long as the rules say; gives it, with whom it concerned.
pub async fn undo(tx: &DatabaseTransaction, config: &Config, id: DecisionId, by: AccountId, now: Millis) -> Result<Decision> {
    let within = limits::current(tx).await?.undo;
    let found = queries::decision(tx, id).await?.ok_or(Error::NotFound)?;
    let case = held(tx, &found).await?;
    let found = queries::decision(tx, id).await?.ok_or(Error::NotFound)?;
    let fixed = matches!(found.act, DecisionAct::EditOut | DecisionAct::Merge | DecisionAct::Lift | DecisionAct::Restore);
    if found.decided_by != Some(by) || fixed || !found.holds() || found.decided_at <= now - within {
        return Err(Error::Conflict("it can no longer be undone"));
    }
    if db::run(tx, "UPDATE moderation_decision SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL AND overturned_at IS NULL", values![id.0, now]).await? == 0 {
        return Err(Error::Conflict("it was undone before"));
    }
    put_back(tx, &found, case.as_ref(), by, How::Undone, now).await?;
    if let Some(object) = found.object() {
        let again = "UPDATE moderation_item SET done_at = NULL, done_by = NULL WHERE id = (SELECT d.item_id FROM moderation_decision d WHERE d.id = $1)
            AND NOT EXISTS (SELECT 1 FROM moderation_item o WHERE o.object = $2 AND o.object_id = $3 AND o.done_at IS NULL)";
        db::run(tx, again, values![id.0, object.word(), object.id()]).await?;
    }
    audit::record(tx, Deed { actor: Some(by), action: "moderation_undo", object: "decision", object_id: id.0, note: found.act.word() }, now).await?;
    if let Some(member) = found.member_id.filter(|_| is_against(found.act)) {
        letters::further(tx, config, member, id, |lang| vec![lang.mail_moderation_withdrawn().into()], now).await?;
    }
    Ok(found)
}

/// The text of a decision, with its thread held; none where it is about an account alone.
pub async fn held(tx: &DatabaseTransaction, of: &Decision) -> Result<Option<Case>> {
    let Some(object) = of.object() else { return Ok(None) };
    match (object, deeds::post_of(tx, object).await?) {
        (_, None) => {
            if let Some(member) = of.member_id {
                db::lock(tx, "account", member.0).await?;
            }
            Ok(None)
        }
        (object, Some(post)) => {
            let scene = scene::held(tx, post).await?;
            let remark = match object {
                Object::Comment(id) => Some(deeds::remark(tx, id).await?),
                _ => None,
            };
            Ok(Some(Case { item: None, scene, remark }))
        }
    }
}

/// Puts back what a decision changed. Called under the lock of its thread or account.
pub async fn put_back(tx: &DatabaseTransaction, of: &Decision, case: Option<&Case>, by: AccountId, how: How, now: Millis) -> Result<()> {
    let before: serde_json::Value = serde_json::from_str(&of.before).unwrap_or_default();
    let sanction = match of.act {
        DecisionAct::Silence => Some("silence"),
        DecisionAct::Suspend => Some("suspension"),
        _ => None,
    };
    if let (Some(case), Some(_), Some(member)) = (case, sanction, of.member_id) {
        reputation::actions::hold_with(tx, case.scene.id, case.scene.question_id, member).await?;
    }
    if let Some(case) = case {
        let flags: Vec<String> = before["flags"].as_array().map(|ids| ids.iter().filter_map(serde_json::Value::as_i64).map(|id| id.to_string()).collect()).unwrap_or_default();
        if !flags.is_empty() {
            let state = if how == How::Undone { FlagState::Open } else { FlagState::Dismissed };
            db::run(tx, &format!("UPDATE flag SET state = $1 WHERE id IN ({})", flags.join(", ")), values![state.word()]).await?;
        }
        text(tx, of, case, &before, by, how, now).await?;
        if of.act == DecisionAct::Lock && before["closed"] == serde_json::Value::Bool(false) && case.scene.closed_at == Some(of.decided_at) {
            care::reopen(tx, case.scene.question_id, by, now).await?;
        }
        deeds::settle(tx, case, by, now).await?;
    }
    if let (Some(kind), Some(member)) = (sanction, of.member_id) {
        let text = "UPDATE sanction SET overturned_at = $4 WHERE member_id = $1 AND kind = $2 AND began_at = $3 AND overturned_at IS NULL";
        db::run(tx, text, values![member.0, kind, of.decided_at, now]).await?;
        standing::sanctions::derive(tx, member, kind, now).await?;
        standing::actions::touch(tx, &[member]).await?;
    }
    Ok(())
}

/// The text as it was before, or as everyone reads it where the decision was wrong; unless somebody moved it on since.
async fn text(tx: &DatabaseTransaction, of: &Decision, case: &Case, before: &serde_json::Value, by: AccountId, how: How, now: Millis) -> Result<()> {
    let live = PostState::live(case.remark.is_none() && case.scene.reserved);
    let made = match of.act {
        DecisionAct::Hide => Some(PostState::Hidden),
        DecisionAct::Remove => Some(PostState::Removed),
        DecisionAct::Keep | DecisionAct::Release => Some(live),
        _ => None,
    };
    let was = before["state"].as_str().and_then(PostState::from_word).unwrap_or(live);
    let against = matches!(of.act, DecisionAct::Hide | DecisionAct::Remove);
    let back = if how == How::Overturned && against { live } else { was };
    if made != Some(case.state()) || back == case.state() {
        return follow(tx, case, now).await;
    }
    if case.remark.is_none() {
        let created_at = before["created_at"].as_i64().filter(|_| was == PostState::Held);
        let text = "UPDATE post SET removed_as_abuse_at = $2, created_at = COALESCE($3, created_at) WHERE id = $1";
        db::run(tx, text, values![case.scene.id.0, before["abuse_at"].as_i64(), created_at]).await?;
    }
    let reason = before["state_reason"].as_str().filter(|_| !back.is_live());
    deeds::moved(tx, case, by, back, reason, now).await
}

async fn follow(tx: &DatabaseTransaction, case: &Case, now: Millis) -> Result<()> {
    reputation::actions::post(tx, case.scene.id, case.scene.question_id, now).await?;
    Ok(())
}
