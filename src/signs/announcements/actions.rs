//! Putting an announcement up, taking it down.

use entity::{AccountId, AnnouncementId};
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::clock::Millis;
use crate::error::{Error, Result};
use crate::{db, values};

/// An announcement whose fields hold.
pub struct New {
    pub title_en: String,
    pub title_fr: String,
    pub text_en: String,
    pub text_fr: String,
    pub begins: Millis,
    pub ends: Millis,
}

pub async fn put_up(tx: &DatabaseTransaction, by: AccountId, new: &New, now: Millis) -> Result<AnnouncementId> {
    #[derive(FromQueryResult)]
    struct Made {
        id: AnnouncementId,
    }
    let text = "INSERT INTO announcement (title_en, title_fr, text_en, text_fr, begins_at, ends_at, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id";
    let made: Option<Made> = db::row(tx, text, values![new.title_en.as_str(), new.title_fr.as_str(), new.text_en.as_str(), new.text_fr.as_str(), new.begins, new.ends, by.0, now]).await?;
    Ok(made.ok_or(Error::NotFound)?.id)
}

/// It is over now. `false`: it was before.
pub async fn take_down(tx: &DatabaseTransaction, id: AnnouncementId, now: Millis) -> Result<bool> {
    Ok(db::run(tx, "UPDATE announcement SET ends_at = $2 WHERE id = $1 AND ends_at > $2", values![id.0, now]).await? > 0)
}
