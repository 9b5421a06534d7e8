//! A change that waits for a reviewer.

use sea_orm::entity::prelude::*;

use crate::{AccountId, PostId, SuggestionId, SuggestionState};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "suggested_edit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SuggestionId,
    pub post_id: PostId,
    pub editor_id: AccountId,
    /// What the editor saw.
    pub base_revision: i64,
    #[sea_orm(column_type = "Text", nullable)]
    pub title: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub source: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub tags: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub state: SuggestionState,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub decision_reason: Option<String>,
    /// Decided, or suggested, by whoever was the post's author then.
    pub by_author: bool,
    /// Characters that went or came, once accepted.
    pub changed: Option<i64>,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
