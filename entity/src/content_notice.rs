//! A report by someone who needs no account for it.

use sea_orm::entity::prelude::*;

use crate::{AccountId, ContentNoticeId, FlagReason, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "content_notice")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ContentNoticeId,
    /// Opens its page; known to whoever sent it.
    #[sea_orm(column_type = "Text")]
    pub reference: String,
    #[sea_orm(column_type = "Text")]
    pub url: String,
    pub reason: FlagReason,
    #[sea_orm(column_type = "Text")]
    pub explanation: String,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub email: String,
    pub lang: String,
    /// What the address names, if it is one of ours.
    pub object: Option<String>,
    pub object_id: Option<i64>,
    pub question_id: Option<PostId>,
    pub at: i64,
    pub decided_at: Option<i64>,
    pub decided_by: Option<AccountId>,
    pub upheld: Option<bool>,
    #[sea_orm(column_type = "Text")]
    pub answer: String,
    /// When a receipt was mailed.
    pub receipted_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
