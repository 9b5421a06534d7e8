//! From the threads of a period to its numbers. Pure: the lists behind the numbers are made by the same conditions.

use entity::{AccountId, CategoryId, PostId};

use crate::clock::Millis;

/// Whose words they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Voice {
    Peers,
    Ambassadors,
    Brand,
}

impl Voice {
    pub const ALL: [Voice; 3] = [Voice::Peers, Voice::Ambassadors, Voice::Brand];

    pub fn word(self) -> &'static str {
        match self {
            Voice::Peers => "peers",
            Voice::Ambassadors => "ambassadors",
            Voice::Brand => "brand",
        }
    }

    pub fn from_word(word: &str) -> Option<Voice> {
        Voice::ALL.into_iter().find(|v| v.word() == word)
    }
}

/// What was said, after how much time in which the brand works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    pub at: Millis,
    pub by: Voice,
    pub open: Millis,
}

/// A question of the period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    pub id: PostId,
    pub asker: AccountId,
    pub category: Option<CategoryId>,
    pub asked_at: Millis,
    /// The first answer by anyone but the asker.
    pub first: Option<Said>,
    /// What solved it, and when that was said.
    pub solved: Option<Said>,
    /// The asker found the solution elsewhere.
    pub elsewhere: bool,
}

/// Which threads of a period: a number, or the list behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Asked,
    Answered,
    Unanswered,
    Solved,
    Elsewhere,
    AnsweredBy(Voice),
    SolvedBy(Voice),
}

impl Kind {
    pub fn holds(self, t: &Thread) -> bool {
        match self {
            Kind::Asked => true,
            Kind::Answered => t.first.is_some(),
            Kind::Unanswered => t.first.is_none(),
            Kind::Solved => t.solved.is_some(),
            Kind::Elsewhere => t.elsewhere,
            Kind::AnsweredBy(voice) => t.first.is_some_and(|s| s.by == voice),
            Kind::SolvedBy(voice) => t.solved.is_some_and(|s| s.by == voice),
        }
    }

    pub fn count(self, threads: &[Thread]) -> i64 {
        i64::try_from(threads.iter().filter(|t| self.holds(t)).count()).unwrap_or(i64::MAX)
    }
}

/// How long it took: in the middle, and for nine of ten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    pub median: Option<Millis>,
    pub p90: Option<Millis>,
}

impl Times {
    pub fn of(mut all: Vec<Millis>) -> Times {
        all.sort_unstable();
        Times { median: rank(&all, 50), p90: rank(&all, 90) }
    }

    pub fn first(threads: &[Thread]) -> Times {
        Times::of(threads.iter().filter_map(|t| t.first).map(|s| s.open).collect())
    }

    pub fn resolution(threads: &[Thread]) -> Times {
        Times::of(threads.iter().filter_map(|t| t.solved).map(|s| s.open).collect())
    }
}

/// The smallest value that so many of a hundred do not exceed. It is one of them, so that it can be pointed at.
pub fn rank(sorted: &[Millis], percent: usize) -> Option<Millis> {
    let at = (sorted.len() * percent).div_ceil(100).checked_sub(1)?;
    sorted.get(at).copied()
}

/// The numbers of a set of threads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub asked: i64,
    pub answered: i64,
    pub unanswered: i64,
    pub solved: i64,
    pub elsewhere: i64,
    pub first: Times,
    pub resolution: Times,
    pub answered_by: [i64; 3],
    pub solved_by: [i64; 3],
}

impl Figures {
    pub fn of(threads: &[Thread]) -> Figures {
        Figures {
            asked: Kind::Asked.count(threads),
            answered: Kind::Answered.count(threads),
            unanswered: Kind::Unanswered.count(threads),
            solved: Kind::Solved.count(threads),
            elsewhere: Kind::Elsewhere.count(threads),
            first: Times::first(threads),
            resolution: Times::resolution(threads),
            answered_by: Voice::ALL.map(|v| Kind::AnsweredBy(v).count(threads)),
            solved_by: Voice::ALL.map(|v| Kind::SolvedBy(v).count(threads)),
        }
    }
}

/// Whole percent; none of nothing.
pub fn percent(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| (part * 200 + whole) / (whole * 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_values_that_were_there() {
        assert_eq!(rank(&[], 50), None);
        assert_eq!((rank(&[7], 50), rank(&[7], 90)), (Some(7), Some(7)));
        let ten: Vec<i64> = (1..=10).collect();
        assert_eq!((rank(&ten, 50), rank(&ten, 90)), (Some(5), Some(9)));
        assert_eq!(rank(&[1, 2, 3], 50), Some(2));
        assert_eq!((percent(1, 3), percent(2, 3), percent(0, 0)), (Some(33), Some(67), None));
    }

    #[test]
    fn every_number_is_the_length_of_its_list() {
        let said = |by| Some(Said { at: 5, by, open: 2 });
        let thread = |id, first, solved, elsewhere| Thread { id: PostId(id), asker: AccountId(1), category: None, asked_at: 1, first, solved, elsewhere };
        let all = [
            thread(1, None, None, false),
            thread(2, said(Voice::Peers), None, false),
            thread(3, said(Voice::Brand), said(Voice::Ambassadors), false),
            thread(4, said(Voice::Peers), None, true),
        ];
        let f = Figures::of(&all);
        assert_eq!((f.asked, f.answered, f.unanswered, f.solved, f.elsewhere), (4, 3, 1, 1, 1));
        assert_eq!((f.answered_by, f.solved_by), ([2, 0, 1], [0, 1, 0]));
        assert_eq!(f.answered, f.answered_by.iter().sum::<i64>());
        assert_eq!(f.first, Times { median: Some(2), p90: Some(2) });
    }
}
