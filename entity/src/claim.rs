//! A member says: this imported person is me.

use sea_orm::entity::prelude::*;

use crate::{AccountId, ClaimId, ClaimState};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "claim")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ClaimId,
    pub placeholder_id: AccountId,
    pub account_id: AccountId,
    #[sea_orm(column_type = "Text")]
    pub proof: String,
    pub state: ClaimState,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub created_at: i64,
    pub decided_by: Option<AccountId>,
    pub decided_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
