//! A vote, acceptance or me-too that is evidence in a case.

use sea_orm::entity::prelude::*;

use crate::{AccountId, CaseId, FactId, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fair_case_fact")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: CaseId,
    /// The fact's table.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub fact_id: FactId,
    pub giver_id: AccountId,
    pub receiver_id: AccountId,
    pub post_id: PostId,
    pub at: i64,
    /// What it was worth when the case saw it.
    pub points: i64,
    /// The case reversed it.
    pub annulled: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
