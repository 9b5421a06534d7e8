//! News for ambassadors before everyone.

use sea_orm::entity::prelude::*;

use crate::{AccountId, BriefingId, CategoryId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "briefing")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: BriefingId,
    pub category_id: Option<CategoryId>,
    pub author_id: AccountId,
    /// The minute promised.
    pub public_at: i64,
    /// When ambassadors were given it; a draft until then.
    pub shown_at: Option<i64>,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
