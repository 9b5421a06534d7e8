//! An abnormal rise of a word, or of people with one problem.

use sea_orm::entity::prelude::*;

use crate::SignalId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "weak_signal")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: SignalId,
    #[sea_orm(column_type = "Text")]
    pub word: String,
    pub mean_permille: i64,
    pub began_at: i64,
    pub seen_at: i64,
    pub ended_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
