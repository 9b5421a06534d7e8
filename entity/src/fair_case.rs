//! People whose votes look arranged, for a person to judge.

use sea_orm::entity::prelude::*;

use crate::{AccountId, CaseId, CaseState};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "fair_case")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CaseId,
    /// Numbers of its members, lowest first. One open case a set.
    #[sea_orm(column_type = "Text")]
    pub members: String,
    pub state: CaseState,
    pub opened_at: i64,
    /// When evidence was last added.
    pub updated_at: i64,
    pub decided_at: Option<i64>,
    pub decided_by: Option<AccountId>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub undone_at: Option<i64>,
    pub undone_by: Option<AccountId>,
    #[sea_orm(column_type = "Text", nullable)]
    pub undo_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
