//! The sign-up form: what was typed, and what it means.

use serde::Deserialize;

use crate::i18n::Lang;
use crate::rules::text::{DisplayName, Email, Password, TextError, Username};
use crate::ui::form::Errors;

/// As it arrives. Roles, ranks and points are nobody's to ask for: what is not named here is not read.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Raw {
    pub username: String,
    pub email: String,
    pub password: String,
    pub display_name: String,
    pub next: String,
}

/// A form that may be tried.
pub struct SignUp {
    pub username: Username,
    pub email: Email,
    pub password: Password,
    pub display_name: DisplayName,
}

/// Parses, or says beside each field what is missing. `brand` are words nobody may call themselves by.
pub fn parse(raw: &Raw, brand: &[&str], lang: Lang) -> Result<SignUp, Errors> {
    let mut errors = Errors::default();
    let mut say = |field: &'static str, e: TextError| errors.add(field, e.message(lang));
    let username = Username::parse_beside(&raw.username, brand).map_err(|e| say("username", e)).ok();
    let email = Email::parse(&raw.email).map_err(|e| say("email", e)).ok();
    let local = email.as_ref().map(Email::local).unwrap_or_default();
    let mut words = vec![raw.username.trim(), local];
    words.extend(brand);
    let password = Password::parse_beside(&raw.password, &words).map_err(|e| say("password", e)).ok();
    let shown = if raw.display_name.trim().is_empty() { raw.username.trim() } else { &raw.display_name };
    let display_name = match DisplayName::parse(shown) {
        Ok(name) if name.claims_office(brand) => {
            say("display_name", TextError::UsernameReserved);
            None
        }
        Ok(name) => Some(name),
        // an empty or wrong user name has been told already
        Err(_) if raw.display_name.trim().is_empty() => None,
        Err(e) => {
            say("display_name", e);
            None
        }
    };
    match (username, email, password, display_name) {
        (Some(username), Some(email), Some(password), Some(display_name)) => Ok(SignUp { username, email, password, display_name }),
        _ => Err(errors),
    }
}
