//! A dated, public word of the brand; ends kept, replaced, or with its escalation.

use sea_orm::entity::prelude::*;

use crate::{AccountId, EscalationId, PostId, PromiseId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "promise")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PromiseId,
    pub escalation_id: EscalationId,
    pub question_id: PostId,
    #[sea_orm(column_type = "Text")]
    pub words: String,
    pub due_at: i64,
    pub made_at: i64,
    pub made_by: AccountId,
    /// Its date passed.
    pub missed_at: Option<i64>,
    pub ended_at: Option<i64>,
    pub kept_post_id: Option<PostId>,
    /// The asker was asked whether that settled it.
    pub asked_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
