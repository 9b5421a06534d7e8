//! A sanction: what, why, until when. A warning is none.

use sea_orm::entity::prelude::*;

use crate::{AccountId, SanctionId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sanction")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SanctionId,
    pub member_id: AccountId,
    pub kind: String,
    pub reason: String,
    pub began_at: i64,
    pub ends_at: Option<i64>,
    pub decided_by: Option<AccountId>,
    /// It was found wrong: it never counted.
    pub overturned_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
