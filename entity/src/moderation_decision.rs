//! What a moderator decided, why, and what became of it.

use sea_orm::entity::prelude::*;

use crate::{AccountId, DecisionAct, DecisionId, ItemId, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "moderation_decision")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DecisionId,
    pub item_id: Option<ItemId>,
    pub act: DecisionAct,
    /// Of the public list.
    pub reason: String,
    #[sea_orm(column_type = "Text")]
    pub fact: String,
    pub abuse: bool,
    pub member_id: Option<AccountId>,
    pub object: String,
    pub object_id: i64,
    pub question_id: Option<PostId>,
    pub decided_by: Option<AccountId>,
    pub decided_at: i64,
    pub ends_at: Option<i64>,
    /// JSON: what an undo puts back.
    #[sea_orm(column_type = "Text")]
    pub before: String,
    pub undone_at: Option<i64>,
    pub overturned_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
