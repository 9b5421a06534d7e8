//! Up to five shown; more are kept from imports and hidden.

use sea_orm::entity::prelude::*;

use crate::{PostId, TagId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "question_tag")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_id: PostId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub tag_id: TagId,
    pub position: i64,
    pub hidden: bool,
    /// Copy of the question's, for paging.
    pub activity_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
