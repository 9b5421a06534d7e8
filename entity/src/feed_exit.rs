//! A thread left the feed.

use sea_orm::entity::prelude::*;

use crate::{AccountId, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feed_exit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub question_id: PostId,
    pub at: i64,
    /// None: a customer, or time.
    pub by_id: Option<AccountId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
