//! An offer to become an ambassador.

use sea_orm::entity::prelude::*;

use crate::{AccountId, CategoryId, OfferCause, OfferId, OfferState};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "offer")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: OfferId,
    pub member_id: AccountId,
    pub category_id: Option<CategoryId>,
    pub cause: OfferCause,
    pub state: OfferState,
    pub made_at: i64,
    /// When the member could first accept it.
    pub opened_at: Option<i64>,
    pub expires_at: Option<i64>,
    pub decided_at: Option<i64>,
    pub decided_by: Option<AccountId>,
    pub reason: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
