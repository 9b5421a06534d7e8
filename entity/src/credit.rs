//! What a fact is worth to a member now, step by step of the limits. Kept when the fact goes.

use sea_orm::entity::prelude::*;

use crate::{AccountId, CreditId, EntryKind, FactId, Limited, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CreditId,
    /// Who gains or loses.
    pub member_id: AccountId,
    /// The fact's own kind: never clip, release or floor.
    pub kind: EntryKind,
    /// The row of the fact in its own table.
    pub fact_id: FactId,
    /// Who gave it.
    pub actor_id: Option<AccountId>,
    pub post_id: Option<PostId>,
    pub question_id: Option<PostId>,
    /// The fact's own, first time.
    pub at: i64,
    /// Day and month of `at` in the community's time zone: days since 1970-01-01, months since year 0.
    pub day: i64,
    pub month: i64,
    /// The fact stands, and so does its post.
    pub alive: bool,
    /// Not yet effective: its giver is too new or not confirmed.
    pub held: bool,
    /// The member was no staff when the fact came.
    pub earns: bool,
    /// Passed the limits between two people.
    pub passed: bool,
    /// Points before the limit of the day.
    pub worth: i64,
    /// Points in the balance.
    pub points: i64,
    /// Why that is less than the kind says.
    pub limited: Option<Limited>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
