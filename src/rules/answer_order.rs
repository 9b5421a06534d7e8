//! In which order the answers of a question stand.
//!
//! Official confirmation and acceptance first, then place = helped − 2 × "did not work", then the oldest. An accepted
//! answer loses the top only when staff call it outdated, or another has at least twice its helped and 10 or more.

use crate::clock::Millis;
use std::cmp::Reverse;

/// What the order depends on, for one visible answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    pub id: i64,
    pub created_at: Millis,
    /// "This helped me", opening score included.
    pub helped: i64,
    /// "Did not work for me" by those whose word counts: the asker or a member with the problem, account over a day
    /// old, who did not answer there.
    pub did_not_work: i64,
    /// When it was first accepted, if it is accepted now.
    pub accepted_at: Option<Millis>,
    /// Staff say it is correct.
    pub verified: bool,
    /// Staff say it no longer is.
    pub outdated: bool,
}

/// "Twice its helped" means something from this many on.
const OVERTAKES_FROM: i64 = 10;

impl Answer {
    /// helped − 2 × "did not work": one failure weighs as much as two successes.
    pub fn place(&self) -> i64 {
        self.helped.saturating_sub(self.did_not_work.saturating_mul(2))
    }

    fn overtaken_by(&self, other: &Answer) -> bool {
        other.id != self.id && !other.outdated && other.helped >= OVERTAKES_FROM && other.helped >= self.helped.saturating_mul(2)
    }
}

/// Sorts the answers of one question. The order is total: equal inputs in any order give one result.
pub fn sort(answers: &mut [Answer]) {
    let all = answers.to_vec();
    answers.sort_by_key(|a| {
        let tier = match a {
            a if a.outdated => Tier::Rest,
            Answer { accepted_at: Some(_), verified: true, .. } => Tier::Both,
            Answer { accepted_at: Some(_), .. } if !all.iter().any(|b| a.overtaken_by(b)) => Tier::Accepted,
            Answer { verified: true, .. } => Tier::Verified,
            _ => Tier::Rest,
        };
        // Two accepted answers stand by who was accepted first; elsewhere that time plays no part.
        let accepted = a.accepted_at.filter(|_| matches!(tier, Tier::Both | Tier::Accepted)).unwrap_or_default();
        (tier, accepted, Reverse(a.place()), a.created_at, a.id)
    });
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    Both,
    Accepted,
    Verified,
    Rest,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn order(answers: &[Answer]) -> Vec<i64> {
        let mut answers = answers.to_vec();
        sort(&mut answers);
        answers.iter().map(|a| a.id).collect()
    }

    fn a(id: i64, helped: i64) -> Answer {
        Answer { id, helped, created_at: id, ..Answer::default() }
    }

    #[test]
    fn confirmed_ones_stand_first() {
        let accepted = Answer { accepted_at: Some(9), ..a(2, 0) };
        let verified = Answer { verified: true, ..a(3, 0) };
        let both = Answer { accepted_at: Some(20), verified: true, ..a(4, 0) };
        assert_eq!(order(&[a(1, 9), accepted, verified, both]), [4, 2, 3, 1]);
        let earlier = Answer { accepted_at: Some(5), ..a(7, 0) };
        assert_eq!(order(&[accepted, earlier]), [7, 2]);
    }

    #[test]
    fn the_rest_stands_by_what_worked_then_age() {
        let failed = Answer { did_not_work: 2, ..a(3, 5) };
        assert_eq!(order(&[a(5, 1), a(2, 1), failed, a(4, 2)]), [4, 2, 3, 5]);
    }

    #[test]
    fn an_accepted_answer_loses_the_top_only_for_reason() {
        let accepted = Answer { accepted_at: Some(1), ..a(1, 5) };
        assert_eq!(order(&[accepted, a(2, 9)]), [1, 2], "twice is not enough below ten");
        assert_eq!(order(&[accepted, a(2, 10)]), [2, 1]);
        assert_eq!(order(&[Answer { helped: 6, ..accepted }, a(2, 11)]), [1, 2], "ten is not enough below twice");
        assert_eq!(order(&[Answer { verified: true, ..accepted }, a(2, 50)]), [1, 2], "the brand confirmed it");
        assert_eq!(order(&[Answer { outdated: true, verified: true, ..accepted }, a(2, 6)]), [2, 1]);
        assert_eq!(order(&[accepted, Answer { outdated: true, ..a(2, 50) }]), [1, 2]);
    }

    proptest! {
        #[test]
        fn the_order_does_not_depend_on_the_order_given(
            rows in prop::collection::vec((0i64..30, 0i64..4, prop::option::of(0i64..5), any::<bool>(), any::<bool>()), 0..12),
            turn in 0usize..12,
        ) {
            let rows: Vec<Answer> = rows.iter().enumerate().map(|(i, &(helped, did_not_work, accepted_at, verified, outdated))| {
                Answer { id: i as i64, created_at: i as i64 / 2, helped, did_not_work, accepted_at, verified, outdated }
            }).collect();
            let mut turned = rows.clone();
            turned.rotate_left(turn.min(rows.len()));
            prop_assert_eq!(order(&rows), order(&turned));
        }
    }
}
