//! What happened to a rank, with the numbers at that moment.

use sea_orm::entity::prelude::*;

use crate::{AccountId, Rank, RankEventId, RankEventKind, VersionId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rank_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RankEventId,
    pub member_id: AccountId,
    pub at: i64,
    pub kind: RankEventKind,
    pub rank_before: Rank,
    pub rank_after: Rank,
    pub version_id: VersionId,
    /// The numbers at that moment, as JSON.
    pub numbers: String,
    /// None: the rules did.
    pub decided_by: Option<AccountId>,
    pub reason: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
