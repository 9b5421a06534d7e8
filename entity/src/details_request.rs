//! The team, or an expert, waits for details of the asker: the clocks stand still.

use sea_orm::entity::prelude::*;

use crate::{AccountId, DetailsRequestId, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "details_request")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DetailsRequestId,
    pub question_id: PostId,
    pub asked_by: AccountId,
    #[sea_orm(column_type = "Text")]
    pub words: String,
    pub asked_at: i64,
    pub reminded_at: Option<i64>,
    pub ended_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
