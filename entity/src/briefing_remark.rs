//! A question beneath a briefing, or an answer to one.

use sea_orm::entity::prelude::*;

use crate::{AccountId, BriefingId, RemarkId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "briefing_remark")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RemarkId,
    pub briefing_id: BriefingId,
    /// The question it answers.
    pub parent_id: Option<RemarkId>,
    pub author_id: AccountId,
    #[sea_orm(column_type = "Text")]
    pub source: String,
    #[sea_orm(column_type = "Text")]
    pub html: String,
    /// The brand speaks.
    pub official: bool,
    pub at: i64,
    pub removed_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
