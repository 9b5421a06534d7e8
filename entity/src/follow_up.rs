//! The question put to the asker some days later: did this solve it?

use sea_orm::entity::prelude::*;

use crate::{FollowUpAnswer, FollowUpId, FollowUpKind, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "follow_up")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: FollowUpId,
    pub question_id: PostId,
    pub kind: FollowUpKind,
    pub about_id: PostId,
    pub due_at: i64,
    pub asked_at: Option<i64>,
    pub mailed: bool,
    pub opened_at: Option<i64>,
    pub answered_at: Option<i64>,
    pub answer: Option<FollowUpAnswer>,
    #[sea_orm(column_type = "Text")]
    pub details: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
