//! "Was this clear?"

use sea_orm::entity::prelude::*;

use crate::{AccountId, FactId, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "clarity")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: FactId,
    pub post_id: PostId,
    /// Who was asked.
    pub actor_id: AccountId,
    /// Whose answer it was.
    pub author_id: AccountId,
    pub clear: bool,
    pub at: i64,
    pub withdrawn_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
