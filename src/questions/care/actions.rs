//! Changes to a thread as a whole. Called under the lock of the question (`scene::held`).

use entity::{AccountId, FlagState, PostId, PostState};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::audit::{self, Deed};
use crate::clock::{DAY, Millis};
use crate::error::Result;
use crate::questions::facts::scene::Scene;
use crate::questions::refresh;
use crate::reputation;
use crate::screening::decisions;
use crate::screening::queue::{self, Object};
use crate::{db, deadlines, photos, search, standing, values};

/// How long the asker may say "my problem is different".
pub const SECOND_THOUGHTS: Millis = 30 * DAY;

/// No further answers, for a public reason.
pub async fn close(tx: &DatabaseTransaction, question: PostId, actor: AccountId, reason: &str, now: Millis) -> Result<()> {
    db::run(tx, "UPDATE question SET closed_at = $2, closed_by = $3, close_reason = $4 WHERE id = $1 AND closed_at IS NULL", values![question.0, now, actor.0, reason]).await?;
    deadlines::settle(tx, question, Some(actor), now).await?;
    // the reason stands in its row, where it can be redacted
    audit(tx, actor, "close", "question", question.0, "", now).await
}

/// Open again; also no longer a duplicate.
pub async fn reopen(tx: &DatabaseTransaction, question: PostId, actor: AccountId, now: Millis) -> Result<()> {
    // its original has one duplicate less
    deadlines::mark_all(tx, "question_id = (SELECT q.duplicate_of FROM question q WHERE q.id = $1)", values![question.0]).await?;
    db::run(tx, "UPDATE question SET closed_at = NULL, closed_by = NULL, close_reason = NULL, duplicate_of = NULL WHERE id = $1", values![question.0]).await?;
    deadlines::settle(tx, question, Some(actor), now).await?;
    audit(tx, actor, "reopen", "question", question.0, "", now).await
}

/// Why a question cannot be the original of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoOriginal {
    Itself,
    Absent,
    /// It is itself a duplicate of the one to be marked.
    Circle,
}

/// The question a duplicate would point to: where the named one is itself a duplicate, its original.
pub async fn original(db: &impl ConnectionTrait, duplicate: PostId, of: PostId) -> Result<std::result::Result<PostId, NoOriginal>> {
    #[derive(FromQueryResult)]
    struct Row {
        state: PostState,
        duplicate_of: Option<PostId>,
    }
    let mut at = of;
    for _ in 0..10 {
        if at == duplicate {
            return Ok(Err(if at == of { NoOriginal::Itself } else { NoOriginal::Circle }));
        }
        let row: Option<Row> = db::row(db, "SELECT state, duplicate_of FROM question WHERE id = $1", values![at.0]).await?;
        let Some(row) = row.filter(|r| r.state == PostState::Visible) else { return Ok(Err(NoOriginal::Absent)) };
        match row.duplicate_of {
            None => return Ok(Ok(at)),
            Some(next) => at = next,
        }
    }
    Ok(Err(NoOriginal::Circle))
}

/// Whoever marks a duplicate waits for whoever else does: else two could become each other's. Before any other lock.
pub async fn one_at_a_time(tx: &DatabaseTransaction) -> Result<()> {
    let first = db::count(tx, "SELECT COALESCE(MIN(id), 0) AS n FROM question", []).await?;
    Ok(db::lock(tx, "question", first).await?)
}

/// Marks a duplicate; those that pointed to it point to its original from now on.
pub async fn duplicate(tx: &DatabaseTransaction, question: PostId, original: PostId, actor: AccountId, now: Millis) -> Result<()> {
    db::run(tx, "UPDATE question SET duplicate_of = $2, closed_at = $3, closed_by = $4, close_reason = NULL WHERE id = $1", values![question.0, original.0, now, actor.0]).await?;
    db::run(tx, "UPDATE question SET duplicate_of = $2 WHERE duplicate_of = $1", values![question.0, original.0]).await?;
    deadlines::mark_all(tx, "question_id IN (SELECT q.id FROM question q WHERE q.duplicate_of = $1)", values![original.0]).await?;
    deadlines::settle(tx, question, Some(actor), now).await?;
    audit(tx, actor, "duplicate", "question", question.0, &original.to_string(), now).await
}

/// The author takes a post back.
pub async fn delete(tx: &DatabaseTransaction, scene: &Scene, actor: AccountId, now: Millis) -> Result<()> {
    set_state(tx, scene, actor, PostState::Deleted, None, now).await?;
    queue::taken_back(tx, Object::Post(scene.id), now).await?;
    audit(tx, actor, "delete", "post", scene.id.0, "", now).await
}

