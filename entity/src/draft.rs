//! What someone is writing, kept on the server for seven days.

use sea_orm::entity::prelude::*;

use crate::{AccountId, DraftId, DraftKind, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "draft")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: DraftId,
    /// Anonymous drafts: SHA-256 of the cookie.
    #[sea_orm(column_type = "Text", nullable)]
    pub token_hash: Option<String>,
    pub account_id: Option<AccountId>,
    pub kind: DraftKind,
    /// Answers.
    pub question_id: Option<PostId>,
    /// Of the form being filled in: each form has one draft, however often it is saved.
    #[sea_orm(column_type = "Text")]
    pub form_key: String,
    /// JSON of the form.
    #[sea_orm(column_type = "Text")]
    pub payload: String,
    /// Bound to a new account: publish when the address is confirmed.
    pub publish_on_confirm: bool,
    pub created_at: i64,
    pub updated_at: i64,
    pub expires_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
