//! A thread the brand owes an outcome everyone can see.

use sea_orm::entity::prelude::*;

use crate::{AccountId, DepartmentId, EscalationCause, EscalationId, EscalationOutcome, EscalationState, PostId, SnoozeEvent};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "escalation")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: EscalationId,
    pub question_id: PostId,
    pub cause: EscalationCause,
    /// None: a rule.
    pub opened_by: Option<AccountId>,
    /// What the opener said it is about.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    #[sea_orm(column_type = "Text")]
    pub details: String,
    /// Opened by an ambassador.
    pub priority: bool,
    pub department_id: DepartmentId,
    pub owner_id: Option<AccountId>,
    pub state: EscalationState,
    pub opened_at: i64,
    pub due_at: i64,
    pub claimed_at: Option<i64>,
    /// Of its owner, last.
    pub acted_at: i64,
    /// None once something was published.
    pub claim_ends_at: Option<i64>,
    /// Something was published since it was claimed.
    pub published: bool,
    pub snoozed_until: Option<i64>,
    pub snoozed_event: Option<SnoozeEvent>,
    pub hand_overs: i64,
    pub lead_told_at: Option<i64>,
    pub managers_told_at: Option<i64>,
    /// The one it came back from.
    pub previous_id: Option<EscalationId>,
    pub ended_at: Option<i64>,
    pub ended_by: Option<AccountId>,
    pub outcome: Option<EscalationOutcome>,
    pub outcome_post_id: Option<PostId>,
    /// What everyone reads.
    #[sea_orm(column_type = "Text", nullable)]
    pub outcome_line: Option<String>,
    /// The asker does not call it settled.
    pub disagreed_at: Option<i64>,
    /// Whoever opened it was told how it ended.
    pub told_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
