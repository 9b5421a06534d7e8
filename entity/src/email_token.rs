//! A mailed proof: a link (128 bits or more, stored hashed) and, where a tab waits, a code of six digits.

use sea_orm::entity::prelude::*;

use crate::{AccountId, TokenPurpose};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "email_token")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub account_id: AccountId,
    pub purpose: TokenPurpose,
    #[sea_orm(column_type = "Text")]
    pub token_hash: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub code_hash: Option<String>,
    /// SHA-256 of the cookie by which the waiting tab is known.
    #[sea_orm(column_type = "Text", nullable)]
    pub handle_hash: Option<String>,
    /// Wrong codes so far; 5 end it.
    pub tries: i64,
    /// The address it proves.
    #[sea_orm(column_type = "Text")]
    pub email: String,
    pub created_at: i64,
    pub expires_at: i64,
    pub used_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
