//! Saying it first, saying it second, taking it back. Each under the lock of the question's row.

use entity::{AccountId, PostId};
use sea_orm::DatabaseTransaction;

use super::{letters, queries};
use crate::accounts::{people, tokens};
use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::mail;
use crate::questions::facts::actions as facts;
use crate::questions::facts::scene::{self, Scene};
use crate::rules::follow_up::LINK_LIFE;
use crate::rules::policy::{Actor, Facts, Verb, may};
use crate::{db, values};

/// What became of somebody's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The first: another has to agree.
    First,
    /// The second: it is solved, and the asker is told.
    Second,
    /// It was said before, by them or by two others.
    Before,
}

/// "This solved it", for an asker who is away.
pub async fn say(tx: &DatabaseTransaction, config: &Config, actor: &Actor, me: AccountId, post: PostId, now: Millis) -> Result<(Scene, Said)> {
    let scene = scene::held(tx, post).await?.seen_by(actor)?;
    let answer = queries::answer(tx, post, me, now).await?.ok_or(Error::NotFound)?;
    let base = Facts { absent: answer.away, answered_here: answer.answered_here, ..facts::acceptances(tx, &scene).await? };
    if answer.confirmed || answer.proposed_by == Some(me) {
        // somebody was quicker, or it was pressed twice; whoever may not say it hears that
        may(actor, Verb::ProposeSolution, &Facts { absent: true, accepted: false, others_accepted: 0, ..base })?;
        return Ok((scene, Said::Before));
    }
    may(actor, Verb::ProposeSolution, &base)?;
    match answer.proposed_by {
        Some(_) => {
            confirm(tx, config, &scene, me, actor.is_staff(), now).await?;
            Ok((scene, Said::Second))
        }
        None => {
            // one of an earlier absence says nothing of this one
            db::run(tx, "UPDATE absent_proposal SET ended_at = $2, outcome = 'late' WHERE post_id = $1 AND ended_at IS NULL", values![post.0, now]).await?;
            db::run(tx, "INSERT INTO absent_proposal (post_id, question_id, proposed_by, proposed_at) VALUES ($1, $2, $3, $4)", values![post.0, scene.question_id.0, me.0, now]).await?;
            Ok((scene, Said::First))
        }
    }
}

async fn confirm(tx: &DatabaseTransaction, config: &Config, scene: &Scene, second: AccountId, by_team: bool, now: Millis) -> Result<()> {
    if by_team {
        audit::record(tx, Deed { actor: Some(second), action: "solved_for_asker", object: "post", object_id: scene.id.0, note: "" }, now).await?;
    }
    // before it is solved: then nothing is asked any more
    let asked = queries::unanswered(tx, scene.question_id).await?;
    facts::accept_for(tx, scene, second, now).await?;
    // after the people it concerns are held, as whoever leaves or is suspended holds themselves first
    let text = format!("UPDATE absent_proposal SET confirmed_by = $2, confirmed_at = $3 WHERE post_id = $1 AND ended_at IS NULL AND confirmed_at IS NULL AND {}", queries::there("absent_proposal", "$3"));
    if db::run(tx, &text, values![scene.id.0, second.0, now]).await? == 0 {
        return Err(Error::Conflict("whoever said it first no longer does"));
    }
    let (Some(asked), Some(asker)) = (asked, people::by_id(tx, scene.asker_id).await?) else { return Ok(()) };
    let Some(said) = queries::said_for(tx, scene.question_id).await? else { return Ok(()) };
    let token = tokens::random_token();
    if let Some(letter) = letters::said_for(config, &asker, &scene.title, &said, &token) {
        db::run(tx, "INSERT INTO follow_up_link (token_hash, follow_up_id, expires_at) VALUES ($1, $2, $3)", values![tokens::hash(&token), asked.0, now + LINK_LIFE]).await?;
        mail::queue(tx, config, letter, now).await?;
    }
    Ok(())
}

/// Whoever said it first takes it back, while nobody agreed. `false`: there is nothing of theirs to take back.
pub async fn unsay(tx: &DatabaseTransaction, actor: &Actor, me: AccountId, post: PostId, now: Millis) -> Result<(Scene, bool)> {
    let scene = scene::held(tx, post).await?.seen_by(actor)?;
    let text = "UPDATE absent_proposal SET ended_at = $3, outcome = 'withdrawn' WHERE post_id = $1 AND proposed_by = $2 AND ended_at IS NULL AND confirmed_at IS NULL";
    let gone = db::run(tx, text, values![post.0, me.0, now]).await? > 0;
    Ok((scene, gone))
}

/// The asker is back: what they do not say themselves no longer stands for them. `agreed`: the answer they name.
pub async fn asker_spoke(tx: &DatabaseTransaction, question: PostId, agreed: Option<PostId>, now: Millis) -> Result<()> {
    while let Some(said) = queries::said_for(tx, question).await? {
        let scene = scene::scene(tx, said.post_id).await?;
        let theirs = agreed == Some(said.post_id) && facts::agree(tx, &scene, now).await?;
        if !theirs {
            facts::unaccept(tx, &scene, now).await?;
        }
    }
    Ok(())
}
