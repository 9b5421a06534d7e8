//! What is told in confidence with a post.

use entity::{AccountId, PostId, private_detail};
use sea_orm::ActiveValue::Set;
use sea_orm::{DatabaseTransaction, EntityTrait as _};

use super::NewQuestion;
use crate::clock::Millis;
use crate::error::Result;
use crate::photos::actions::{With, attach};

/// What only the author and staff read, beside the post it belongs to.
pub async fn keep_private(tx: &DatabaseTransaction, post: PostId, author: AccountId, texts: &[String], now: Millis) -> Result<()> {
    for text in texts.iter().filter(|t| !t.is_empty()) {
        insert(tx, post, author, text, now).await?;
    }
    Ok(())
}

async fn insert(tx: &DatabaseTransaction, post: PostId, author: AccountId, body: &str, now: Millis) -> Result<()> {
    let row = private_detail::ActiveModel {
        post_id: Set(Some(post)),
        comment_id: Set(None),
        author_id: Set(author),
        body: Set(body.to_owned()),
        created_at: Set(now),
        ..Default::default()
    };
    private_detail::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Photos for the author and staff; without a word beside them, an empty one leads there.
pub(super) async fn photos(tx: &DatabaseTransaction, new: &NewQuestion, question: PostId) -> Result<()> {
    if !new.private_photos.is_empty() && new.text.private.iter().all(String::is_empty) {
        insert(tx, question, new.author, "", new.now).await?;
    }
    Ok(attach(tx, new.author, &new.private_photos, With::Private(question)).await?)
}
