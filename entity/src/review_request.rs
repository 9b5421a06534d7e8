//! A member doubts a line of their ledger and asks the team to look at it.

use sea_orm::entity::prelude::*;

use crate::{AccountId, EntryId, ReviewId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review_request")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ReviewId,
    pub entry_id: EntryId,
    pub member_id: AccountId,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    /// `open`, `upheld`, `declined`.
    #[sea_orm(column_type = "Text")]
    pub state: String,
    pub at: i64,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub answer: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
