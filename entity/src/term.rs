//! An ambassador's term.

use sea_orm::entity::prelude::*;

use crate::{AccountId, CategoryId, TermId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "term")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: TermId,
    pub member_id: AccountId,
    pub category_id: Option<CategoryId>,
    /// Which charter was accepted: the hash of its text.
    pub charter: String,
    pub began_at: i64,
    pub ends_at: i64,
    pub renewed_at: Option<i64>,
    pub ended_at: Option<i64>,
    pub end_reason: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
