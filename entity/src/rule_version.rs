//! A set of rules, from when it holds. Never changed.

use sea_orm::entity::prelude::*;

use crate::{AccountId, VersionId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rule_version")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: VersionId,
    pub applied_at: i64,
    /// None: it came with the program, or by a change of the time zone.
    pub applied_by: Option<AccountId>,
    /// The time zone of days and months.
    pub zone: String,
    /// The numbers, as TOML.
    pub numbers: String,
    pub note: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
