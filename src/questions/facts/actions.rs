//! Writing facts. Each function is called under the lock of the question (`scene::held`) and says whether anything
//! changed, so that what was already said costs nothing. What a fact is worth changes with it, in its transaction.

use entity::{AccountId, DidNotWorkReason, PostId};
use sea_orm::{DatabaseTransaction, DbErr};

use super::scene::Scene;
use crate::audit::{self, Deed};
use crate::clock::{DAY, Millis};
use crate::error::Result;
use crate::notifications::{Kind, events};
use crate::questions::{publish, refresh};
use crate::reputation;
use crate::rules::policy::{Denied, Facts};
use crate::standing::actions as standing;
use crate::{db, deadlines, values};

/// "This helped me."
pub async fn vote(tx: &DatabaseTransaction, post: PostId, actor: AccountId, now: Millis) -> Result<bool> {
    not_annulled(tx, "vote", post, actor).await?;
    let given = revive(tx, "vote", post, actor).await?
        || db::run(tx, "INSERT INTO vote (post_id, actor_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", values![post.0, actor.0, now]).await? > 0;
    if given {
        refresh::after_vote(tx, post, 1).await?;
        reputation::actions::vote(tx, post, actor, now).await?;
        events::of_post(tx, Kind::Helped, post, actor, now).await?;
    }
    Ok(given)
}

/// Takes "this helped me" back.
pub async fn unvote(tx: &DatabaseTransaction, post: PostId, actor: AccountId, now: Millis) -> Result<bool> {
    let taken = withdraw(tx, "vote", post, actor, now).await?;
    if taken {
        refresh::after_vote(tx, post, -1).await?;
        reputation::actions::vote(tx, post, actor, now).await?;
        events::taken_back(tx, Kind::Helped, post, Some(actor)).await?;
    }
    Ok(taken)
}

/// "I have this problem too"; whoever says so hears of the answers.
pub async fn me_too(tx: &DatabaseTransaction, question: PostId, actor: AccountId, now: Millis) -> Result<bool> {
    not_annulled(tx, "me_too", question, actor).await?;
    let given = revive(tx, "me_too", question, actor).await?
        || db::run(tx, "INSERT INTO me_too (post_id, actor_id, imported, at) VALUES ($1, $2, FALSE, $3) ON CONFLICT DO NOTHING", values![question.0, actor.0, now]).await? > 0;
    if given {
        refresh::after_me_too(tx, question, 1).await?;
        publish::follow(tx, actor, question, now).await?;
        reputation::actions::me_too(tx, question, actor, now).await?;
        deadlines::settle(tx, question, Some(actor), now).await?;
    }
    Ok(given)
}

/// Takes "me too" back. Following goes on until it is ended by itself.
pub async fn not_me_too(tx: &DatabaseTransaction, question: PostId, actor: AccountId, now: Millis) -> Result<bool> {
    let taken = withdraw(tx, "me_too", question, actor, now).await?;
    if taken {
        refresh::after_me_too(tx, question, -1).await?;
        reputation::actions::me_too(tx, question, actor, now).await?;
        deadlines::settle(tx, question, Some(actor), now).await?;
    }
    Ok(taken)
}

/// Ends following.
pub async fn unfollow(tx: &DatabaseTransaction, question: PostId, actor: AccountId) -> Result<(), DbErr> {
    db::run(tx, "DELETE FROM follow WHERE account_id = $1 AND question_id = $2", values![actor.0, question.0]).await?;
    Ok(())
}

/// "Did not work for me", for a reason. It moves the answer's place (`counts`) when said by the asker or by someone
/// with the same problem, whose account is older than a day and who did not answer there; said again, the newest
/// reason holds.
pub async fn did_not_work(tx: &DatabaseTransaction, scene: &Scene, actor: AccountId, account_since: Millis, reason: DidNotWorkReason, details: &str, now: Millis) -> Result<bool> {
    let concerned = actor == scene.asker_id || has_problem(tx, scene.question_id, actor).await?;
    let counts = concerned && now - account_since > DAY && !answered(tx, scene.question_id, actor).await?;
    let again = db::run(
        tx,
        "UPDATE did_not_work SET withdrawn_at = NULL, reason = $3, details = $4, counts = $5
         WHERE id = (SELECT id FROM did_not_work WHERE post_id = $1 AND actor_id = $2 ORDER BY CASE WHEN withdrawn_at IS NULL THEN 0 ELSE 1 END, id LIMIT 1)",
        values![scene.id.0, actor.0, reason.word(), details, counts],
    )
    .await?;
    let said = again > 0
        || db::run(
            tx,
            "INSERT INTO did_not_work (post_id, actor_id, reason, details, counts, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
            values![scene.id.0, actor.0, reason.word(), details, counts, now],
        )
        .await?
            > 0;
    refresh::after_did_not_work(tx, scene.id).await?;
    deadlines::settle(tx, scene.question_id, Some(actor), now).await?;
    Ok(said)
}

