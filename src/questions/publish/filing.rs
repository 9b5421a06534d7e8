//! A question is filed under its tags.

use entity::{PostId, TagId, question_tag};
use sea_orm::ActiveValue::Set;
use sea_orm::{DatabaseTransaction, EntityTrait, FromQueryResult};

use crate::clock::Millis;
use crate::error::Result;
use crate::{db, values};

/// Files a question under its tags, creating those that are new. Tags are touched in one order by everyone, so that
/// two questions never wait for each other in a circle.
pub async fn under(tx: &DatabaseTransaction, id: PostId, tags: &[String], counted: bool, now: Millis) -> Result<()> {
    #[derive(FromQueryResult)]
    struct Tag {
        id: TagId,
    }
    let mut sorted: Vec<(i64, &String)> = (0..).zip(tags).collect();
    sorted.sort_by_key(|(_, name)| *name);
    let mut filed: Vec<TagId> = Vec::with_capacity(tags.len());
    for (position, name) in sorted {
        db::run(tx, "INSERT INTO tag (name, created_at, question_count) VALUES ($1, $2, 0) ON CONFLICT (name) DO NOTHING", values![name.as_str(), now]).await?;
        let tag: Option<Tag> = db::row(tx, "SELECT id FROM tag WHERE name = $1", values![name.as_str()]).await?;
        let Some(Tag { id: tag_id }) = tag.filter(|t| !filed.contains(&t.id)) else { continue };
        let row = question_tag::ActiveModel { question_id: Set(id), tag_id: Set(tag_id), position: Set(position), hidden: Set(false), activity_at: Set(now) };
        question_tag::Entity::insert(row).exec_without_returning(tx).await?;
        filed.push(tag_id);
    }
    filed.sort();
    // what waits is counted once it is shown
    for tag in filed.into_iter().filter(|_| counted) {
        db::run(tx, "UPDATE tag SET question_count = question_count + 1 WHERE id = $1", values![tag.0]).await?;
    }
    Ok(())
}
