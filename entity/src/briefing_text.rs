//! A version of a briefing in a language.

use sea_orm::entity::prelude::*;

use crate::{AccountId, BriefingId, BriefingTextId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "briefing_text")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: BriefingTextId,
    pub briefing_id: BriefingId,
    #[sea_orm(column_type = "Text")]
    pub lang: String,
    /// 1 for the first; the highest holds.
    pub number: i64,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub source: String,
    /// Rendered and sanitised at write time.
    #[sea_orm(column_type = "Text")]
    pub html: String,
    #[sea_orm(column_type = "Text")]
    pub excerpt: String,
    pub editor_id: AccountId,
    pub at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
