//! A claim on a perk.

use sea_orm::entity::prelude::*;

use crate::{AccountId, PerkClaimId, PerkId, PerkState};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "perk_claim")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PerkClaimId,
    pub perk_id: PerkId,
    pub member_id: AccountId,
    pub state: PerkState,
    /// As it was when claimed.
    pub value: i64,
    /// Of the claim, in the community's zone; the yearly cap counts it.
    pub year: i64,
    /// The member said to be 18 or older.
    pub adult: bool,
    pub claimed_at: i64,
    pub fulfilled_at: Option<i64>,
    pub closed_at: Option<i64>,
    pub decided_by: Option<AccountId>,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
