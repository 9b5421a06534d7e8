//! The asker says this answer solved it, or two others for them.

use sea_orm::entity::prelude::*;

use crate::{AccountId, CaseId, FactId, PostId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "acceptance")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: FactId,
    pub post_id: PostId,
    pub actor_id: AccountId,
    pub question_id: PostId,
    pub imported: bool,
    /// When it first became true.
    pub at: i64,
    pub withdrawn_at: Option<i64>,
    /// Taken away by a case of fair play; it cannot be given again.
    pub annulled_by: Option<CaseId>,
    /// By somebody else, for an asker who is away.
    pub on_behalf: bool,
    /// The asker said so themselves since.
    pub agreed_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
