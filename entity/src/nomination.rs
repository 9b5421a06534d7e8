//! Somebody thinks that somebody else should be an ambassador.

use sea_orm::entity::prelude::*;

use crate::{AccountId, NominationId, NominationState};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "nomination")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: NominationId,
    pub nominee_id: AccountId,
    pub by_id: AccountId,
    pub words: String,
    pub state: NominationState,
    pub made_at: i64,
    pub consented_at: Option<i64>,
    /// Enough people testified.
    pub complete_at: Option<i64>,
    /// A manager answers before.
    pub due_at: Option<i64>,
    pub decided_at: Option<i64>,
    pub decided_by: Option<AccountId>,
    pub reason: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
