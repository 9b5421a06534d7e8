//! What somebody whom the nominee helped says of them.

use sea_orm::entity::prelude::*;

use crate::{AccountId, NominationId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "testimonial")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub nomination_id: NominationId,
    pub nominee_id: AccountId,
    pub author_id: AccountId,
    pub words: String,
    pub at: i64,
    /// In the community's zone, months since year 0.
    pub month: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
