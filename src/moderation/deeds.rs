//! What moderators do, each in one transaction: the text, reports, points, the account, the decision and its statement.
//! Called with the thread held.

use entity::{AccountId, CommentId, DecisionAct, DecisionId, FlagReason, FlagState, ItemId, PostId, PostKind, PostState, Role};
use sea_orm::{DatabaseTransaction, FromQueryResult};
use serde_json::{Value, json};

use super::letters;
use crate::clock::{DAY, Millis};
use crate::config::Config;
use crate::deadlines;
use crate::error::{Error, Result};
use crate::notifications::events;
use crate::questions::care::actions as care;
use crate::questions::comments::actions::{self as comments, Remark};
use crate::questions::facts::said_for;
use crate::questions::facts::scene::Scene;
use crate::questions::shaping;
use crate::reputation;
use crate::rules::policy::Denied;
use crate::screening::decisions::{self, New};
use crate::screening::hosts;
use crate::screening::queue::Object;
use crate::standing;
use crate::web::session;
use crate::{db, values};

/// What a moderator wants.
#[derive(Clone, Debug)]
pub struct Verdict {
    pub act: DecisionAct,
    pub reason: Option<FlagReason>,
    pub fact: String,
    pub abuse: bool,
    /// Of a sanction.
    pub days: Option<i64>,
}

impl Verdict {
    /// As it is kept with a text or an account: a word of the public list.
    pub fn word(&self) -> &'static str {
        self.reason.map_or("", FlagReason::word)
    }

    pub fn until(&self, now: Millis) -> Option<Millis> {
        self.days.map(|d| now + d * DAY)
    }
}

/// What a decision is about, as it stands under the lock of its question.
#[derive(Clone, Debug)]
pub struct Case {
    pub item: Option<ItemId>,
    /// The post; of a comment, the post it is on.
    pub scene: Scene,
    pub remark: Option<Remark>,
}

/// A comment in whatever state.
pub async fn remark(tx: &DatabaseTransaction, id: CommentId) -> Result<Remark> {
    let found: Option<Remark> = db::row(tx, "SELECT id, post_id, author_id, state FROM comment WHERE id = $1", values![id.0]).await?;
    found.ok_or(Error::NotFound)
}

impl Case {
    pub fn author(&self) -> AccountId {
        self.remark.as_ref().map_or(self.scene.author_id, |r| r.author_id)
    }

    pub fn state(&self) -> PostState {
        self.remark.as_ref().map_or(self.scene.state, |r| r.state)
    }

    pub fn object(&self) -> Object {
        self.remark.as_ref().map_or(Object::Post(self.scene.id), |r| Object::Comment(r.id))
    }
}

/// Does the text wait for a verdict of its own, which this decision is not? It is held back, or hidden by reports that
/// nobody decided: with its item closed it would never come out.
pub async fn lacks_verdict(tx: &DatabaseTransaction, case: &Case, act: DecisionAct) -> Result<bool> {
    if !matches!(act, DecisionAct::Warn | DecisionAct::Silence | DecisionAct::Suspend | DecisionAct::Lock) {
        return Ok(false);
    }
    match case.state() {
        PostState::Held => Ok(true),
        PostState::Hidden => {
            let text = "SELECT COUNT(*) AS n FROM flag WHERE post_id = $1 AND COALESCE(comment_id, 0) = $2 AND withdrawn_at IS NULL AND state = 'open'";
            Ok(db::count(tx, text, values![case.scene.id.0, case.remark.as_ref().map_or(0, |r| r.id.0)]).await? > 0)
        }
        _ => Ok(false),
    }
}

