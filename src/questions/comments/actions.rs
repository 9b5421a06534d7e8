//! Writing comments.

use entity::{AccountId, CommentId, PostId, PostState, SourceFormat, comment, private_detail};
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult};

use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::notifications::events;
use crate::photos::Shown;
use crate::photos::actions::{With, attach};
use crate::questions::facts::scene::Scene;
use crate::questions::publish::{self, Prepared};
use crate::questions::refresh;
use crate::rules::policy::{Facts, Kind};
use crate::screening::{self, hosts, queue::Object};
use crate::{db, deadlines, values};

/// A comment that was just made.
#[derive(Clone, Copy, Debug)]
pub struct Made {
    pub id: CommentId,
    /// It waits for a person.
    pub held: bool,
}

/// What a comment says.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    pub text: &'a Prepared,
    pub photos: &'a [Shown],
    pub official: bool,
}

/// Adds a comment; gives nothing if the same form was sent before. Whoever comments hears of the thread.
pub async fn comment(tx: &DatabaseTransaction, scene: &Scene, author: AccountId, said: &Said<'_>, form_key: &str, now: Millis) -> Result<Option<Made>> {
    let Said { text, photos, official } = *said;
    if publish::sent_before(tx, author, form_key, now).await?.is_some() {
        return Ok(None);
    }
    let screened = hosts::screened(tx, author, &hosts::of(&text.html), &text.screened, now).await?;
    let held = screened.hold && !scene.reserved;
    let row = comment::ActiveModel {
        post_id: Set(scene.id),
        question_id: Set(scene.question_id),
        author_id: Set(author),
        source: Set(text.source.clone()),
        source_format: Set(SourceFormat::Markdown),
        html: Set(text.html.clone()),
        state: Set(if held { PostState::Held } else { PostState::Visible }),
        official: Set(official),
        opening_score: Set(0),
        created_at: Set(now),
        edited_at: Set(None),
        ..Default::default()
    };
    let id = comment::Entity::insert(row).exec(tx).await?.last_insert_id;
    attach(tx, author, photos, With::Comment(id)).await?;
    for body in text.private.iter().filter(|t| !t.is_empty()) {
        let row = private_detail::ActiveModel {
            post_id: Set(None),
            comment_id: Set(Some(id)),
            author_id: Set(author),
            body: Set(body.clone()),
            created_at: Set(now),
            ..Default::default()
        };
        private_detail::Entity::insert(row).exec_without_returning(tx).await?;
    }
    if !screened.why.is_empty() && !scene.reserved {
        screening::noticed(tx, Object::Comment(id), scene.question_id, author, held, &screened, now).await?;
    }
    if held {
        return Ok(Some(Made { id, held }));
    }
    refresh::after_comment(tx, scene.id, 1).await?;
    publish::follow(tx, author, scene.question_id, now).await?;
    if !scene.reserved {
        if author == scene.asker_id {
            deadlines::enliven(tx, scene.question_id, now).await?;
        }
        publish::said(tx, scene.question_id, author, official, &text.source, now).await?;
    }
    events::said(tx, &events::Said { question: scene.question_id, post: scene.id, comment: Some(id), author, html: &text.html }, now).await?;
    Ok(Some(Made { id, held }))
}

/// A comment and the post it is on.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Remark {
    pub id: CommentId,
    pub post_id: PostId,
    pub author_id: AccountId,
    pub state: PostState,
}

impl Remark {
    /// As the policy reads it, in the thread of `scene`.
    pub fn facts(&self, scene: &Scene) -> Facts {
        Facts { kind: Kind::Comment, author: Some(self.author_id.0), visible: self.state == PostState::Visible && scene.is_visible(), ..scene.facts() }
    }
}

/// The comment, unless it was deleted.
pub async fn remark(db: &impl ConnectionTrait, id: CommentId) -> Result<Remark> {
    let found: Option<Remark> = db::row(db, "SELECT id, post_id, author_id, state FROM comment WHERE id = $1 AND state IN ('visible', 'hidden')", values![id.0]).await?;
    found.ok_or(Error::NotFound)
}

/// Moves a comment to another state; the counter counts visible ones.
pub async fn set_state(tx: &DatabaseTransaction, remark: &Remark, state: PostState) -> Result<bool> {
    let changed = db::run(tx, "UPDATE comment SET state = $2 WHERE id = $1 AND state = $3", values![remark.id.0, state.word(), remark.state.word()]).await? > 0;
    let counted = |s: PostState| i64::from(s == PostState::Visible);
    let by = counted(state) - counted(remark.state);
    if changed && by != 0 {
        refresh::after_comment(tx, remark.post_id, by).await?;
        deadlines::mark_all(tx, "question_id = (SELECT c.question_id FROM comment c WHERE c.id = $1)", values![remark.id.0]).await?;
    }
    Ok(changed)
}
