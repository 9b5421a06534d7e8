//! Writing a new version of a post, and what becomes of suggested ones. Called under the lock of the question
//! (`scene::held`); texts come rendered and masked.

use std::sync::Arc;

use entity::{AccountId, ItemKind, PostId, SourceFormat, SuggestionId, SuggestionState};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use super::tags;
use crate::audit::{self, Deed};
use crate::clock::Millis;
use crate::error::Result;
use crate::notifications::{Kind, events};
use crate::questions::facts::scene::Scene;
use crate::questions::publish::{self, Prepared};
use crate::rules::fold;
use crate::rules::moderation::weight;
use crate::screening::queue::{self, Object};
use crate::screening::{self, Screened};
use crate::{db, deadlines, reputation, search, values};

/// A change about to be made; `None` stays as it is.
#[derive(Clone, Debug)]
pub struct Change {
    /// The version it was made from.
    pub base: i64,
    pub editor: AccountId,
    pub title: Option<String>,
    pub text: Option<Arc<Prepared>>,
    pub tags: Option<Vec<String>>,
    pub reason: String,
    /// Originals of what was masked; for its author and staff.
    pub private: String,
    pub now: Millis,
}

/// Makes the next version. `false`: the post has moved on from the change's base, nothing was done.
pub async fn edit(tx: &DatabaseTransaction, scene: &Scene, change: &Change) -> Result<bool> {
    let (post, base) = (scene.id, change.base);
    let before = words(tx, post).await?;
    record(tx, post, base, "").await?;
    let moved = match &change.text {
        Some(text) => {
            db::run(
                tx,
                "UPDATE post SET source = $3, source_format = $4, html = $5, renderer = $6, lang = $7, revision = revision + 1, edited_at = $8, edited_by = $9
                 WHERE id = $1 AND revision = $2",
                values![
                    post.0,
                    base,
                    text.source.as_str(),
                    SourceFormat::Markdown.word(),
                    text.html.as_str(),
                    text.renderer,
                    text.lang.as_str(),
                    change.now,
                    change.editor.0
                ],
            )
            .await?
        }
        None => {
            let text = "UPDATE post SET revision = revision + 1, edited_at = $3, edited_by = $4 WHERE id = $1 AND revision = $2";
            db::run(tx, text, values![post.0, base, change.now, change.editor.0]).await?
        }
    };
    if moved == 0 {
        return Ok(false);
    }
    if let Some(text) = &change.text {
        // an answer's id is no question's
        db::run(tx, "UPDATE question SET excerpt = $2 WHERE id = $1", values![post.0, text.excerpt.as_str()]).await?;
    }
    if let Some(title) = &change.title {
        db::run(tx, "UPDATE question SET title = $2, slug = $3 WHERE id = $1", values![post.0, title.as_str(), fold::slug(title)]).await?;
    }
    if let Some(tags) = &change.tags {
        tags::file(tx, post, tags, change.now).await?;
    }
    record(tx, post, base + 1, &change.reason).await?;
    publish::keep_private(tx, post, change.editor, std::slice::from_ref(&change.private), change.now).await?;
    if change.editor != scene.author_id {
        audit::record(tx, Deed { actor: Some(change.editor), action: "edit", object: "post", object_id: post.0, note: "" }, change.now).await?;
        events::of_post(tx, Kind::Edit, post, change.editor, change.now).await?;
    }
    search::index_question(tx, scene.question_id).await?;
    let by = Some(change.editor);
    if scene.official || scene.reserved {
        deadlines::settle(tx, scene.question_id, by, change.now).await?;
    } else {
        let after = words(tx, post).await?;
        deadlines::settle_edited(tx, scene.question_id, by, &before, &after, change.now).await?;
    }
    Ok(true)
}

/// What a post says, its title with it.
async fn words(tx: &DatabaseTransaction, post: PostId) -> Result<String> {
    #[derive(FromQueryResult)]
    struct Text {
        title: Option<String>,
        source: String,
    }
    let text: Option<Text> = db::row(tx, "SELECT q.title, p.source FROM post p LEFT JOIN question q ON q.id = p.id WHERE p.id = $1", values![post.0]).await?;
    Ok(text.map(|t| format!("{}\n{}", t.title.unwrap_or_default(), t.source)).unwrap_or_default())
}

