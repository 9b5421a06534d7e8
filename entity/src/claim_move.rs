//! What a claim moved, so that it can be undone within 30 days.

use sea_orm::entity::prelude::*;

use crate::ClaimId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "claim_move")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub claim_id: ClaimId,
    /// Table name.
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub object: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub object_id: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