/// Takes "did not work" back.
pub async fn did_work(tx: &DatabaseTransaction, scene: &Scene, actor: AccountId, now: Millis) -> Result<bool> {
    let taken = withdraw(tx, "did_not_work", scene.id, actor, now).await?;
    if taken {
        refresh::after_did_not_work(tx, scene.id).await?;
        deadlines::settle(tx, scene.question_id, Some(actor), now).await?;
    }
    Ok(taken)
}

/// "This solved it."
pub async fn accept(tx: &DatabaseTransaction, scene: &Scene, actor: AccountId, now: Millis) -> Result<bool> {
    solved(tx, scene, actor, false, now).await
}

/// The same by somebody else, for an asker who is away. It counts at once; for a rank only when the asker agrees, or the
/// brand confirms it.
pub async fn accept_for(tx: &DatabaseTransaction, scene: &Scene, actor: AccountId, now: Millis) -> Result<bool> {
    solved(tx, scene, actor, true, now).await
}

/// The asker agrees with what others said for them.
pub async fn agree(tx: &DatabaseTransaction, scene: &Scene, now: Millis) -> Result<bool> {
    let text = "UPDATE acceptance SET agreed_at = $2 WHERE post_id = $1 AND on_behalf = TRUE AND withdrawn_at IS NULL AND agreed_at IS NULL";
    let agreed = db::run(tx, text, values![scene.id.0, now]).await? > 0;
    if agreed {
        db::run(tx, "UPDATE absent_proposal SET ended_at = $2, outcome = 'agreed' WHERE post_id = $1 AND ended_at IS NULL", values![scene.id.0, now]).await?;
        standing::touch_thread(tx, scene.question_id).await?;
    }
    Ok(agreed)
}

async fn solved(tx: &DatabaseTransaction, scene: &Scene, actor: AccountId, on_behalf: bool, now: Millis) -> Result<bool> {
    not_annulled(tx, "acceptance", scene.id, actor).await?;
    let given = revive(tx, "acceptance", scene.id, actor).await?
        || db::run(
            tx,
            "INSERT INTO acceptance (post_id, actor_id, question_id, imported, at, on_behalf) VALUES ($1, $2, $3, FALSE, $4, $5) ON CONFLICT DO NOTHING",
            values![scene.id.0, actor.0, scene.question_id.0, now, on_behalf],
        )
        .await?
            > 0;
    refresh::outcome(tx, scene.question_id).await?;
    reputation::actions::outcome(tx, scene.question_id, now).await?;
    standing::touch_thread(tx, scene.question_id).await?;
    if !scene.reserved {
        deadlines::record::solved(tx, scene.question_id, actor, Some(scene.id), now).await?;
    }
    deadlines::settle(tx, scene.question_id, Some(actor), now).await?;
    if given {
        events::of_post(tx, Kind::Accepted, scene.id, actor, now).await?;
    }
    Ok(given)
}

/// Takes the acceptance back, an imported one too: the question is the asker's.
pub async fn unaccept(tx: &DatabaseTransaction, scene: &Scene, now: Millis) -> Result<bool> {
    let taken = db::run(tx, "UPDATE acceptance SET withdrawn_at = $2 WHERE post_id = $1 AND withdrawn_at IS NULL", values![scene.id.0, now]).await? > 0;
    db::run(tx, "UPDATE absent_proposal SET ended_at = $2, outcome = 'undone' WHERE post_id = $1 AND confirmed_at IS NOT NULL AND ended_at IS NULL", values![scene.id.0, now]).await?;
    refresh::outcome(tx, scene.question_id).await?;
    reputation::actions::outcome(tx, scene.question_id, now).await?;
    standing::touch_thread(tx, scene.question_id).await?;
    deadlines::settle(tx, scene.question_id, None, now).await?;
    events::taken_back(tx, Kind::Accepted, scene.id, None).await?;
    Ok(taken)
}

/// The brand confirms that an answer is correct.
pub async fn verify(tx: &DatabaseTransaction, scene: &Scene, actor: AccountId, now: Millis) -> Result<bool> {
    let given = revive(tx, "verification", scene.id, actor).await?
        || db::run(tx, "INSERT INTO verification (post_id, actor_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", values![scene.id.0, actor.0, now]).await? > 0;
    if given {
        audit::record(tx, Deed { actor: Some(actor), action: "verify", object: "post", object_id: scene.id.0, note: "" }, now).await?;
        events::of_post(tx, Kind::Verified, scene.id, actor, now).await?;
    }
    refresh::outcome(tx, scene.question_id).await?;
    reputation::actions::verified(tx, scene.id, now).await?;
    standing::touch_thread(tx, scene.question_id).await?;
    deadlines::settle(tx, scene.question_id, Some(actor), now).await?;
    Ok(given)
}

