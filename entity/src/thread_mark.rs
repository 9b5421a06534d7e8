//! A thread to be settled anew.

use sea_orm::entity::prelude::*;

use crate::PostId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "thread_mark")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub question_id: PostId,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
