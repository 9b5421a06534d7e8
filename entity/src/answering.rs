//! Someone is writing an answer and says so.

use sea_orm::entity::prelude::*;

use crate::{AccountId, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "answering")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_id: PostId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    pub until_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
