//! Where a question stands, in one word. Every list, count and filter means the same by it.
//!
//! Unanswered = no visible answer by anyone but the asker. Solved = an accepted answer; or a verified one and the asker
//! said so, or was silent seven days after the follow-up. A duplicate of a question without a solution is not answered by that.

use crate::clock::{DAY, Millis};

/// Silence after the follow-up that counts as a yes to a verified answer.
pub const SILENCE: Millis = 7 * DAY;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Visible answers by anyone but the asker.
    pub others_answers: i64,
    /// A visible answer is accepted.
    pub accepted: bool,
    /// A visible answer is verified and not outdated.
    pub verified: bool,
    /// The asker answered the follow-up with "solved".
    pub asker_said_solved: bool,
    /// When the follow-up was sent, if the asker has neither answered it nor written since.
    pub follow_up_unanswered_since: Option<Millis>,
    /// The asker found the solution elsewhere.
    pub solved_elsewhere: bool,
    pub closed: bool,
    pub duplicate: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    Unanswered,
    Answered,
    Solved,
    SolvedElsewhere,
    Closed,
    Duplicate,
}

impl State {
    pub const ALL: [State; 6] =
        [State::Unanswered, State::Answered, State::Solved, State::SolvedElsewhere, State::Closed, State::Duplicate];

    /// The word kept in the database and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Unanswered => "unanswered",
            State::Answered => "answered",
            State::Solved => "solved",
            State::SolvedElsewhere => "solved_elsewhere",
            State::Closed => "closed",
            State::Duplicate => "duplicate",
        }
    }

    pub fn from_word(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|s| s.as_str() == word)
    }

    /// Found by `is:solved`.
    pub fn is_solved(self) -> bool {
        matches!(self, State::Solved | State::SolvedElsewhere)
    }

    /// Still looking for a solution, and open to answers.
    pub fn is_open(self) -> bool {
        matches!(self, State::Unanswered | State::Answered)
    }
}

/// Solved, and only because the asker found it elsewhere; as it is kept with a question. That an answer is confirmed does
/// not solve anything here: what the asker said of it, or their silence, has a moment of its own.
pub fn elsewhere(accepted: i64, solved_at: Option<Millis>, elsewhere_at: Option<Millis>) -> bool {
    accepted == 0 && elsewhere_at.is_some() && solved_at == elsewhere_at
}

/// A solution counts more for the reader than the lock on the door: a closed question that is solved says so.
pub fn state(facts: &Facts, now: Millis) -> State {
    let silent = facts.follow_up_unanswered_since.is_some_and(|sent| now.saturating_sub(sent) >= SILENCE);
    match facts {
        f if f.accepted || (f.verified && (f.asker_said_solved || silent)) => State::Solved,
        f if f.solved_elsewhere => State::SolvedElsewhere,
        f if f.duplicate => State::Duplicate,
        f if f.closed => State::Closed,
        f if f.others_answers > 0 => State::Answered,
        _ => State::Unanswered,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state() {
        let none = Facts::default();
        let answered = Facts { others_answers: 1, ..none };
        let verified = Facts { verified: true, ..answered };
        let asked = Facts { follow_up_unanswered_since: Some(0), ..verified };
        for (facts, now, expected) in [
            (none, 0, State::Unanswered),
            (answered, 0, State::Answered),
            (Facts { accepted: true, ..answered }, 0, State::Solved),
            (Facts { accepted: true, closed: true, duplicate: true, ..answered }, 0, State::Solved),
            (verified, 100 * DAY, State::Answered),
            (Facts { asker_said_solved: true, ..verified }, 0, State::Solved),
            (Facts { asker_said_solved: true, ..answered }, 0, State::Answered),
            (asked, SILENCE - 1, State::Answered),
            (asked, SILENCE, State::Solved),
            (Facts { solved_elsewhere: true, ..none }, 0, State::SolvedElsewhere),
            (Facts { solved_elsewhere: true, closed: true, ..none }, 0, State::SolvedElsewhere),
            (Facts { closed: true, duplicate: true, ..none }, 0, State::Duplicate),
            (Facts { closed: true, ..answered }, 0, State::Closed),
        ] {
            assert_eq!(state(&facts, now), expected, "{facts:?}");
        }
    }

    #[test]
    fn words_come_back() {
        for s in State::ALL {
            assert_eq!(State::from_word(s.as_str()), Some(s));
        }
    }
}
