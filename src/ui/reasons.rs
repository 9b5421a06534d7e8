//! The public list of reasons, in words.

use entity::FlagReason;

use crate::i18n::Lang;

/// A reason of the list.
pub fn label(lang: Lang, reason: FlagReason) -> &'static str {
    match reason {
        FlagReason::Spam => lang.flags_spam(),
        FlagReason::Abuse => lang.flags_abuse(),
        FlagReason::Privacy => lang.flags_privacy(),
        FlagReason::Danger => lang.flags_danger(),
        FlagReason::Legal => lang.flags_legal(),
        FlagReason::Disrespect => lang.flags_disrespect(),
        FlagReason::Other => lang.flags_other(),
    }
}

/// A kept reason: a word of the list in the reader's language, or what was written.
pub fn shown(lang: Lang, kept: &str) -> String {
    FlagReason::from_word(kept).map_or_else(|| kept.to_owned(), |known| label(lang, known).to_owned())
}
