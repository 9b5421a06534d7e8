//! A report of a post or a comment.

use sea_orm::entity::prelude::*;

use crate::{AccountId, CommentId, FactId, FlagReason, FlagState, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "flag")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: FactId,
    pub post_id: PostId,
    pub actor_id: AccountId,
    pub comment_id: Option<CommentId>,
    pub reason: FlagReason,
    #[sea_orm(column_type = "Text")]
    pub details: String,
    pub state: FlagState,
    /// When it first became true.
    pub at: i64,
    pub withdrawn_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