/// Staff take a post away, for a public reason: whoever reported it was right. As abuse it costs its author points. Gives
/// the reports that this decided.
pub async fn remove(tx: &DatabaseTransaction, scene: &Scene, actor: AccountId, reason: &str, abuse: bool, now: Millis) -> Result<Vec<i64>> {
    let reports = decide_open(tx, scene.id, FlagState::Upheld).await?;
    if abuse {
        db::run(tx, "UPDATE post SET removed_as_abuse_at = $2 WHERE id = $1 AND removed_as_abuse_at IS NULL", values![scene.id.0, now]).await?;
        decide_flags(tx, scene.id, FlagState::Upheld).await?;
    }
    set_state(tx, scene, actor, PostState::Removed, Some(reason), now).await?;
    audit(tx, actor, if abuse { "remove_as_abuse" } else { "remove" }, "post", scene.id.0, "", now).await?;
    Ok(reports)
}

/// Decides the open reports of a post; gives which.
async fn decide_open(tx: &DatabaseTransaction, post: PostId, state: FlagState) -> Result<Vec<i64>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: i64,
    }
    let text = "UPDATE flag SET state = $2 WHERE post_id = $1 AND comment_id IS NULL AND withdrawn_at IS NULL AND state = 'open' RETURNING id";
    let rows: Vec<Row> = db::rows(tx, text, values![post.0, state.word()]).await?;
    Ok(rows.into_iter().map(|r| r.id).collect())
}

/// What was said of a post as a whole being spam or abuse, decided by what became of it.
async fn decide_flags(tx: &DatabaseTransaction, post: PostId, state: FlagState) -> Result<()> {
    let text = "UPDATE flag SET state = $2 WHERE post_id = $1 AND comment_id IS NULL AND withdrawn_at IS NULL AND reason IN ('spam', 'abuse')";
    db::run(tx, text, values![post.0, state.word()]).await?;
    Ok(())
}

/// Back where it was, with its facts. Where somebody else than its author does it, reports of it were not right, whatever a
/// decision said that holds no longer.
pub async fn restore(tx: &DatabaseTransaction, scene: &Scene, actor: AccountId, now: Millis) -> Result<()> {
    if db::run(tx, "UPDATE post SET removed_as_abuse_at = NULL WHERE id = $1 AND removed_as_abuse_at IS NOT NULL", values![scene.id.0]).await? > 0 {
        decide_flags(tx, scene.id, FlagState::Dismissed).await?;
    }
    if actor != scene.author_id {
        decide_open(tx, scene.id, FlagState::Dismissed).await?;
        for report in decisions::upheld_by(tx, Object::Post(scene.id)).await? {
            db::run(tx, "UPDATE flag SET state = 'dismissed' WHERE id = $1 AND state = 'upheld'", values![report]).await?;
        }
        queue::done(tx, Object::Post(scene.id), actor, now).await?;
    }
    set_state(tx, scene, actor, PostState::live(scene.reserved), None, now).await?;
    decisions::lifted(tx, Object::Post(scene.id), now).await?;
    audit(tx, actor, "restore", "post", scene.id.0, "", now).await
}

/// Moves a post to another state; counters, search, points, standing and clocks follow.
pub async fn set_state(tx: &DatabaseTransaction, scene: &Scene, actor: AccountId, state: PostState, reason: Option<&str>, now: Millis) -> Result<()> {
    db::run(tx, "UPDATE post SET state = $2, state_reason = $3 WHERE id = $1", values![scene.id.0, state.word(), reason.map(str::to_owned)]).await?;
    refresh::refresh(tx, scene.question_id).await?;
    search::index_question(tx, scene.question_id).await?;
    reputation::actions::post(tx, scene.id, scene.question_id, now).await?;
    standing::actions::touch_thread(tx, scene.question_id).await?;
    deadlines::settle(tx, scene.question_id, Some(actor), now).await
}

/// The name of those who left, and of those who took theirs off a question: one account nobody can sign in to.
pub async fn nobody(tx: &DatabaseTransaction, now: Millis) -> Result<AccountId> {
    let made = db::run(
        tx,
        "INSERT INTO account (username, username_folded, display_name, role, rank, reputation, about, shortcuts, placeholder, failed_logins, deleted_at, created_at)
         VALUES ('-', '-', '', 'customer', 'member', 1, '', FALSE, TRUE, 0, $1, $1) ON CONFLICT DO NOTHING",
        values![now],
    )
    .await?;
    let nobody = AccountId(db::count(tx, "SELECT id AS n FROM account WHERE username = '-'", []).await?);
    if made > 0 {
        reputation::actions::open_account(tx, nobody, now).await?;
    }
    Ok(nobody)
}

