//! What an imported person came with, once: their reputation at the source, or what the table gives for their work.

use sea_orm::entity::prelude::*;

use crate::AccountId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opening")]
pub struct Model {
    /// The placeholder; the points follow its claim.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    pub points: i64,
    /// `source` or `table`.
    pub basis: String,
    pub at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
