//! A short remark on a post.

use sea_orm::entity::prelude::*;

use crate::{AccountId, CommentId, PostId, PostState, SourceFormat};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "comment")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CommentId,
    pub post_id: PostId,
    pub question_id: PostId,
    pub author_id: AccountId,
    #[sea_orm(column_type = "Text")]
    pub source: String,
    pub source_format: SourceFormat,
    #[sea_orm(column_type = "Text")]
    pub html: String,
    /// `key:width:height` of each photo with it.
    pub photos: String,
    pub state: PostState,
    pub official: bool,
    pub opening_score: i64,
    pub created_at: i64,
    pub edited_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
