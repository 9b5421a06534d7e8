//! Why a thread is in the feed.

use sea_orm::entity::prelude::*;

use crate::{FeedReason, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feed_reason")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_id: PostId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub reason: FeedReason,
    pub urgency: i64,
    pub due_at: i64,
    /// People, flags or business hours, where the reason counts.
    pub count: i64,
    pub since: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
