//! An answer failed for someone, with a reason. Never costs points.

use sea_orm::entity::prelude::*;

use crate::{AccountId, DidNotWorkReason, FactId, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "did_not_work")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: FactId,
    pub post_id: PostId,
    pub actor_id: AccountId,
    pub reason: DidNotWorkReason,
    #[sea_orm(column_type = "Text")]
    pub details: String,
    /// Moves the place of the answer.
    pub counts: bool,
    /// When it first became true.
    pub at: i64,
    pub withdrawn_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
