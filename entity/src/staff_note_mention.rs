//! A colleague named in a note.

use sea_orm::entity::prelude::*;

use crate::{AccountId, StaffNoteId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "staff_note_mention")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub note_id: StaffNoteId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: AccountId,
    pub read_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
