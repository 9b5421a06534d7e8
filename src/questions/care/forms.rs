//! What the forms of this folder bring.

use entity::PostId;
use serde::Deserialize;

use crate::rules::text::{Reason, TextError};
use crate::web::paths;

/// A public reason.
#[derive(Deserialize)]
pub struct Why {
    #[serde(default)]
    pub reason: String,
}

impl Why {
    pub fn parse(&self) -> Result<Reason, TextError> {
        Reason::parse(&self.reason)
    }
}

/// A public reason, and whether it was abuse.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Removal {
    pub reason: String,
    pub abuse: String,
}

impl Removal {
    pub fn parse(&self) -> Result<Reason, TextError> {
        Reason::parse(&self.reason)
    }

    pub fn is_abuse(&self) -> bool {
        self.abuse == "1"
    }
}

/// The original of a duplicate: its number or its address.
#[derive(Deserialize)]
pub struct Of {
    #[serde(default)]
    pub of: String,
}

impl Of {
    /// The first number after `/questions/`, or the number alone.
    pub fn parse(&self) -> Option<PostId> {
        let text = self.of.trim();
        let tail = text.rsplit_once(&format!("{}/", paths::Questions)).map_or(text, |(_, tail)| tail);
        let digits: String = tail.chars().take_while(char::is_ascii_digit).collect();
        let plain = !digits.is_empty() && (digits.len() == tail.len() || tail[digits.len()..].starts_with(['/', '?', '#']));
        if plain { digits.parse().ok().filter(|id: &PostId| id.0 > 0) } else { None }
    }
}

/// Words to take out, and whether it was looked at.
#[derive(Deserialize)]
pub struct Words {
    #[serde(default)]
    pub words: String,
    #[serde(default)]
    pub sure: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_original_is_a_number_or_an_address() {
        let id = |of: &str| Of { of: of.into() }.parse().map(|id| id.0);
        assert_eq!(id("42"), Some(42));
        assert_eq!(id(" https://community.example.com/questions/42/box-blinks?x=1#answer-3 "), Some(42));
        assert_eq!(id("/questions/42"), Some(42));
        assert_eq!(id("box 42"), None);
        assert_eq!(id("42x"), None);
        assert_eq!(id("0"), None);
        assert_eq!(id("99999999999999999999"), None);
    }
}
