//! Which department a question goes to. The first that fits.

use sea_orm::entity::prelude::*;

use crate::{CategoryId, DepartmentId, RoutingRuleId, TagId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "routing_rule")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RoutingRuleId,
    pub position: i64,
    pub category_id: Option<CategoryId>,
    pub tag_id: Option<TagId>,
    #[sea_orm(column_type = "Text", nullable)]
    pub lang: Option<String>,
    /// Folded, separated by spaces; any of them.
    #[sea_orm(column_type = "Text")]
    pub words: String,
    pub department_id: DepartmentId,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
