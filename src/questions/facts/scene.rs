//! What the policy needs to know of a post before someone says something about it. Read inside the transaction,
//! under the lock of the question, so that what it says still holds at commit.

use entity::{AccountId, PostId, PostKind, PostState};
use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};

use crate::error::{Error, Result};
use crate::questions::refresh;
use crate::rules::policy::{Actor, Facts, Kind, Verb, may};
use crate::{db, values};

/// A post in its thread.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Scene {
    pub id: PostId,
    pub question_id: PostId,
    pub kind: PostKind,
    pub author_id: AccountId,
    pub official: bool,
    pub state: PostState,
    pub question_state: PostState,
    pub asker_id: AccountId,
    pub title: String,
    pub slug: String,
    pub closed_at: Option<i64>,
    pub peer_answer_count: i64,
    /// For ambassadors and the team alone.
    pub reserved: bool,
    /// The brand owes it an outcome.
    pub escalated: bool,
}

impl Scene {
    /// As the policy reads it.
    pub fn facts(&self) -> Facts {
        Facts {
            kind: match self.kind {
                PostKind::Question => Kind::Question,
                PostKind::Answer => Kind::Answer,
            },
            asker: Some(self.asker_id.0),
            author: Some(self.author_id.0),
            official: self.official,
            visible: self.is_visible(),
            closed: self.closed_at.is_some(),
            others_answered: self.peer_answer_count > 0,
            reserved: self.reserved,
            escalated: self.escalated,
            ..Facts::default()
        }
    }

    pub fn is_visible(&self) -> bool {
        self.state.is_live() && self.question_state.is_live()
    }

    /// Whoever may not see a post is told that there is none.
    pub fn seen_by(self, actor: &Actor) -> Result<Scene> {
        let shut = self.reserved && may(actor, Verb::Circle, &self.facts()).is_err();
        let hidden = shut || (!self.is_visible() && may(actor, Verb::SeeHidden, &self.facts()).is_err());
        if hidden { Err(Error::NotFound) } else { Ok(self) }
    }
}

/// The post and its thread as they are now.
pub async fn scene(db: &impl ConnectionTrait, post: PostId) -> Result<Scene> {
    let found: Option<Scene> = db::row(
        db,
        "SELECT p.id, q.id AS question_id, p.kind, p.author_id, p.official, p.state, q.state AS question_state, q.author_id AS asker_id, q.title, q.slug, q.closed_at, q.peer_answer_count, q.reserved,
            EXISTS (SELECT 1 FROM escalation e WHERE e.question_id = q.id AND e.ended_at IS NULL) AS escalated
         FROM post p JOIN question q ON q.id = p.question_id WHERE p.id = $1",
        values![post.0],
    )
    .await?;
    found.ok_or(Error::NotFound)
}

/// The same, held until the transaction ends.
pub async fn held(tx: &DatabaseTransaction, post: PostId) -> Result<Scene> {
    #[derive(FromQueryResult)]
    struct Thread {
        question_id: PostId,
    }
    let thread: Option<Thread> = db::row(tx, "SELECT question_id FROM post WHERE id = $1 AND question_id IS NOT NULL", values![post.0]).await?;
    let Thread { question_id } = thread.ok_or(Error::NotFound)?;
    refresh::lock(tx, question_id).await?;
    scene(tx, post).await
}

/// The same for a question's own post; an answer's number is nothing there.
pub async fn held_question(tx: &DatabaseTransaction, question: PostId) -> Result<Scene> {
    let scene = held(tx, question).await?;
    if scene.kind == PostKind::Question { Ok(scene) } else { Err(Error::NotFound) }
}
