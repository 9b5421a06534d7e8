//! What many meet at once, told while it lasts.

use sea_orm::entity::prelude::*;

use crate::{AccountId, IncidentId, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "incident")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: IncidentId,
    #[sea_orm(column_type = "Text")]
    pub title_en: String,
    #[sea_orm(column_type = "Text")]
    pub title_fr: String,
    #[sea_orm(column_type = "Text")]
    pub text_en: String,
    #[sea_orm(column_type = "Text")]
    pub text_fr: String,
    pub canonical_id: Option<PostId>,
    pub begins_at: i64,
    pub ends_at: Option<i64>,
    pub made_by: AccountId,
    /// Followers up to this account were told that it is over.
    pub told_to: i64,
    /// All were.
    pub told_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
