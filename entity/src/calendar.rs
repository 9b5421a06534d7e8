//! When the brand works: hours of a week in a zone, and days it is closed.

use sea_orm::entity::prelude::*;

use crate::CalendarId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: CalendarId,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    /// IANA name; empty for the community's.
    #[sea_orm(column_type = "Text")]
    pub zone: String,
    /// "mon 09:00-18:00, tue …"; empty is always open.
    #[sea_orm(column_type = "Text")]
    pub hours: String,
    /// ISO dates and names of sets ("fr").
    #[sea_orm(column_type = "Text")]
    pub closed_days: String,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
