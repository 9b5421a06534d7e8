//! A word that is watched in what people write.

use sea_orm::entity::prelude::*;

use crate::{AccountId, WatchAct, WatchedWordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "watched_word")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: WatchedWordId,
    /// Folded; one word or several.
    #[sea_orm(column_type = "Text")]
    pub word: String,
    pub act: WatchAct,
    /// What whoever is stopped reads.
    #[sea_orm(column_type = "Text")]
    pub message: String,
    pub added_by: Option<AccountId>,
    pub at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
