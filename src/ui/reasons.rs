//! The public list of reasons, in words.

use entity::{FlagReason, PostState};

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

/// What happened to a post.
pub fn state(lang: Lang, state: PostState) -> &'static str {
    match state {
        PostState::Held => lang.thread_state_held(),
        PostState::Hidden => lang.thread_state_hidden(),
        PostState::Removed => lang.thread_state_removed(),
        PostState::Deleted => lang.thread_state_deleted(),
        PostState::Visible | PostState::Reserved => "",
    }
}
