//! Who opened a briefing before it was public, and when.

use sea_orm::entity::prelude::*;

use crate::{AccountId, BriefingId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "briefing_reading")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub briefing_id: BriefingId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    pub at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
