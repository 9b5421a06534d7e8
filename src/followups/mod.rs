//! How did it go? Put to the asker some days later, in the page and by mail; what they expected and received; and what
//! the team owes them where it was less.
//!
//! What must stay true: one question of a kind about one post; nothing is asked in imported history, in threads that are
//! settled or reserved, or of placeholders; reading a mailed link does nothing, its button does; only the asker's own word,
//! or seven days without one after the brand confirmed an answer, makes a thread solved; "not solved" is an escalation.

use entity::{Expectation, FollowUpAnswer, FollowUpKind};

use crate::rules::follow_up;

pub mod absent;
pub mod actions;
mod forms;
pub mod jobs;
mod letters;
pub mod queries;
pub mod routes;
pub mod tasks;
mod views;

/// The kind as it is stored.
fn stored(kind: follow_up::Kind) -> FollowUpKind {
    match kind {
        follow_up::Kind::Still => FollowUpKind::Still,
        follow_up::Kind::Week => FollowUpKind::Week,
        follow_up::Kind::Month => FollowUpKind::Month,
        follow_up::Kind::Verified => FollowUpKind::Verified,
        follow_up::Kind::ComeBack => FollowUpKind::ComeBack,
    }
}

/// The kind as the rules know it.
fn ruled(kind: FollowUpKind) -> follow_up::Kind {
    match kind {
        FollowUpKind::Still => follow_up::Kind::Still,
        FollowUpKind::Week => follow_up::Kind::Week,
        FollowUpKind::Month => follow_up::Kind::Month,
        FollowUpKind::Verified => follow_up::Kind::Verified,
        FollowUpKind::ComeBack => follow_up::Kind::ComeBack,
    }
}

/// What was expected or received, as the rules know it.
fn weighed(e: Expectation) -> follow_up::Expectation {
    match e {
        Expectation::Fixed => follow_up::Expectation::Fixed,
        Expectation::NotAgain => follow_up::Expectation::NotAgain,
        Expectation::Explained => follow_up::Expectation::Explained,
        Expectation::Apology => follow_up::Expectation::Apology,
        Expectation::Respect => follow_up::Expectation::Respect,
    }
}

/// The asker says that it is solved, by themselves or by silence.
fn is_yes(answer: FollowUpAnswer) -> bool {
    matches!(answer, FollowUpAnswer::Solved | FollowUpAnswer::Silent | FollowUpAnswer::Elsewhere)
}
