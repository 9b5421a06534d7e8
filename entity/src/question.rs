//! A thread; extends the post of the same id.

use sea_orm::entity::prelude::*;

use crate::{AccountId, CategoryId, PostId, PostState};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "question")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PostId,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub slug: String,
    /// First words of the body, plain.
    #[sea_orm(column_type = "Text")]
    pub excerpt: String,
    pub category_id: Option<CategoryId>,
    /// The asker.
    pub author_id: AccountId,
    /// Copy of the post's.
    pub state: PostState,
    /// Visible answers.
    pub answer_count: i64,
    /// Visible answers by anyone but the asker.
    pub peer_answer_count: i64,
    pub accepted_count: i64,
    pub verified_count: i64,
    /// Accepted, or verified and confirmed, or solved elsewhere.
    pub solved_at: Option<i64>,
    pub solved_elsewhere_at: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub solved_elsewhere_note: Option<String>,
    pub closed_at: Option<i64>,
    pub closed_by: Option<AccountId>,
    /// Public.
    #[sea_orm(column_type = "Text", nullable)]
    pub close_reason: Option<String>,
    pub duplicate_of: Option<PostId>,
    /// Its answers went there.
    pub merged_into: Option<PostId>,
    pub opening_me_too: i64,
    /// Opening + live.
    pub me_too_count: i64,
    /// Copy of the post's.
    pub score: i64,
    pub views: i64,
    /// False: imported history; starts no clock.
    pub live: bool,
    /// For ambassadors and the team alone: never `visible`.
    pub reserved: bool,
    pub created_at: i64,
    /// Last visible post.
    pub activity_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
