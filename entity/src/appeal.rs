//! An appeal against a decision about a rank; once each.

use sea_orm::entity::prelude::*;

use crate::{AccountId, AppealId, RankEventId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appeal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AppealId,
    pub member_id: AccountId,
    pub event_id: RankEventId,
    pub words: String,
    pub made_at: i64,
    pub decided_at: Option<i64>,
    pub decided_by: Option<AccountId>,
    /// The decision was found wrong.
    pub overturned: Option<bool>,
    /// Decided by the same person, since there is no other.
    pub no_second: bool,
    pub reason: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
