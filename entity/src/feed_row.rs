//! A thread the brand owes a look.

use sea_orm::entity::prelude::*;

use crate::{AccountId, CategoryId, DepartmentId, EscalationId, PostId, WaitingOn};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feed_row")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_id: PostId,
    pub urgency: i64,
    pub due_at: i64,
    /// Which writer last made it news.
    pub news: i64,
    pub waiting_on: WaitingOn,
    pub department_id: DepartmentId,
    pub category_id: Option<CategoryId>,
    #[sea_orm(column_type = "Text")]
    pub lang: String,
    pub owner_id: Option<AccountId>,
    pub escalation_id: Option<EscalationId>,
    pub snoozed: bool,
    pub asked_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
