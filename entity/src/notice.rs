//! A notice: a rank will be lost unless the numbers hold again.

use sea_orm::entity::prelude::*;

use crate::{AccountId, NoticeId, Rank};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: NoticeId,
    pub member_id: AccountId,
    pub rank: Rank,
    pub began_at: i64,
    pub ends_at: i64,
    pub closed_at: Option<i64>,
    pub outcome: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
