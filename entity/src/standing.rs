//! What the window says of a member.

use sea_orm::entity::prelude::*;

use crate::AccountId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "standing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: AccountId,
    pub computed_at: i64,
    /// When the passing of time alone can change a number.
    pub next_at: Option<i64>,
    /// Accepted or verified answers.
    pub solved: i64,
    pub askers: i64,
    /// Different days with an answer.
    pub days: i64,
    /// Threads they answered that a peer's answer solved, and those that theirs solved.
    pub threads: i64,
    pub threads_solved: i64,
    pub clarity_raters: i64,
    pub clarity_clear: i64,
    pub sanctions: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
