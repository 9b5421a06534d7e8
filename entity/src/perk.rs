//! What a member may claim as a thank-you.

use sea_orm::entity::prelude::*;

use crate::{AccountId, PerkId, Rank};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "perk")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PerkId,
    #[sea_orm(column_type = "Text")]
    pub title_en: String,
    #[sea_orm(column_type = "Text")]
    pub title_fr: String,
    #[sea_orm(column_type = "Text")]
    pub text_en: String,
    #[sea_orm(column_type = "Text")]
    pub text_fr: String,
    /// In whole units of the community's currency; 0 has none.
    pub value: i64,
    /// None: no end.
    pub stock: Option<i64>,
    /// Claims that hold one.
    pub taken: i64,
    /// At most this many for one member, ever.
    pub per_member: i64,
    /// Who may claim it.
    pub rank: Rank,
    /// Given as a code.
    pub codes: bool,
    pub retired_at: Option<i64>,
    pub created_by: AccountId,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
