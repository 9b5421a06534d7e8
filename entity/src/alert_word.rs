//! A word of danger or of the law that brings a thread to the brand at once.

use sea_orm::entity::prelude::*;

use crate::{AlertKind, AlertWordId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alert_word")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: AlertWordId,
    pub kind: AlertKind,
    #[sea_orm(column_type = "Text")]
    pub lang: String,
    #[sea_orm(column_type = "Text")]
    pub word: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