/// Does it. The caller has checked that this person may, and holds the thread.
pub async fn decide(tx: &DatabaseTransaction, config: &Config, case: &Case, verdict: &Verdict, by: AccountId, now: Millis) -> Result<DecisionId> {
    use DecisionAct::*;
    let mut before = as_it_was(tx, case).await?;
    let flags = match verdict.act {
        Keep | Release => reports(tx, case, FlagState::Dismissed).await?,
        _ => reports(tx, case, FlagState::Upheld).await?,
    };
    before["flags"] = json!(flags);
    match verdict.act {
        // hidden by a report alone, or held: it was fine
        Keep if matches!(case.state(), PostState::Hidden | PostState::Held) => shown(tx, case, by, now).await?,
        Keep | Warn => reputation_follows(tx, case, now).await?,
        Release => released(tx, case, by, now).await?,
        EditOut if matches!(case.state(), PostState::Hidden | PostState::Held) => shown(tx, case, by, now).await?,
        EditOut => reputation_follows(tx, case, now).await?,
        Hide => moved(tx, case, by, PostState::Hidden, Some(verdict.word()), now).await?,
        Remove => {
            if verdict.abuse && case.remark.is_none() {
                db::run(tx, "UPDATE post SET removed_as_abuse_at = $2 WHERE id = $1 AND removed_as_abuse_at IS NULL", values![case.scene.id.0, now]).await?;
            }
            moved(tx, case, by, PostState::Removed, Some(verdict.word()), now).await?;
        }
        Silence | Suspend => {
            reputation::actions::hold_with(tx, case.scene.id, case.scene.question_id, case.author()).await?;
            sanction(tx, case.author(), verdict, by, now).await?;
            reputation_follows(tx, case, now).await?;
        }
        Lock => {
            before["closed"] = json!(case.scene.closed_at.is_some());
            care::close(tx, case.scene.question_id, by, &verdict.fact, now).await?;
            reputation_follows(tx, case, now).await?;
        }
        Restore | Lift | Merge => return Err(Error::BadRequest("not a decision about a text")),
    }
    let new = New {
        item: case.item,
        act: verdict.act,
        reason: verdict.word(),
        fact: &verdict.fact,
        abuse: verdict.abuse,
        member: Some(case.author()),
        object: case.object(),
        question: Some(case.scene.question_id),
        by,
        ends: verdict.until(now),
        before,
    };
    let id = decisions::record(tx, config, &new, now).await?;
    settle(tx, case, by, now).await?;
    if case.state() == PostState::Held && matches!(verdict.act, Release | Keep) {
        letters::released(tx, config, case, now).await?;
    }
    Ok(id)
}

/// Warns, silences or suspends somebody, apart from any text.
pub async fn decide_member(tx: &DatabaseTransaction, config: &Config, member: AccountId, verdict: &Verdict, by: AccountId, now: Millis) -> Result<DecisionId> {
    db::lock(tx, "account", member.0).await?;
    match verdict.act {
        DecisionAct::Warn => {}
        DecisionAct::Silence | DecisionAct::Suspend => sanction(tx, member, verdict, by, now).await?,
        DecisionAct::Lift => {
            standing::sanctions::lift(tx, member, "silence", now).await?;
            standing::sanctions::lift(tx, member, "suspension", now).await?;
        }
        _ => return Err(Error::BadRequest("not a decision about a member")),
    }
    let new = New {
        item: None,
        act: verdict.act,
        reason: verdict.word(),
        fact: &verdict.fact,
        abuse: false,
        member: Some(member),
        object: Object::Member(member),
        question: None,
        by,
        ends: verdict.until(now),
        before: json!({}),
    };
    Ok(decisions::record(tx, config, &new, now).await?)
}

#[derive(FromQueryResult)]
struct Was {
    state_reason: Option<String>,
    removed_as_abuse_at: Option<i64>,
    created_at: i64,
}

/// What an undo puts back.
async fn as_it_was(tx: &DatabaseTransaction, case: &Case) -> Result<Value> {
    let state = case.state().word();
    if case.remark.is_some() {
        return Ok(json!({ "state": state }));
    }
    let was: Option<Was> = db::row(tx, "SELECT state_reason, removed_as_abuse_at, created_at FROM post WHERE id = $1", values![case.scene.id.0]).await?;
    let was = was.ok_or(Error::NotFound)?;
    Ok(json!({ "state": state, "state_reason": was.state_reason, "abuse_at": was.removed_as_abuse_at, "created_at": was.created_at }))
}

