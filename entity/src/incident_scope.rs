//! Where an incident is told; neither: everywhere.

use sea_orm::entity::prelude::*;

use crate::{CategoryId, IncidentId, TagId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "incident_scope")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub incident_id: IncidentId,
    pub category_id: Option<CategoryId>,
    pub tag_id: Option<TagId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