/// Takes the asker's name off a question, its first texts and their own remarks on it.
pub async fn anonymise(tx: &DatabaseTransaction, scene: &Scene, actor: AccountId, now: Millis) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Renamed {
        id: PostId,
    }
    let nobody = nobody(tx, now).await?;
    let v = |question: PostId| values![question.0, actor.0, nobody.0];
    // everyone whose points may follow, in one order
    let concerned = "id IN (SELECT author_id FROM post WHERE question_id = $1 UNION SELECT member_id FROM credit WHERE question_id = $1
        UNION SELECT f.actor_id FROM flag f JOIN post p ON p.id = f.post_id WHERE p.question_id = $1 UNION SELECT id FROM account WHERE id IN ($2, $3))";
    db::lock_all(tx, "account", concerned, v(scene.question_id)).await?;
    let posts: Vec<Renamed> = db::rows(tx, "SELECT id FROM post WHERE question_id = $1 AND author_id = $2 ORDER BY id", values![scene.question_id.0, actor.0]).await?;
    db::run(tx, "UPDATE post SET author_id = $3 WHERE question_id = $1 AND author_id = $2", v(scene.question_id)).await?;
    db::run(tx, "UPDATE post SET edited_by = $3 WHERE question_id = $1 AND edited_by = $2", v(scene.question_id)).await?;
    db::run(tx, "UPDATE question SET author_id = $3 WHERE id = $1 AND author_id = $2", v(scene.question_id)).await?;
    db::run(tx, "UPDATE comment SET author_id = $3 WHERE question_id = $1 AND author_id = $2", v(scene.question_id)).await?;
    db::run(tx, "UPDATE revision SET editor_id = $3 WHERE editor_id = $2 AND post_id IN (SELECT id FROM post WHERE question_id = $1)", v(scene.question_id)).await?;
    db::run(tx, "DELETE FROM private_detail WHERE author_id = $2 AND (post_id IN (SELECT id FROM post WHERE question_id = $1) OR comment_id IN (SELECT id FROM comment WHERE question_id = $1))", values![scene.question_id.0, actor.0]).await?;
    photos::actions::forget(tx, scene.question_id, actor, nobody, now).await?;
    forget_before_the_team(tx, scene.question_id, actor, nobody).await?;
    refresh::refresh(tx, scene.question_id).await?;
    search::index_question(tx, scene.question_id).await?;
    // points follow the name, post by post: nobody has those of every question that lost one
    for post in posts {
        reputation::actions::post(tx, post.id, scene.question_id, now).await?;
    }
    standing::actions::touch_thread(tx, scene.question_id).await?;
    deadlines::settle(tx, scene.question_id, Some(nobody), now).await?;
    // Who it was is what was to be forgotten: the log says that it happened.
    audit(tx, nobody, "anonymise", "question", scene.question_id.0, "", now).await
}

/// The same for what they brought before the team: the record stays, under no name; what was said in private goes, since
/// nobody could answer it any more.
async fn forget_before_the_team(tx: &DatabaseTransaction, question: PostId, actor: AccountId, nobody: AccountId) -> Result<()> {
    for text in [
        "UPDATE escalation SET opened_by = $3 WHERE question_id = $1 AND opened_by = $2",
        "UPDATE escalation SET ended_by = $3 WHERE question_id = $1 AND ended_by = $2",
        "UPDATE escalation_event SET actor_id = $3 WHERE actor_id = $2 AND escalation_id IN (SELECT id FROM escalation WHERE question_id = $1)",
    ] {
        db::run(tx, text, values![question.0, actor.0, nobody.0]).await?;
    }
    db::run(tx, "DELETE FROM escalation_wish WHERE question_id = $1 AND account_id = $2", values![question.0, actor.0]).await?;
    db::run(tx, "DELETE FROM private_message WHERE question_id = $1", values![question.0]).await?;
    Ok(())
}

/// Writes down what someone did to a thread or a post.
pub async fn audit(tx: &DatabaseTransaction, actor: AccountId, action: &'static str, object: &'static str, id: i64, note: &str, now: Millis) -> Result<()> {
    Ok(audit::record(tx, Deed { actor: Some(actor), action, object, object_id: id, note }, now).await?)
}