/// Decides the open reports of the text; gives which.
async fn reports(tx: &DatabaseTransaction, case: &Case, state: FlagState) -> Result<Vec<i64>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
    }
    let text = "UPDATE flag SET state = $3 WHERE post_id = $1 AND COALESCE(comment_id, 0) = $2 AND withdrawn_at IS NULL AND state = 'open' RETURNING id";
    let rows: Vec<Row> = db::rows(tx, text, values![case.scene.id.0, case.remark.as_ref().map_or(0, |r| r.id.0), state.word()]).await?;
    Ok(rows.into_iter().map(|r| r.id).collect())
}

/// Reports that were right are worth something to whoever made them.
async fn reputation_follows(tx: &DatabaseTransaction, case: &Case, now: Millis) -> Result<()> {
    reputation::actions::post(tx, case.scene.id, case.scene.question_id, now).await?;
    Ok(())
}

/// The thread's clocks follow. What was held says its words only now.
pub async fn settle(tx: &DatabaseTransaction, case: &Case, by: AccountId, now: Millis) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Said {
        text: String,
    }
    let question = case.scene.question_id;
    if case.state() != PostState::Held || case.remark.is_some() {
        return deadlines::settle(tx, question, Some(by), now).await;
    }
    let said: Option<Said> = db::row(tx, "SELECT COALESCE(q.title || '\n', '') || p.source AS text FROM post p LEFT JOIN question q ON q.id = p.id WHERE p.id = $1", values![case.scene.id.0]).await?;
    deadlines::settle_said(tx, question, Some(by), &said.map(|s| s.text).unwrap_or_default(), now).await
}

/// Moves the text to another state, with everything that follows. A question that became part of another thread stays
/// where it is: nothing brings it back.
pub async fn moved(tx: &DatabaseTransaction, case: &Case, by: AccountId, state: PostState, reason: Option<&str>, now: Millis) -> Result<()> {
    match &case.remark {
        None => {
            let gone = state.is_live() && case.scene.kind == PostKind::Question && shaping::queries::merged(tx, case.scene.id).await?;
            let state = if gone { PostState::Hidden } else { state };
            care::set_state(tx, &case.scene, by, state, reason, now).await
        }
        Some(remark) => {
            comments::set_state(tx, remark, state).await?;
            reputation_follows(tx, case, now).await
        }
    }
}

/// Back among what everyone reads.
async fn shown(tx: &DatabaseTransaction, case: &Case, by: AccountId, now: Millis) -> Result<()> {
    if case.state() == PostState::Held {
        return released(tx, case, by, now).await;
    }
    let live = if case.remark.is_some() { PostState::Visible } else { PostState::live(case.scene.reserved) };
    moved(tx, case, by, live, None, now).await
}

#[derive(FromQueryResult)]
struct Shown {
    html: String,
}

/// What was held is published now: its clocks begin with it. Where it leads is nothing new any more.
async fn released(tx: &DatabaseTransaction, case: &Case, by: AccountId, now: Millis) -> Result<()> {
    if case.state() != PostState::Held {
        return Err(Error::Conflict("it was published or taken away meanwhile"));
    }
    match &case.remark {
        Some(remark) => {
            db::run(tx, "UPDATE comment SET created_at = $2 WHERE id = $1", values![remark.id.0, now]).await?;
        }
        None => {
            db::run(tx, "UPDATE post SET created_at = $2 WHERE id = $1", values![case.scene.id.0, now]).await?;
            db::run(tx, "UPDATE question SET created_at = $2, activity_at = $2 WHERE id = $1", values![case.scene.id.0, now]).await?;
        }
    }
    let (table, id) = case.remark.as_ref().map_or(("post", case.scene.id.0), |r| ("comment", r.id.0));
    let text: Option<Shown> = db::row(tx, &format!("SELECT html FROM {table} WHERE id = $1"), values![id]).await?;
    hosts::known(tx, &hosts::of(&text.map(|t| t.html).unwrap_or_default()), now).await?;
    if case.author() == case.scene.asker_id || case.remark.is_none() {
        deadlines::enliven(tx, case.scene.question_id, now).await?;
    }
    moved(tx, case, by, PostState::live(case.remark.is_none() && case.scene.reserved), None, now).await?;
    Ok(events::released(tx, case.scene.id, case.remark.as_ref().map(|r| r.id), now).await?)
}

