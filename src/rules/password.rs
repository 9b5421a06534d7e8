//! Which passwords are taken: long enough, not everyone's, not the site's own words. No composition rules; nothing
//! is trimmed or changed.

use super::fold::fold_words;
use super::text::TextError;
use std::collections::HashSet;
use std::fmt;
use std::sync::LazyLock;

/// The entries of at least [`MIN`] characters of a well-known list, in lower case; see the file's head for its source.
static COMMON: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().filter(|l| !l.starts_with('#')).collect());

/// Characters, at least.
pub const MIN: usize = 10;
/// Characters, at most: far beyond a sentence, far below what would make hashing an attack.
pub const MAX: usize = 256;

/// A password that may be set. It never shows in `Debug`, and has no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        Self::parse_beside(raw, &[])
    }

    /// The same, refusing passwords that are little more than a word an attacker tries first here: the member's name,
    /// the local part of their address, the brand.
    pub fn parse_beside(raw: &str, words: &[&str]) -> Result<Self, TextError> {
        if raw.contains('\0') {
            return Err(TextError::Nul);
        }
        match raw.chars().count() {
            0 => return Err(TextError::Missing),
            have if have < MIN => return Err(TextError::TooShort { min: MIN, have }),
            have if have > MAX => return Err(TextError::TooLong { max: MAX, have }),
            _ => {}
        }
        let distinct: HashSet<char> = raw.chars().collect();
        if distinct.len() < 3 || COMMON.contains(raw.to_lowercase().as_str()) {
            return Err(TextError::PasswordCommon);
        }
        let mut rest = fold_words(raw);
        for word in words.iter().map(|w| fold_words(w)).filter(|w| w.chars().count() >= 3) {
            rest = rest.replace(&word, "\n");
        }
        // What a site's word leaves must be worth something by itself: `nordik2024!` leaves five characters.
        if rest.contains('\n') && rest.chars().filter(|c| *c != '\n').count() < 6 {
            return Err(TextError::PasswordSite);
        }
        Ok(Self(raw.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_common_password_is_refused() {
        assert!(COMMON.len() > 1_700);
        for word in COMMON.iter() {
            assert_eq!(Password::parse(word), Err(TextError::PasswordCommon), "{word}");
            assert_eq!(Password::parse(&word.to_uppercase()), Err(TextError::PasswordCommon), "{word}");
        }
    }

    #[test]
    fn length_counts_characters_and_nothing_is_changed() {
        for raw in ["  spaces count  ", "pâté en croûte", "日本語のパスワード一", "a\tb\r\nc d e f", &"é🙂x".repeat(85)] {
            assert_eq!(Password::parse(raw).map(|p| p.as_str().to_owned()), Ok(raw.to_owned()));
        }
        assert_eq!(Password::parse("courte"), Err(TextError::TooShort { min: 10, have: 6 }));
        assert_eq!(Password::parse(&"ab3".repeat(86)), Err(TextError::TooLong { max: 256, have: 258 }));
        assert_eq!(Password::parse(""), Err(TextError::Missing));
        assert_eq!(Password::parse("0101010101010101"), Err(TextError::PasswordCommon));
        assert_eq!(Password::parse("abc\0defghijk"), Err(TextError::Nul));
    }

    #[test]
    fn site_words_weigh_nothing() {
        let words = ["basile", "b.dupont", "Nordik"];
        for bad in ["nordik2024!", "Basile-Nordik", "NÓRDIK_basile_1", "b.dupont12345"] {
            assert_eq!(Password::parse_beside(bad, &words), Err(TextError::PasswordSite), "{bad}");
        }
        assert!(Password::parse_beside("nordik horse battery", &words).is_ok());
    }

    #[test]
    fn a_password_is_not_logged() {
        assert_eq!(format!("{:?}", Password::parse("quiet evening walk")), "Ok(Password(…))");
    }
}
