//! How often a member did something lately; one row a member and kind of act.

use sea_orm::entity::prelude::*;

use crate::AccountId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "quota")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    /// The act's word; with `:author` where it is counted for each.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub act: String,
    /// The first of the window.
    pub began_at: i64,
    pub n: i64,
    pub last_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
