//! What members change about themselves: one tab each. Address, password, export and deletion ask for the password.

pub mod avatar;
pub mod data;
pub mod delete;
pub mod display;
pub mod email;
mod export;
pub mod mails;
pub mod password;
pub mod profile;
pub mod replies;
pub mod sessions;
pub mod views;

pub use delete::{former_name, leave};

use crate::i18n::Lang;
use crate::rules::text::{Password, TextError};

/// People of the brand need longer passwords (S-02).
const STAFF_AT_LEAST: usize = 15;

/// A password that may be set, or why not.
pub fn new_password(raw: &str, username: &str, email: &str, brand: &[&str], staff: bool, lang: Lang) -> Result<Password, String> {
    let mut words = vec![username, email.split('@').next().unwrap_or_default()];
    words.extend(brand);
    let password = Password::parse_beside(raw, &words).map_err(|e| e.message(lang))?;
    match raw.chars().count() {
        have if staff && have < STAFF_AT_LEAST => Err(TextError::TooShort { min: STAFF_AT_LEAST, have }.message(lang)),
        _ => Ok(password),
    }
}
