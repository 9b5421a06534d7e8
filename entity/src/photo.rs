//! A photo as it is kept: turned upright, encoded anew, once however often it is used.

use sea_orm::entity::prelude::*;

use crate::PhotoId;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "photo")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: PhotoId,
    /// SHA-256 of what is kept.
    pub hash: String,
    /// Of its object.
    pub name: String,
    /// `jpeg` or `png`.
    pub kind: String,
    pub width: i64,
    pub height: i64,
    pub bytes: i64,
    /// Bytes of its smaller picture; 0 where it is small itself.
    pub small: i64,
    pub created_at: i64,
    /// Its object is there.
    pub stored_at: Option<i64>,
    /// Its last use may have gone.
    pub unused_at: Option<i64>,
    /// Its object is being removed.
    pub gone_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
