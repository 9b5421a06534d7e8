//! Filing a question under other tags.

use std::collections::BTreeSet;

use entity::{PostId, PostState};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::clock::Millis;
use crate::error::Result;
use crate::{db, values};

#[derive(FromQueryResult)]
struct Filed {
    tag_id: i64,
    hidden: bool,
}

#[derive(FromQueryResult)]
struct Tag {
    id: i64,
}

#[derive(FromQueryResult)]
struct Question {
    state: PostState,
    activity_at: i64,
    reserved: bool,
}

/// Shows a question under exactly these tags, creating those that are new. Tags an import left hidden stay hidden.
/// What is for ambassadors and the team alone has none: tags are for everyone to see.
/// Under the lock of the question; tags are touched in one order by everyone.
pub async fn file(tx: &DatabaseTransaction, question: PostId, tags: &[String], now: Millis) -> Result<()> {
    let row: Option<Question> = db::row(tx, "SELECT state, activity_at, reserved FROM question WHERE id = $1", values![question.0]).await?;
    let Some(row) = row.filter(|r| !r.reserved) else { return Ok(()) };
    let filed: Vec<Filed> = db::rows(tx, "SELECT tag_id, hidden FROM question_tag WHERE question_id = $1", values![question.0]).await?;
    let before: BTreeSet<i64> = filed.iter().filter(|f| !f.hidden).map(|f| f.tag_id).collect();
    let mut after = BTreeSet::new();
    let mut sorted: Vec<(i64, &String)> = (0..).zip(tags).collect();
    sorted.sort_by_key(|(_, name)| *name);
    for (position, name) in sorted {
        db::run(tx, "INSERT INTO tag (name, created_at, question_count) VALUES ($1, $2, 0) ON CONFLICT (name) DO NOTHING", values![name.as_str(), now]).await?;
        let tag: Option<Tag> = db::row(tx, "SELECT id FROM tag WHERE name = $1", values![name.as_str()]).await?;
        let Some(Tag { id }) = tag else { continue };
        db::run(
            tx,
            "INSERT INTO question_tag (question_id, tag_id, position, hidden, activity_at) VALUES ($1, $2, $3, FALSE, $4)
             ON CONFLICT (question_id, tag_id) DO UPDATE SET position = excluded.position, hidden = FALSE",
            values![question.0, id, position, row.activity_at],
        )
        .await?;
        after.insert(id);
    }
    for id in before.difference(&after) {
        db::run(tx, "DELETE FROM question_tag WHERE question_id = $1 AND tag_id = $2", values![question.0, *id]).await?;
    }
    if row.state == PostState::Visible {
        for id in before.symmetric_difference(&after) {
            let by: i64 = if after.contains(id) { 1 } else { -1 };
            db::run(tx, "UPDATE tag SET question_count = question_count + $2 WHERE id = $1", values![*id, by]).await?;
        }
    }
    Ok(())
}
