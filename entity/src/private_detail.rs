//! What only the author of a post and staff may read: what was masked, what was given in confidence.

use sea_orm::entity::prelude::*;

use crate::{AccountId, CommentId, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "private_detail")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub post_id: Option<PostId>,
    pub comment_id: Option<CommentId>,
    pub author_id: AccountId,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
