//! A browser that is signed in, or was asked to remember something. Only the SHA-256 of the cookie is kept.

use sea_orm::entity::prelude::*;

use crate::AccountId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false, column_type = "Text")]
    pub id_hash: String,
    pub account_id: Option<AccountId>,
    /// JSON of the session record.
    #[sea_orm(column_type = "Text")]
    pub data: String,
    #[sea_orm(column_type = "Text")]
    pub user_agent: String,
    pub created_at: i64,
    pub last_seen_at: i64,
    /// Idle end.
    pub expires_at: i64,
    /// Absolute end.
    pub ends_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
