//! A line of the history of an escalation.

use sea_orm::entity::prelude::*;

use crate::{AccountId, EscalationEventId, EscalationEventKind, EscalationId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "escalation_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: EscalationEventId,
    pub escalation_id: EscalationId,
    pub at: i64,
    pub actor_id: Option<AccountId>,
    pub kind: EscalationEventKind,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    /// JSON of what was and what is.
    #[sea_orm(column_type = "Text")]
    pub data: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
