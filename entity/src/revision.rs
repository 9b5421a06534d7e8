//! A text a post once had. Number 1 is the first; the post itself holds the newest too.

use sea_orm::entity::prelude::*;

use crate::{AccountId, PostId, RevisionId, SourceFormat};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "revision")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: RevisionId,
    pub post_id: PostId,
    pub number: i64,
    pub editor_id: AccountId,
    /// Questions.
    #[sea_orm(column_type = "Text", nullable)]
    pub title: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub source: String,
    pub source_format: SourceFormat,
    /// Comma separated; questions.
    #[sea_orm(column_type = "Text", nullable)]
    pub tags: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub created_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
