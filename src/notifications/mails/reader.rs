//! Whoever a mail is for.

use entity::AccountId;
use sea_orm::{DatabaseTransaction, DbErr, FromQueryResult};

use crate::clock::Millis;
use crate::config::Config;
use crate::i18n::Lang;
use crate::{db, values};

#[derive(Clone, Debug, FromQueryResult)]
pub struct Reader {
    pub id: AccountId,
    pub username: String,
    pub email: String,
    lang: Option<String>,
}

impl Reader {
    pub fn lang(&self, config: &Config) -> Lang {
        self.lang.as_deref().and_then(Lang::from_code).or(Lang::from_code(config.get("default_language"))).unwrap_or_default()
    }
}

/// Somebody who reads mails: a proved address, or one taken as proved; nobody imported, nobody suspended.
pub async fn reader(tx: &DatabaseTransaction, config: &Config, account: AccountId, now: Millis) -> Result<Option<Reader>, DbErr> {
    let proved = if config.sends_mail() { " AND email_verified_at IS NOT NULL" } else { "" };
    let text = format!(
        "SELECT id, username, email, lang FROM account WHERE id = $1 AND email IS NOT NULL AND deleted_at IS NULL AND placeholder = FALSE AND (suspended_until IS NULL OR suspended_until <= $2){proved}"
    );
    db::row(tx, &text, values![account.0, now]).await
}
