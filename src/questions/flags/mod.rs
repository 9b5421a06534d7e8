//! Reports of posts and comments, stored for staff to decide on.
//!
//! What must stay true: one member reports one thing once, and never their own; a report of personal data hides it at
//! once, pending the decision; nothing else changes until somebody decides.

pub mod routes;
mod views;

use entity::{AccountId, CommentId, FlagReason, PostId, PostState};
use sea_orm::DatabaseTransaction;

use crate::clock::Millis;
use crate::error::Result;
use crate::questions::comments::actions::{Remark, set_state};
use crate::questions::refresh;
use crate::screening::queue::{self, Object};
use crate::{db, deadlines, values};

/// What is reported.
#[derive(Clone, Debug)]
pub enum Target {
    Post(PostId),
    Comment(Remark),
}

impl Target {
    fn post(&self) -> PostId {
        match self {
            Target::Post(post) => *post,
            Target::Comment(remark) => remark.post_id,
        }
    }

    fn comment(&self) -> Option<CommentId> {
        match self {
            Target::Post(_) => None,
            Target::Comment(remark) => Some(remark.id),
        }
    }
}

/// Stores a report; `author` wrote the post. `false`: this member had reported it already.
#[expect(clippy::too_many_arguments, reason = "the parts of one row")]
pub async fn flag(tx: &DatabaseTransaction, target: &Target, question: PostId, author: AccountId, actor: AccountId, reason: FlagReason, details: &str, now: Millis) -> Result<bool> {
    let stored = db::run(
        tx,
        "INSERT INTO flag (post_id, actor_id, comment_id, reason, details, state, at) VALUES ($1, $2, $3, $4, $5, 'open', $6) ON CONFLICT DO NOTHING",
        values![target.post().0, actor.0, target.comment().map(|c| c.0), reason.word(), details, now],
    )
    .await?
        > 0;
    if stored {
        let (object, about) = match target {
            Target::Post(post) => (Object::Post(*post), author),
            Target::Comment(remark) => (Object::Comment(remark.id), remark.author_id),
        };
        queue::flagged(tx, object, question, about, reason, now).await?;
    }
    if stored && reason == FlagReason::Privacy {
        hide(tx, target, question).await?;
    }
    if stored {
        deadlines::settle(tx, question, Some(actor), now).await?;
    }
    Ok(stored)
}

/// Out of sight until somebody decides: personal data must not stay readable meanwhile.
async fn hide(tx: &DatabaseTransaction, target: &Target, question: PostId) -> Result<()> {
    match target {
        Target::Post(post) => {
            db::run(tx, "UPDATE post SET state = 'hidden', state_reason = $2 WHERE id = $1 AND state IN ('visible', 'reserved')", values![post.0, FlagReason::Privacy.word()]).await?;
            refresh::outcome(tx, question).await?;
            if *post != question {
                // its words leave the search document too
                crate::search::index_question(tx, question).await?;
            }
        }
        Target::Comment(remark) => {
            set_state(tx, remark, PostState::Hidden).await?;
        }
    }
    Ok(())
}
