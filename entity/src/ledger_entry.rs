//! A line of the ledger. Appended, never changed, never deleted; a balance is the sum of its lines.

use sea_orm::entity::prelude::*;

use crate::{AccountId, CreditId, EntryId, EntryKind, Limited, PostId, VersionId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_entry")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: EntryId,
    pub member_id: AccountId,
    /// When the line was written.
    pub at: i64,
    pub kind: EntryKind,
    pub points: i64,
    pub limited: Option<Limited>,
    /// The fact it is about; none for a floor.
    pub credit_id: Option<CreditId>,
    /// Whose deed it was; shown to staff only.
    pub actor_id: Option<AccountId>,
    pub post_id: Option<PostId>,
    pub question_id: Option<PostId>,
    pub version_id: VersionId,
    /// The line it undoes.
    pub reverses: Option<EntryId>,
    pub note: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
