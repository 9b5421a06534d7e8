//! What people may write in each field: parse or explain. A value of these types has been checked; nothing else
//! checks again. Line ends become LF and outer space goes; every other byte stays as typed. U+0000 is refused, since
//! PostgreSQL cannot keep it.

use crate::i18n::Lang;

pub use super::names::{DisplayName, Email, Username};
pub use super::password::Password;

/// Why a text cannot be taken. Lengths count characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    Missing,
    TooShort {
        min: usize,
        have: usize,
    },
    TooLong {
        max: usize,
        have: usize,
    },
    /// U+0000.
    Nul,
    /// A control, direction or invisible character in a one-line name, or marks piled on one letter.
    Invisible,
    UsernameShape,
    UsernameReserved,
    TagShape,
    Email,
    PasswordCommon,
    PasswordSite,
}

impl TextError {
    /// The sentence shown beside the field.
    pub fn message(self, lang: Lang) -> String {
        let n = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        match self {
            TextError::Missing => lang.text_missing().into(),
            TextError::TooShort { min, have } => lang.text_too_short(n(min), n(have)),
            TextError::TooLong { max, have } => lang.text_too_long(n(max), n(have)),
            TextError::Nul => lang.text_nul().into(),
            TextError::Invisible => lang.text_invisible().into(),
            TextError::UsernameShape => lang.text_username_shape().into(),
            TextError::UsernameReserved => lang.text_username_reserved().into(),
            TextError::TagShape => lang.text_tag_shape().into(),
            TextError::Email => lang.text_email().into(),
            TextError::PasswordCommon => lang.text_password_common().into(),
            TextError::PasswordSite => lang.text_password_site().into(),
        }
    }
}

/// One parsed field: a private string, read by `as_str`, given away by `into_string`.
macro_rules! checked {
    ($($(#[$doc:meta])* $name:ident($raw:ident) = $parse:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(String);

        impl $name {
            pub fn parse($raw: &str) -> Result<Self, TextError> {
                $parse.map(Self)
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }

            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    )*};
}

checked! {
    /// A question in one line; a line end inside it becomes a space.
    Title(raw) = sized(one_line(raw), 10, 150);
    /// The Markdown source of a question's body or an answer.
    Body(raw) = sized(lines(raw), 1, 32_000);
    CommentBody(raw) = sized(lines(raw), 2, 1_000);
    /// Why a post was edited, closed, flagged…
    Reason(raw) = sized(lines(raw), 1, 500);
    /// What only staff and the author read: a contract number, a phone number that was masked.
    PrivateDetails(raw) = sized(lines(raw), 1, 8_000);
    /// What a member says about themselves.
    About(raw) = sized(lines(raw), 1, 2_000);
    /// A short title in one line: of a saved reply, a perk, a briefing.
    Caption(raw) = sized(one_line(raw), 1, 150);
    /// A few paragraphs: a saved reply, what a perk is, a note of thanks.
    Passage(raw) = sized(lines(raw), 1, 4_000);
    /// A tag: lower case, hyphens for spaces; letters, digits and `- . + # _`.
    TagName(raw) = tag(raw);
}

impl Body {
    /// Of a question that is a photo.
    pub fn none() -> Body {
        Body(String::new())
    }
}

/// An optional field: empty is `None`, anything else must parse.
pub fn optional<T>(raw: &str, parse: impl Fn(&str) -> Result<T, TextError>) -> Result<Option<T>, TextError> {
    match parse(raw) {
        Ok(value) => Ok(Some(value)),
        Err(TextError::Missing) => Ok(None),
        Err(e) => Err(e),
    }
}

/// Line ends to LF, outer space off.
pub(super) fn lines(raw: &str) -> String {
    let text = if raw.contains('\r') { raw.replace("\r\n", "\n").replace('\r', "\n") } else { raw.to_owned() };
    match text.trim() {
        t if t.len() == text.len() => text,
        t => t.to_owned(),
    }
}

/// The same on one line: each line end is a space.
pub(super) fn one_line(raw: &str) -> String {
    lines(raw).replace('\n', " ")
}

/// Between `min` and `max` characters, with something to see and no U+0000.
pub(super) fn sized(text: String, min: usize, max: usize) -> Result<String, TextError> {
    if text.contains('\0') {
        return Err(TextError::Nul);
    }
    if !text.chars().any(visible) {
        return Err(TextError::Missing);
    }
    match text.chars().count() {
        have if have < min => Err(TextError::TooShort { min, have }),
        have if have > max => Err(TextError::TooLong { max, have }),
        _ => Ok(text),
    }
}

/// Leaves a mark on the page: not a space, control, or one of the characters that are drawn as nothing.
pub(super) fn visible(c: char) -> bool {
    let blank =
        matches!(c, '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}');
    !(c.is_whitespace() || blank || invisible(c))
}

/// Controls, direction marks, zero-width characters, tags, private use and non-characters.
pub(super) fn invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E000}'..='\u{F8FF}')
        || c >= '\u{E0000}'
        || (c as u32) & 0xFFFE == 0xFFFE
}

fn tag(raw: &str) -> Result<String, TextError> {
    let text = sized(one_line(raw), 1, 35)?;
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_whitespace() => {
                if !out.ends_with('-') {
                    out.push('-');
                }
            }
            c if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) => out.push(c),
            '-' | '.' | '+' | '#' | '_' => out.push(c),
            _ => return Err(TextError::TagShape),
        }
    }
    match out.chars().any(char::is_alphanumeric) {
        true => sized(out, 1, 35),
        false => Err(TextError::TagShape),
    }
}

#[cfg(test)]
mod tests;
