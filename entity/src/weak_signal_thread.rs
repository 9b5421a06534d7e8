//! A question of a weak signal.

use sea_orm::entity::prelude::*;

use crate::{PostId, SignalId};

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "weak_signal_thread")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub signal_id: SignalId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_id: PostId,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
