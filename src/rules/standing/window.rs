//! The window: what the last days say of a member, counted from facts.
//!
//! What must stay true: the same facts at the same moment give the same numbers, in whatever order they come; the moment
//! [`Seen::next`] names is the first at which time alone can change one of them.

use std::collections::{HashMap, HashSet};

use crate::clock::{DAY, Millis};
use crate::rules::numbers::Standing;

/// What the window says of a member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Window {
    /// Accepted or verified answers.
    pub solved: i64,
    /// Different askers of those.
    pub askers: i64,
    /// Different days with an answer to somebody else.
    pub days: i64,
    /// Threads they answered that a peer's answer solved, and those that theirs solved.
    pub threads: i64,
    pub threads_solved: i64,
    /// People who said whether their answers were clear, and who said yes.
    pub clarity_raters: i64,
    pub clarity_clear: i64,
    pub sanctions: i64,
    pub age_days: i64,
    pub reputation: i64,
}

/// An answer to somebody else's question.
#[derive(Clone, Copy, Debug)]
pub struct Answer {
    pub id: i64,
    pub thread: i64,
    pub at: Millis,
    /// When its author took it away; it still counts as an answer if another one solved the thread before.
    pub deleted: Option<Millis>,
}

/// An answer of a peer that solved a thread: accepted, verified, or both.
#[derive(Clone, Copy, Debug)]
pub struct Solution {
    pub answer: i64,
    pub thread: i64,
    pub author: i64,
    /// Since when it is a solution.
    pub at: Millis,
    pub asker: i64,
    /// From when on the asker counts as a different person; none: not yet confirmed.
    pub asker_counts: Option<Millis>,
}

/// "Was this clear?"
#[derive(Clone, Copy, Debug)]
pub struct Rating {
    pub id: i64,
    pub rater: i64,
    pub at: Millis,
    pub clear: bool,
}

/// Days off: not part of window, notice or term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leave {
    pub from: Millis,
    pub until: Millis,
}

/// Leaves in order of time, joined where they touch.
fn joined(leaves: &[Leave]) -> Vec<Leave> {
    let mut sorted: Vec<Leave> = leaves.iter().copied().filter(|l| l.until > l.from).collect();
    sorted.sort_by_key(|l| l.from);
    let mut out: Vec<Leave> = Vec::with_capacity(sorted.len());
    for l in sorted {
        match out.last_mut() {
            Some(last) if l.from <= last.until => last.until = last.until.max(l.until),
            _ => out.push(l),
        }
    }
    out
}

/// Where a window of so many days that ends at `as_of` begins: leaves within are not counted.
pub fn begins(as_of: Millis, days: i64, leaves: &[Leave]) -> Millis {
    let mut rest = days * DAY;
    let mut end = as_of;
    for l in joined(leaves).iter().rev().filter(|l| l.from < as_of) {
        let until = l.until.min(end);
        if end - until > rest {
            break;
        }
        rest -= end - until;
        end = l.from;
    }
    end - rest
}

/// When so much time, leaves not counted, has passed since `from`.
pub fn elapses(from: Millis, length: Millis, leaves: &[Leave]) -> Millis {
    let mut rest = length;
    let mut start = from;
    for l in joined(leaves).iter().filter(|l| l.until > from) {
        let begin = l.from.max(start);
        if begin - start > rest {
            break;
        }
        rest -= begin - start;
        start = l.until;
    }
    start + rest
}

/// What was seen of a member at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub window: Window,
    /// The first moment at which time alone can change a number.
    pub next: Option<Millis>,
}

/// Everything that is known of a member; facts outside the window may be there, they are left out here.
#[derive(Clone, Debug, Default)]
pub struct Known<'a> {
    pub member: i64,
    pub answers: &'a [Answer],
    /// Of every thread in `answers`.
    pub solutions: &'a [Solution],
    pub ratings: &'a [Rating],
    pub sanctions: &'a [Millis],
    /// Since when they are here.
    pub since: Millis,
    pub reputation: i64,
    pub leaves: &'a [Leave],
}

/// Counts. `day` gives the community's day of a moment.
pub fn measure(known: &Known<'_>, s: &Standing, as_of: Millis, day: impl Fn(Millis) -> i64) -> Seen {
    let from = begins(as_of, s.window_days, known.leaves);
    let mut next: Option<Millis> = None;
    let mut soon = |moment: Millis| {
        if moment > as_of {
            next = Some(next.map_or(moment, |n: Millis| n.min(moment)));
        }
    };
    // a fact of this moment counts from the next on; it is out when the window begins after it
    let mut within = |at: Millis| {
        if at >= as_of {
            soon(at + 1);
        } else if at >= from {
            soon(elapses(at, s.window_days * DAY, known.leaves) + 1);
        }
        at >= from && at < as_of
    };
    let mut w = Window { age_days: ((as_of - known.since) / DAY).max(0), reputation: known.reputation, ..Window::default() };

    let mut solved_by: HashMap<i64, Vec<&Solution>> = HashMap::new();
    for solution in known.solutions {
        solved_by.entry(solution.thread).or_default().push(solution);
    }
    let none = Vec::new();
    let (mut days, mut askers, mut threads) = (HashSet::new(), HashSet::new(), HashSet::new());
    let mut later: Vec<Millis> = Vec::new();
    for a in known.answers {
        if !within(a.at) {
            continue;
        }
        let solutions = solved_by.get(&a.thread).unwrap_or(&none);
        later.extend(solutions.iter().filter(|x| x.at >= as_of).map(|x| x.at + 1));
        let solutions = || solutions.iter().filter(|x| x.at < as_of);
        if let Some(deleted) = a.deleted {
            if solutions().any(|x| x.author != known.member && x.at <= deleted) {
                threads.insert(a.thread);
            }
            continue;
        }
        days.insert(day(a.at));
        if solutions().next().is_some() {
            threads.insert(a.thread);
        }
        if let Some(mine) = solutions().find(|x| x.answer == a.id) {
            w.solved += 1;
            match mine.asker_counts {
                Some(t) if t <= as_of => {
                    askers.insert(mine.asker);
                }
                Some(t) => later.push(t),
                None => {}
            }
        }
    }
    w.days = count(days.len());
    w.askers = count(askers.len());
    w.threads = count(threads.len());
    w.threads_solved = count(threads.iter().filter(|t| solved_by.get(t).is_some_and(|all| all.iter().any(|x| x.author == known.member && x.at < as_of))).count());

    let mut latest: HashMap<i64, &Rating> = HashMap::new();
    for r in known.ratings {
        if within(r.at) {
            let best = latest.entry(r.rater).or_insert(r);
            if (r.at, r.id) > (best.at, best.id) {
                *best = r;
            }
        }
    }
    w.clarity_raters = count(latest.len());
    w.clarity_clear = count(latest.values().filter(|r| r.clear).count());
    w.sanctions = count(known.sanctions.iter().filter(|at| within(**at)).count());
    for age in [s.helper.age, s.expert.age, s.ambassador.age] {
        later.push(known.since + age * DAY);
    }
    // when a leave begins or ends, the window begins to stand or to move
    later.extend(known.leaves.iter().flat_map(|l| [l.from, l.until]));
    later.into_iter().for_each(&mut soon);
    Seen { window: w, next }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
