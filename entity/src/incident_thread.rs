//! A thread that an incident answers.

use sea_orm::entity::prelude::*;

use crate::{IncidentId, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "incident_thread")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_id: PostId,
    pub incident_id: IncidentId,
    pub at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