/// May somebody with the role `own` silence or suspend somebody with the role `theirs`? Members by the whole team; the
/// team by whoever leads it and stands above; nobody an equal.
pub fn may_sanction(own: Role, theirs: Role) -> bool {
    theirs == Role::Customer || (own >= Role::Manager && own > theirs)
}

/// Holds the account, and refuses if this person may not sanction it.
async fn held_below(tx: &DatabaseTransaction, member: AccountId, by: AccountId) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Roles {
        theirs: Role,
        own: Role,
    }
    db::lock(tx, "account", member.0).await?;
    let roles: Option<Roles> = db::row(tx, "SELECT t.role AS theirs, o.role AS own FROM account t JOIN account o ON o.id = $2 WHERE t.id = $1", values![member.0, by.0]).await?;
    let roles = roles.ok_or(Error::NotFound)?;
    match may_sanction(roles.own, roles.theirs) {
        true => Ok(()),
        false if roles.own < Role::Manager => Err(Denied::ManagerOnly.into()),
        false if roles.own < Role::Admin => Err(Denied::AdminOnly.into()),
        false => Err(Error::Conflict("nobody sanctions an equal")),
    }
}

/// Silences or suspends, so that standing knows; a suspension ends every session.
async fn sanction(tx: &DatabaseTransaction, member: AccountId, verdict: &Verdict, by: AccountId, now: Millis) -> Result<()> {
    let until = verdict.until(now).ok_or(Error::BadRequest("a sanction has an end"))?;
    held_below(tx, member, by).await?;
    if db::count(tx, "SELECT COUNT(*) AS n FROM account WHERE id = $1 AND deleted_at IS NULL", values![member.0]).await? == 0 {
        return Err(Error::NotFound);
    }
    let kind = if verdict.act == DecisionAct::Silence { "silence" } else { "suspension" };
    if verdict.act == DecisionAct::Suspend {
        session::end_all(tx, member, None).await?;
        said_for::leave(tx, member, now).await?;
    }
    standing::sanctions::record(tx, member, kind, verdict.word(), Some(until), Some(by), now).await?;
    // a longer one that runs already goes on
    Ok(standing::sanctions::derive(tx, member, kind, now).await?)
}

/// The item about a text, opened by somebody of the team where there was none.
pub async fn open_for(tx: &DatabaseTransaction, scene: &Scene, now: Millis) -> Result<ItemId> {
    use crate::rules::moderation::weight;
    use crate::screening::queue;
    let item = queue::Item {
        kind: entity::ItemKind::Flagged,
        object: Object::Post(scene.id),
        question: Some(scene.question_id),
        about: Some(scene.author_id),
        weight: weight::FLAGGED,
        why: "staff",
        due: None,
    };
    if let Some(id) = super::queries::open_about(tx, item.object).await? {
        return Ok(id);
    }
    queue::open(tx, &item, now).await?;
    super::queries::open_about(tx, item.object).await?.ok_or(Error::NotFound)
}

/// The post an object stands on.
pub async fn post_of(tx: &DatabaseTransaction, object: Object) -> Result<Option<PostId>> {
    match object {
        Object::Post(id) => Ok(Some(id)),
        Object::Comment(id) => Ok(Some(remark(tx, id).await?.post_id)),
        _ => Ok(None),
    }
}
