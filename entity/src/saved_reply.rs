//! A text someone uses again and again.

use sea_orm::entity::prelude::*;

use crate::{AccountId, ReplyId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "saved_reply")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ReplyId,
    pub account_id: AccountId,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
