//! Thanks from the team to a member.

use sea_orm::entity::prelude::*;

use crate::{AccountId, NoteId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "thank_note")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: NoteId,
    pub member_id: AccountId,
    pub author_id: AccountId,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// On the public profile: the member decides.
    pub shown: bool,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
