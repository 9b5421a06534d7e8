//! Reads of one account for the pages of this folder.

use entity::{AccountId, Role};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};

use crate::accounts::throttle::Failures;
use crate::config::Config;
use crate::db;
use crate::i18n::Lang;
use crate::rules::names::username_key;
use crate::values;

/// What logging in and changing secrets need to know.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Person {
    pub id: AccountId,
    pub username: String,
    pub display_name: String,
    pub email: Option<String>,
    pub email_verified_at: Option<i64>,
    pub password_hash: Option<String>,
    pub role: Role,
    pub lang: Option<String>,
    pub failed_logins: i64,
    pub login_blocked_until: Option<i64>,
    pub last_seen_at: Option<i64>,
    /// The password alone does not let them in.
    pub two_step: bool,
}

impl Person {
    pub fn failures(&self) -> Failures {
        Failures { count: self.failed_logins, until: self.login_blocked_until }
    }

    /// Where mail reaches them: an address that was proved, or taken as proved.
    pub fn address(&self, config: &Config) -> Option<&str> {
        self.email.as_deref().filter(|_| self.email_verified_at.is_some() || !config.sends_mail())
    }

    /// The language of mails to them.
    pub fn lang(&self, config: &Config) -> Lang {
        self.lang.as_deref().and_then(Lang::from_code).or(Lang::from_code(config.get("default_language"))).unwrap_or_default()
    }
}

const COLUMNS: &str = "id, username, display_name, email, email_verified_at, password_hash, role, lang, failed_logins, login_blocked_until, last_seen_at,
    EXISTS (SELECT 1 FROM two_factor t WHERE t.account_id = account.id) AS two_step";

/// Someone who may sign in, by number.
pub async fn by_id(db: &impl ConnectionTrait, id: AccountId) -> Result<Option<Person>, DbErr> {
    db::row(db, &format!("SELECT {COLUMNS} FROM account WHERE id = $1 AND deleted_at IS NULL AND placeholder = FALSE"), values![id.0]).await
}

/// Someone who may sign in, by what they typed: a name, or an address. Of an address that nobody has proved yet, the
/// newest account that waits for it.
pub async fn by_login(db: &impl ConnectionTrait, login: &str) -> Result<Option<Person>, DbErr> {
    let login = login.trim();
    if login.contains('\0') {
        return Ok(None); // PostgreSQL cannot even ask for it
    }
    let (condition, key) = match login.contains('@') {
        // each half by its index
        true => ("id IN (SELECT id FROM account WHERE email_folded = $1 UNION SELECT id FROM account WHERE LOWER(email) = $1)", login.to_ascii_lowercase()),
        false => ("username_folded = $1", username_key(login)),
    };
    let text = format!(
        "SELECT {COLUMNS} FROM account WHERE {condition} AND deleted_at IS NULL AND placeholder = FALSE
         ORDER BY CASE WHEN email_folded IS NULL THEN 1 ELSE 0 END, id DESC LIMIT 1"
    );
    db::row(db, &text, values![key]).await
}

/// Someone whose address this is, proved or taken as proved.
pub async fn by_email(db: &impl ConnectionTrait, folded: &str) -> Result<Option<Person>, DbErr> {
    db::row(db, &format!("SELECT {COLUMNS} FROM account WHERE email_folded = $1 AND deleted_at IS NULL AND placeholder = FALSE"), values![folded]).await
}

/// Is a name, or one that looks like it, taken?
pub async fn name_taken(db: &impl ConnectionTrait, folded: &str) -> Result<bool, DbErr> {
    Ok(db::count(db, "SELECT COUNT(*) AS n FROM account WHERE username_folded = $1", values![folded]).await? > 0)
}
