//! Rows of the moderation queue: opened in the transaction of their cause, made more urgent by a second cause, ended once.

use entity::{AccountId, CaseId, CommentId, FlagReason, ItemKind, PostId, SuggestionId};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::clock::{DAY, Millis};
use crate::rules::moderation::weight;
use crate::{db, values};

/// A member's first posts are those of their first thirty days.
const NEW_FOR: Millis = 30 * DAY;

/// What an item is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    Post(PostId),
    Comment(CommentId),
    /// A report by someone without an account.
    Notice(i64),
    Appeal(i64),
    /// An edit that waits; decided where edits are.
    Suggestion(SuggestionId),
    /// Votes that look arranged; decided where cases are.
    Case(CaseId),
    /// No item: decisions about a person alone.
    Member(AccountId),
}

impl Object {
    pub fn word(self) -> &'static str {
        match self {
            Object::Post(_) => "post",
            Object::Comment(_) => "comment",
            Object::Notice(_) => "notice",
            Object::Appeal(_) => "appeal",
            Object::Suggestion(_) => "suggestion",
            Object::Case(_) => "case",
            Object::Member(_) => "account",
        }
    }

    pub fn id(self) -> i64 {
        match self {
            Object::Post(id) => id.0,
            Object::Comment(id) => id.0,
            Object::Notice(id) | Object::Appeal(id) => id,
            Object::Suggestion(id) => id.0,
            Object::Case(id) => id.0,
            Object::Member(id) => id.0,
        }
    }

    pub fn read(word: &str, id: i64) -> Option<Object> {
        Some(match word {
            "post" => Object::Post(PostId(id)),
            "comment" => Object::Comment(CommentId(id)),
            "notice" => Object::Notice(id),
            "appeal" => Object::Appeal(id),
            "suggestion" => Object::Suggestion(SuggestionId(id)),
            "case" => Object::Case(CaseId(id)),
            "account" => Object::Member(AccountId(id)),
            _ => return None,
        })
    }
}

/// Something to look at.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    pub kind: ItemKind,
    pub object: Object,
    pub question: Option<PostId>,
    /// Whom it concerns.
    pub about: Option<AccountId>,
    pub weight: i64,
    /// Words with commas.
    pub why: &'a str,
    pub due: Option<Millis>,
}

/// Puts it into the queue; where it stands there already, the more urgent cause counts.
pub async fn open(tx: &DatabaseTransaction, item: &Item<'_>, now: Millis) -> Result<(), DbErr> {
    db::run(
        tx,
        "INSERT INTO moderation_item (kind, object, object_id, question_id, about_id, weight, why, since, due_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (object, object_id) WHERE done_at IS NULL DO UPDATE SET
            kind = CASE WHEN excluded.weight > moderation_item.weight THEN excluded.kind ELSE moderation_item.kind END,
            weight = CASE WHEN excluded.weight > moderation_item.weight THEN excluded.weight ELSE moderation_item.weight END,
            why = CASE WHEN excluded.why = '' THEN moderation_item.why WHEN moderation_item.why = '' THEN excluded.why ELSE moderation_item.why || ',' || excluded.why END",
        values![
            item.kind.word(),
            item.object.word(),
            item.object.id(),
            item.question.map(|q| q.0),
            item.about.map(|a| a.0),
            item.weight,
            item.why,
            now,
            item.due
        ],
    )
    .await?;
    Ok(())
}

/// The first post of a new member is looked at by a person, after it is published.
pub async fn first(tx: &DatabaseTransaction, post: PostId, question: PostId, author: AccountId, now: Millis) -> Result<(), DbErr> {
    db::run(
        tx,
        "INSERT INTO moderation_item (kind, object, object_id, question_id, about_id, weight, why, since)
         SELECT 'first', 'post', $1, $2, a.id, $5, '', $4 FROM account a WHERE a.id = $3 AND a.role = 'customer' AND a.placeholder = FALSE AND a.created_at > $6
            AND NOT EXISTS (SELECT 1 FROM post p WHERE p.author_id = a.id AND p.id <> $1)
         ON CONFLICT DO NOTHING",
        values![post.0, question.0, author.0, now, weight::FIRST, now - NEW_FOR],
    )
    .await?;
    Ok(())
}

/// Somebody reported it.
pub async fn flagged(tx: &DatabaseTransaction, object: Object, question: PostId, about: AccountId, reason: FlagReason, now: Millis) -> Result<(), DbErr> {
    let weight = match reason {
        FlagReason::Privacy | FlagReason::Danger | FlagReason::Legal => weight::GRAVE,
        _ => weight::FLAGGED,
    };
    open(tx, &Item { kind: ItemKind::Flagged, object, question: Some(question), about: Some(about), weight, why: "", due: None }, now).await
}

/// Another look found more in what stands there.
pub async fn explained(tx: &DatabaseTransaction, object: Object, why: &str) -> Result<(), DbErr> {
    let text = "UPDATE moderation_item SET why = $3 WHERE object = $1 AND object_id = $2 AND done_at IS NULL";
    db::run(tx, text, values![object.word(), object.id(), why]).await?;
    Ok(())
}

/// Edits of somebody that wait, of one post or of all, are taken back.
pub async fn edits_taken_back(tx: &DatabaseTransaction, editor: AccountId, post: Option<PostId>, now: Millis) -> Result<(), DbErr> {
    let text = "UPDATE moderation_item SET done_at = $3 WHERE object = 'suggestion' AND done_at IS NULL
        AND object_id IN (SELECT s.id FROM suggested_edit s WHERE s.editor_id = $1 AND s.state = 'pending' AND ($2 = 0 OR s.post_id = $2))";
    db::run(tx, text, values![editor.0, post.map_or(0, |p| p.0), now]).await?;
    Ok(())
}

/// Its author took a first post back: there is nothing to look at. A report stays, whatever its author does.
pub async fn taken_back(tx: &DatabaseTransaction, object: Object, now: Millis) -> Result<(), DbErr> {
    let text = "UPDATE moderation_item SET done_at = $3 WHERE object = $1 AND object_id = $2 AND done_at IS NULL AND kind IN ('first', 'held')";
    db::run(tx, text, values![object.word(), object.id(), now]).await?;
    Ok(())
}

/// Somebody decided. `false`: there was nothing in the queue, or somebody else was faster.
pub async fn done(tx: &DatabaseTransaction, object: Object, by: AccountId, now: Millis) -> Result<bool, DbErr> {
    let text = "UPDATE moderation_item SET done_at = $3, done_by = $4, claimed_by = NULL, claim_ends_at = NULL WHERE object = $1 AND object_id = $2 AND done_at IS NULL";
    Ok(db::run(tx, text, values![object.word(), object.id(), now, by.0]).await? > 0)
}