/// Writes down a post's text as version `number`, if that is what it is at and nobody has yet: imported posts and their
/// first texts have none until they are edited.
async fn record(tx: &DatabaseTransaction, post: PostId, number: i64, reason: &str) -> Result<()> {
    db::run(
        tx,
        "INSERT INTO revision (post_id, number, editor_id, title, source, source_format, tags, reason, created_at)
         SELECT p.id, p.revision, COALESCE(p.edited_by, p.author_id), q.title, p.source, p.source_format,
            CASE WHEN q.id IS NULL THEN NULL ELSE COALESCE((SELECT string_agg(t.name, ',' ORDER BY qt.position)
                FROM question_tag qt JOIN tag t ON t.id = qt.tag_id WHERE qt.question_id = q.id AND qt.hidden = FALSE), '') END,
            $3, COALESCE(p.edited_at, p.created_at)
         FROM post p LEFT JOIN question q ON q.id = p.id WHERE p.id = $1 AND p.revision = $2
         ON CONFLICT (post_id, number) DO NOTHING",
        values![post.0, number, reason],
    )
    .await?;
    Ok(())
}

/// A whole text that waits for a reviewer.
#[derive(Clone, Debug)]
pub struct Suggested {
    pub editor: AccountId,
    pub base: i64,
    pub title: Option<String>,
    pub source: String,
    /// Comma separated; questions.
    pub tags: Option<String>,
    pub reason: String,
    pub private: String,
    /// What was noticed in it; held, it is for the team to decide.
    pub screened: Screened,
    pub now: Millis,
}

/// Keeps a suggestion and puts it into the queue; an earlier one of the same person on the same post that still waits gives
/// way to it.
pub async fn suggest(tx: &DatabaseTransaction, scene: &Scene, new: &Suggested) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Made {
        id: SuggestionId,
    }
    let post = scene.id;
    queue::edits_taken_back(tx, new.editor, Some(post), new.now).await?;
    db::run(
        tx,
        "UPDATE suggested_edit SET state = $3, decided_by = $2, decided_at = $4 WHERE post_id = $1 AND editor_id = $2 AND state = $5",
        values![post.0, new.editor.0, SuggestionState::Withdrawn.word(), new.now, SuggestionState::Pending.word()],
    )
    .await?;
    let made: Option<Made> = db::row(
        tx,
        "INSERT INTO suggested_edit (post_id, editor_id, base_revision, title, source, tags, reason, state, by_author, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE, $9) RETURNING id",
        values![
            post.0,
            new.editor.0,
            new.base,
            new.title.clone(),
            new.source.as_str(),
            new.tags.clone(),
            new.reason.as_str(),
            SuggestionState::Pending.word(),
            new.now
        ],
    )
    .await?;
    let made = made.ok_or_else(|| anyhow::anyhow!("an edit was not stored"))?;
    let (kind, weight) = if new.screened.hold { (ItemKind::Held, weight::HELD) } else { (ItemKind::Edit, weight::EDIT) };
    let why = screening::joined(new.screened.why.iter().map(String::as_str));
    let item = queue::Item { kind, object: Object::Suggestion(made.id), question: Some(scene.question_id), about: Some(new.editor), weight, why: &why, due: None };
    queue::open(tx, &item, new.now).await?;
    publish::keep_private(tx, post, new.editor, std::slice::from_ref(&new.private), new.now).await
}

/// Ends the waiting of a suggestion. `false`: it was decided before.
pub async fn decide(tx: &DatabaseTransaction, id: SuggestionId, state: SuggestionState, by: AccountId, reason: &str, now: Millis) -> Result<bool> {
    let reason = (!reason.is_empty()).then(|| reason.to_owned());
    let text = "UPDATE suggested_edit SET state = $2, decided_by = $3, decided_at = $4, decision_reason = $5,
            by_author = EXISTS (SELECT 1 FROM post p WHERE p.id = suggested_edit.post_id AND p.author_id IN ($3, suggested_edit.editor_id))
        WHERE id = $1 AND state = $6";
    let decided = db::run(tx, text, values![id.0, state.word(), by.0, now, reason, SuggestionState::Pending.word()]).await? > 0;
    let action = if state == SuggestionState::Accepted { "suggestion_accepted" } else { "suggestion_rejected" };
    if decided {
        queue::done(tx, Object::Suggestion(id), by, now).await?;
    }
    if decided && state != SuggestionState::Withdrawn {
        audit::record(tx, Deed { actor: Some(by), action, object: "suggestion", object_id: id.0, note: "" }, now).await?;
    }
    Ok(decided)
}

/// An accepted suggestion is worth something to its editor, by how much it changed.
pub async fn accepted(tx: &DatabaseTransaction, id: SuggestionId, editor: AccountId, changed: i64, now: Millis) -> Result<()> {
    db::run(tx, "UPDATE suggested_edit SET changed = $2 WHERE id = $1", values![id.0, changed]).await?;
    reputation::actions::edited(tx, editor, now).await?;
    Ok(())
}
