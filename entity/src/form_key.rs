//! A form that was sent: the second copy of a double click finds what the first one made.

use sea_orm::entity::prelude::*;

use crate::AccountId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub id: String,
    pub account_id: AccountId,
    /// Where the first one led.
    #[sea_orm(column_type = "Text")]
    pub location: String,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
