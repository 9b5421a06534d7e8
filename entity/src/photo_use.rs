//! Where a photo is shown, or that it waits for a form to be sent.

use sea_orm::entity::prelude::*;

use crate::{AccountId, CommentId, PhotoId, PhotoPlace, PostId, PrivateMessageId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "photo_use")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Its address, which nobody guesses.
    pub key: String,
    pub photo_id: PhotoId,
    pub account_id: Option<AccountId>,
    /// Of the cookie of a browser without an account.
    pub token_hash: Option<String>,
    pub place: PhotoPlace,
    pub post_id: Option<PostId>,
    pub comment_id: Option<CommentId>,
    pub message_id: Option<PrivateMessageId>,
    /// What it counts for in its owner's share.
    pub bytes: i64,
    pub created_at: i64,
    /// Its text was found taken back or removed.
    pub gone_since: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
