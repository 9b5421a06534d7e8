//! A code that a perk is given as.

use sea_orm::entity::prelude::*;

use crate::{CodeId, PerkClaimId, PerkId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "perk_code")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CodeId,
    pub perk_id: PerkId,
    /// Emptied when it is shown.
    #[sea_orm(column_type = "Text")]
    pub code: String,
    /// So that it is not loaded twice.
    #[sea_orm(column_type = "Text")]
    pub code_hash: String,
    /// What stays to be seen of it.
    #[sea_orm(column_type = "Text")]
    pub mask: String,
    pub claim_id: Option<PerkClaimId>,
    pub added_at: i64,
    pub revealed_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
