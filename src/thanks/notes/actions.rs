//! Thanking a member; the member's choice to show it.

use entity::{AccountId, NoteId, thank_note};
use sea_orm::ActiveValue::Set;
use sea_orm::{DatabaseTransaction, EntityTrait};

use super::letters;
use crate::accounts::people;
use crate::clock::Millis;
use crate::config::Config;
use crate::error::Result;
use crate::{db, mail, values};

/// A note from somebody of the team, mailed. None: they sent the same words to the same member before.
pub async fn thank(tx: &DatabaseTransaction, config: &Config, member: AccountId, (by, name): (AccountId, &str), body: &str, now: Millis) -> Result<Option<NoteId>> {
    // the same words twice in a row are one click too many
    db::lock(tx, "account", member.0).await?;
    let text = "SELECT COUNT(*) AS n FROM thank_note WHERE member_id = $1 AND author_id = $2 AND body = $3";
    if db::count(tx, text, values![member.0, by.0, body]).await? > 0 {
        return Ok(None);
    }
    let row = thank_note::ActiveModel { member_id: Set(member), author_id: Set(by), body: Set(body.to_owned()), shown: Set(false), created_at: Set(now), ..Default::default() };
    let id = thank_note::Entity::insert(row).exec(tx).await?.last_insert_id;
    if let Some(person) = people::by_id(tx, member).await?
        && let Some(letter) = letters::note(config, &person, name, body)
    {
        mail::queue(tx, config, letter, now).await?;
    }
    Ok(Some(id))
}

/// On the member's public profile, or not. `false`: it is not theirs.
pub async fn show(tx: &DatabaseTransaction, id: NoteId, member: AccountId, shown: bool) -> Result<bool> {
    Ok(db::run(tx, "UPDATE thank_note SET shown = $3 WHERE id = $1 AND member_id = $2", values![id.0, member.0, shown]).await? > 0)
}
