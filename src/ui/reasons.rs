//! The public list of reasons, in words.

use entity::{FlagReason, PostState};

use crate::i18n::Lang;
use crate::rules::fair_play::Pattern;
use crate::rules::photos::ADDED;
use crate::rules::spam::Sign;

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

/// What was noticed, a sentence each.
pub fn noticed(lang: Lang, why: &str) -> Vec<String> {
    let one = |word: &str| match (word.strip_prefix("word:"), Sign::from_word(word)) {
        _ if word.starts_with("host:") => lang.moderation_why_host(word.trim_start_matches("host:")),
        (Some(watched), _) => lang.moderation_why_word(watched),
        (None, Some(Sign::Links)) => lang.moderation_why_links().into(),
        (None, Some(Sign::BareLink)) => lang.moderation_why_bare_link().into(),
        (None, Some(Sign::Selling)) => lang.moderation_why_selling().into(),
        (None, Some(Sign::Shouting)) => lang.moderation_why_shouting().into(),
        (None, Some(Sign::Repeats)) => lang.moderation_why_repeats().into(),
        (None, Some(Sign::Looks)) => lang.moderation_why_looks().into(),
        (None, None) if word == ADDED => lang.moderation_why_photos().into(),
        (None, None) => Pattern::from_word(word).map_or(lang.moderation_why_staff(), |p| pattern(lang, p)).into(),
    };
    why.split(',').filter(|w| !w.is_empty()).map(one).collect()
}

/// What looks arranged about votes, in a few words.
fn pattern(lang: Lang, pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::Few => lang.moderation_why_few(),
        Pattern::One => lang.moderation_why_one(),
        Pattern::Mutual => lang.moderation_why_mutual(),
        Pattern::Serial => lang.moderation_why_serial(),
        Pattern::SameAddress => lang.moderation_why_same_address(),
    }
}
