//! One press over one row or several: take, assign, snooze, settle… Simple ones are done at once; those that need a word
//! more have a form, a page without the script and a dialog with it. Each thread is a transaction of its own: what one
//! refuses, the others do not wait for, and the answer says which and why.

pub mod actions;
pub mod forms;
pub mod queries;
pub mod routes;
pub mod undo;
mod views;

use crate::i18n::Lang;

/// What can be pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Claim,
    Release,
    TakeOver,
    Assign,
    Escalate,
    HandOver,
    Snooze,
    Wake,
    Note,
    Resolve,
}

impl Word {
    const ALL: [Word; 10] = [Word::Claim, Word::Release, Word::TakeOver, Word::Assign, Word::Escalate, Word::HandOver, Word::Snooze, Word::Wake, Word::Note, Word::Resolve];

    pub fn word(self) -> &'static str {
        match self {
            Word::Claim => "claim",
            Word::Release => "release",
            Word::TakeOver => "take_over",
            Word::Assign => "assign",
            Word::Escalate => "escalate",
            Word::HandOver => "hand_over",
            Word::Snooze => "snooze",
            Word::Wake => "wake",
            Word::Note => "note",
            Word::Resolve => "resolve",
        }
    }

    pub fn from_word(word: &str) -> Option<Word> {
        Word::ALL.into_iter().find(|w| w.word() == word)
    }

    /// What nobody outside read can be taken back.
    pub fn reversible(self) -> bool {
        !matches!(self, Word::Note | Word::Resolve)
    }

    /// The name of the button, and of the form.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Word::Claim => lang.feed_take(),
            Word::Release => lang.feed_release(),
            Word::TakeOver => lang.feed_take_over(),
            Word::Assign => lang.feed_assign(),
            Word::Escalate => lang.feed_escalate(),
            Word::HandOver => lang.feed_hand_over(),
            Word::Snooze => lang.feed_snooze(),
            Word::Wake => lang.feed_wake(),
            Word::Note => lang.feed_note(),
            Word::Resolve => lang.feed_done(),
        }
    }

    /// That it was done.
    pub fn done(self, lang: Lang) -> &'static str {
        match self {
            Word::Claim | Word::TakeOver => lang.feed_did_take(),
            Word::Release => lang.feed_did_release(),
            Word::Assign => lang.feed_did_assign(),
            Word::Escalate => lang.feed_did_escalate(),
            Word::HandOver => lang.feed_did_hand_over(),
            Word::Snooze => lang.feed_did_snooze(),
            Word::Wake => lang.feed_did_wake(),
            Word::Note => lang.feed_did_note(),
            Word::Resolve => lang.feed_did_resolve(),
        }
    }

    /// The sentence of the redirect.
    fn said(self) -> &'static str {
        match self {
            Word::Claim | Word::TakeOver => "feed-taken",
            Word::Release => "feed-released",
            Word::Assign => "feed-assigned",
            Word::Escalate => "feed-escalated",
            Word::HandOver => "feed-handed-over",
            Word::Snooze => "feed-snoozed",
            Word::Wake => "feed-woken",
            Word::Note => "feed-noted",
            Word::Resolve => "feed-resolved",
        }
    }
}