/// The brand no longer confirms it, whoever did before.
pub async fn unverify(tx: &DatabaseTransaction, scene: &Scene, now: Millis) -> Result<bool> {
    let taken = db::run(tx, "UPDATE verification SET withdrawn_at = $2 WHERE post_id = $1 AND withdrawn_at IS NULL", values![scene.id.0, now]).await? > 0;
    refresh::outcome(tx, scene.question_id).await?;
    reputation::actions::verified(tx, scene.id, now).await?;
    standing::touch_thread(tx, scene.question_id).await?;
    deadlines::settle(tx, scene.question_id, None, now).await?;
    events::taken_back(tx, Kind::Verified, scene.id, None).await?;
    Ok(taken)
}

/// The asker found the solution elsewhere, and says how in a line; or not after all.
pub async fn solved_elsewhere(tx: &DatabaseTransaction, question: PostId, actor: AccountId, note: Option<&str>, solved: bool, now: Millis) -> Result<()> {
    db::run(
        tx,
        "UPDATE question SET solved_elsewhere_note = $2, solved_elsewhere_at = CASE WHEN CAST($3 AS BIGINT) IS NULL THEN NULL ELSE COALESCE(solved_elsewhere_at, $3) END WHERE id = $1",
        values![question.0, note, solved.then_some(now)],
    )
    .await?;
    refresh::outcome(tx, question).await?;
    if solved {
        deadlines::record::solved(tx, question, actor, None, now).await?;
    }
    deadlines::settle(tx, question, Some(actor), now).await
}

/// Adds to a post's facts what accepting depends on: which other answers are accepted now.
pub async fn acceptances(tx: &DatabaseTransaction, scene: &Scene) -> Result<Facts> {
    #[derive(sea_orm::FromQueryResult)]
    struct Accepted {
        id: PostId,
        author_id: AccountId,
    }
    let accepted: Vec<Accepted> = db::rows(
        tx,
        "SELECT p.id, p.author_id FROM post p WHERE p.question_id = $1 AND p.kind = 'answer' AND p.state = 'visible'
            AND EXISTS (SELECT 1 FROM acceptance a WHERE a.post_id = p.id AND a.withdrawn_at IS NULL)",
        values![scene.question_id.0],
    )
    .await?;
    let others: Vec<_> = accepted.iter().filter(|a| a.id != scene.id).collect();
    Ok(Facts {
        accepted: accepted.iter().any(|a| a.id == scene.id),
        others_accepted: others.len(),
        same_author_accepted: others.iter().any(|a| a.author_id == scene.author_id),
        ..scene.facts()
    })
}

async fn has_problem(tx: &DatabaseTransaction, question: PostId, actor: AccountId) -> Result<bool, DbErr> {
    Ok(db::count(tx, "SELECT COUNT(*) AS n FROM me_too WHERE post_id = $1 AND actor_id = $2 AND withdrawn_at IS NULL", values![question.0, actor.0]).await? > 0)
}

async fn answered(tx: &DatabaseTransaction, question: PostId, actor: AccountId) -> Result<bool, DbErr> {
    Ok(db::count(tx, "SELECT COUNT(*) AS n FROM post WHERE question_id = $1 AND kind = 'answer' AND author_id = $2", values![question.0, actor.0]).await? > 0)
}

/// What a case of fair play took away is not given again.
async fn not_annulled(tx: &DatabaseTransaction, table: &'static str, post: PostId, actor: AccountId) -> Result<()> {
    let text = format!("SELECT COUNT(*) AS n FROM {table} WHERE post_id = $1 AND actor_id = $2 AND annulled_by IS NOT NULL");
    let annulled = db::count(tx, &text, values![post.0, actor.0]).await? > 0;
    if annulled { Err(Denied::Annulled.into()) } else { Ok(()) }
}

/// Takes the mark off a fact that was taken back: it keeps its first time.
async fn revive(tx: &DatabaseTransaction, table: &'static str, post: PostId, actor: AccountId) -> Result<bool, DbErr> {
    let text = format!(
        "UPDATE {table} SET withdrawn_at = NULL WHERE id = (SELECT MIN(id) FROM {table} WHERE post_id = $1 AND actor_id = $2)
            AND NOT EXISTS (SELECT 1 FROM {table} f WHERE f.post_id = $1 AND f.actor_id = $2 AND f.withdrawn_at IS NULL)"
    );
    Ok(db::run(tx, &text, values![post.0, actor.0]).await? > 0)
}

async fn withdraw(tx: &DatabaseTransaction, table: &'static str, post: PostId, actor: AccountId, now: Millis) -> Result<bool, DbErr> {
    let text = format!("UPDATE {table} SET withdrawn_at = $3 WHERE post_id = $1 AND actor_id = $2 AND withdrawn_at IS NULL");
    Ok(db::run(tx, &text, values![post.0, actor.0, now]).await? > 0)
}
