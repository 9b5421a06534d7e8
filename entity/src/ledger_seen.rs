//! Up to where a member has read their ledger, and what their balance was there.

use sea_orm::entity::prelude::*;

use crate::{AccountId, EntryId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_seen")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: AccountId,
    pub entry_id: EntryId,
    pub balance: i64,
    pub at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
