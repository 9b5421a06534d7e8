//! The outbox: written in the transaction of its cause, sent by a job.

use sea_orm::entity::prelude::*;

use crate::{AccountId, MailId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: MailId,
    /// The same on every try.
    #[sea_orm(column_type = "Text")]
    pub message_id: String,
    pub account_id: Option<AccountId>,
    #[sea_orm(column_type = "Text")]
    pub to_email: String,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub subject: String,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    #[sea_orm(column_type = "Text")]
    pub html: String,
    #[sea_orm(column_type = "Text")]
    pub lang: String,
    pub created_at: i64,
    pub attempts: i64,
    /// None when sent, kept or given up.
    pub next_attempt_at: Option<i64>,
    pub sent_at: Option<i64>,
    pub failed_at: Option<i64>,
    #[sea_orm(column_type = "Text", nullable)]
    pub last_error: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
