//! A member was asked to look at a question; once, whoever asked.

use sea_orm::entity::prelude::*;

use crate::{AccountId, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub question_id: PostId,
    pub invited_id: AccountId,
    pub invited_by: AccountId,
    pub at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
