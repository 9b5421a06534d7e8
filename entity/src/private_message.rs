//! A message between the asker and the team, which nobody else reads.

use sea_orm::entity::prelude::*;

use crate::{AccountId, PostId, PrivateMessageId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "private_message")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PrivateMessageId,
    pub question_id: PostId,
    pub author_id: AccountId,
    /// Of the department, not of the asker.
    pub by_team: bool,
    #[sea_orm(column_type = "Text")]
    pub source: String,
    #[sea_orm(column_type = "Text")]
    pub html: String,
    /// `key:width:height` of each photo with it.
    pub photos: String,
    pub at: i64,
    pub read_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
