//! Someone found their answer before asking.

use sea_orm::entity::prelude::*;

use crate::{AccountId, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deflection")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub question_id: PostId,
    pub account_id: Option<AccountId>,
    /// What they typed, masked.
    #[sea_orm(column_type = "Text")]
    pub searched: String,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
