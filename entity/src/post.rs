//! A question body or an answer: what is voted on, edited, flagged, revised.

use sea_orm::entity::prelude::*;

use crate::{AccountId, PostId, PostKind, PostState, SourceFormat};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "post")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PostId,
    pub kind: PostKind,
    /// The thread; a question names itself.
    pub question_id: Option<PostId>,
    pub author_id: AccountId,
    #[sea_orm(column_type = "Text")]
    pub source: String,
    pub source_format: SourceFormat,
    /// Rendered and sanitised at write time.
    #[sea_orm(column_type = "Text")]
    pub html: String,
    /// `key:width:height` of each photo with it.
    pub photos: String,
    /// Version that rendered it.
    pub renderer: i64,
    #[sea_orm(column_type = "Text")]
    pub lang: String,
    pub state: PostState,
    /// Public.
    #[sea_orm(column_type = "Text", nullable)]
    pub state_reason: Option<String>,
    /// Helpful votes of the source it was imported from.
    pub opening_score: i64,
    /// Opening score + live votes.
    pub score: i64,
    /// Every live 'did not work'.
    pub did_not_work_count: i64,
    /// Those that move the place.
    pub did_not_work_weight: i64,
    pub comment_count: i64,
    /// 1 for the first text.
    pub revision: i64,
    /// The brand speaks.
    pub official: bool,
    pub created_at: i64,
    pub edited_at: Option<i64>,
    pub edited_by: Option<AccountId>,
    /// Removed, and its author loses points by it.
    pub removed_as_abuse_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
