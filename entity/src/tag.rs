//! A word questions are filed under.

use sea_orm::entity::prelude::*;

use crate::TagId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tag")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: TagId,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    pub created_at: i64,
    /// Visible questions that show it.
    pub question_count: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
