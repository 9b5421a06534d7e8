//! What is promised in a category; the row without one holds for all the others.

use sea_orm::entity::prelude::*;

use crate::{CalendarId, CategoryId, DeadlineId, DepartmentId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deadline")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DeadlineId,
    pub category_id: Option<CategoryId>,
    /// Elapsed; the rest is in business minutes.
    pub window_minutes: i64,
    /// Until the first answer.
    pub first_minutes: i64,
    /// Until the next answer, once the asker wrote again.
    pub next_minutes: i64,
    pub resolution_minutes: i64,
    /// Peers cannot settle it: no window.
    pub brand_only: bool,
    pub calendar_id: CalendarId,
    pub department_id: Option<DepartmentId>,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
