//! Something that waits for a moderator, or did.

use sea_orm::entity::prelude::*;

use crate::{AccountId, ItemId, ItemKind, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "moderation_item")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: ItemId,
    pub kind: ItemKind,
    /// `post`, `comment`, `notice`, `appeal`, `suggestion` (an edit that waits) or `case` (votes that look arranged).
    pub object: String,
    pub object_id: i64,
    pub question_id: Option<PostId>,
    /// Whom it concerns.
    pub about_id: Option<AccountId>,
    pub weight: i64,
    /// What was noticed: words, separated by commas.
    #[sea_orm(column_type = "Text")]
    pub why: String,
    pub since: i64,
    pub due_at: Option<i64>,
    pub claimed_by: Option<AccountId>,
    pub claim_ends_at: Option<i64>,
    pub done_at: Option<i64>,
    pub done_by: Option<AccountId>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
