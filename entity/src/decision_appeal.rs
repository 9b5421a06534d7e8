//! An appeal against a decision of moderation, or against the answer to a notice; once each.

use sea_orm::entity::prelude::*;

use crate::{AccountId, ContentNoticeId, DecisionAppealId, DecisionId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "decision_appeal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DecisionAppealId,
    pub decision_id: Option<DecisionId>,
    pub notice_id: Option<ContentNoticeId>,
    pub member_id: Option<AccountId>,
    #[sea_orm(column_type = "Text")]
    pub words: String,
    pub made_at: i64,
    pub due_at: i64,
    pub decided_at: Option<i64>,
    pub decided_by: Option<AccountId>,
    /// The decision was found wrong.
    pub overturned: Option<bool>,
    /// Decided by the same person, since there is no other.
    pub no_second: bool,
    #[sea_orm(column_type = "Text")]
    pub answer: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
