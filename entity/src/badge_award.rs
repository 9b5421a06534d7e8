//! A badge somebody holds, or held.

use sea_orm::entity::prelude::*;

use crate::{AccountId, BadgeAwardId, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "badge_award")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: BadgeAwardId,
    pub member_id: AccountId,
    /// Its word in `rules::badges`.
    #[sea_orm(column_type = "Text")]
    pub badge: String,
    /// What makes it another of the same badge: `post:12`, `tag:wifi`, `year:2026`; empty for one held once.
    #[sea_orm(column_type = "Text")]
    pub cause: String,
    pub post_id: Option<PostId>,
    /// When it was earned.
    pub at: i64,
    /// When we noticed.
    pub recorded_at: i64,
    /// Given by hand, with a reason; else by its rule.
    pub granted_by: Option<AccountId>,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub revoked_at: Option<i64>,
    /// None where a case of fair play took it (`revoke_reason` is `case:` and its number).
    pub revoked_by: Option<AccountId>,
    #[sea_orm(column_type = "Text", nullable)]
    pub revoke_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
