//! What facts are worth: the limits, stage by stage, as functions over groups of lines. Values in, values out.
//!
//! What must stay true: a balance depends on the facts that stand and on nothing else, so each stage puts its group in
//! the order of (time, kind, number) itself and forgets what was there before; a line that one stage zeroes uses nothing
//! of the later ones; each line follows the rules of its own day, also beside lines of other days.
//!
//! Votes and me-too pass [`between_two`], [`of_post`], [`of_day`]. Acceptances pass [`of_question`] and [`between_two`],
//! in either order: whether an acceptance is the first of its question does not depend on who else its asker accepted
//! that month. [`all`] does everything over a whole set; whoever changed one fact calls the stages for its groups alone.

use std::collections::HashMap;
use std::hash::Hash;

use crate::rules::numbers::Reputation;

/// What kind of fact a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    AnswerUpvoted,
    QuestionUpvoted,
    MeToo,
    AnswerAccepted,
    Accepting,
    AnswerVerified,
    FlagUpheld,
    EditAccepted,
    ArticlePublished,
    RemovedAsAbuse,
    Opening,
}

impl Kind {
    pub const ALL: [Kind; 11] = [
        Kind::AnswerUpvoted,
        Kind::QuestionUpvoted,
        Kind::MeToo,
        Kind::AnswerAccepted,
        Kind::Accepting,
        Kind::AnswerVerified,
        Kind::FlagUpheld,
        Kind::EditAccepted,
        Kind::ArticlePublished,
        Kind::RemovedAsAbuse,
        Kind::Opening,
    ];

    /// One of those that the limits between two people, of a post and of a day are about.
    pub fn is_vote(self) -> bool {
        matches!(self, Kind::AnswerUpvoted | Kind::QuestionUpvoted | Kind::MeToo)
    }
}

/// Why a line is worth less than its kind says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// Its giver is too new, not confirmed or suspended.
    Held,
    PairDay,
    PairMonth,
    Post,
    Day,
    Ever,
    /// Nobody earns from themselves.
    Own,
    /// Staff and official posts earn nothing.
    NoneEarned,
}

/// A fact, and what it is worth to one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub member: i64,
    pub kind: Kind,
    pub fact: i64,
    pub actor: Option<i64>,
    pub post: Option<i64>,
    pub question: Option<i64>,
    pub at: i64,
    /// Of the community's calendar: days since 1970-01-01, months since year 0.
    pub day: i64,
    pub month: i64,
    /// In force at the beginning of that day.
    pub rules: Reputation,
    /// The fact stands, and so does its post.
    pub alive: bool,
    pub held: bool,
    /// False for staff and official posts.
    pub earns: bool,
    pub own: bool,
    /// What an opening is worth.
    pub amount: i64,
    /// Results of the stages.
    pub passed: bool,
    pub worth: i64,
    pub points: i64,
    pub limited: Option<Limit>,
}

impl Line {
    /// Why it counts for nothing, whatever else there is; `Err` if it counts.
    fn nothing(&self) -> Result<Option<Limit>, ()> {
        match self {
            Line { alive: false, .. } => Ok(None),
            Line { earns: false, .. } => Ok(Some(Limit::NoneEarned)),
            Line { own: true, .. } => Ok(Some(Limit::Own)),
            Line { held: true, .. } if self.kind.is_vote() => Ok(Some(Limit::Held)),
            _ => Err(()),
        }
    }

    /// A line that no stage looks at again: worth this, of which so much arrives.
    fn settle(&mut self, worth: i64, points: i64, limited: Option<Limit>) {
        (self.passed, self.worth, self.points, self.limited) = (true, worth, points, limited);
    }

    fn zero(&mut self, why: Option<Limit>) {
        (self.passed, self.worth, self.points, self.limited) = (false, 0, 0, why);
    }

    fn counts(&self) -> bool {
        self.nothing().is_err()
    }

    fn order(&self) -> (i64, Kind, i64) {
        (self.at, self.kind, self.fact)
    }
}

/// What of `wanted` fits under a cap of which `used` is used.
fn room(wanted: i64, cap: i64, used: i64) -> i64 {
    wanted.min((cap - used).max(0))
}

fn in_order(group: &mut [&mut Line]) {
    group.sort_unstable_by_key(|l| l.order());
}

/// What one member gave another in a month: votes and me-too together, acceptances for themselves.
pub fn between_two(group: &mut [&mut Line]) {
    in_order(group);
    let (mut month, mut accepted) = (0, 0);
    let mut days: HashMap<i64, i64> = HashMap::new();
    for l in group.iter_mut().filter(|l| l.kind.is_vote() || l.kind == Kind::AnswerAccepted) {
        let vote = l.kind.is_vote();
        let day = days.entry(l.day).or_default();
        let limit = match l.nothing() {
            Ok(why) => Some(why),
            Err(()) if vote && *day >= l.rules.votes_per_pair_day => Some(Some(Limit::PairDay)),
            Err(()) if vote && month >= l.rules.votes_per_pair_month => Some(Some(Limit::PairMonth)),
            Err(()) if !vote && accepted >= l.rules.acceptances_per_pair_month => Some(Some(Limit::PairMonth)),
            Err(()) => None,
        };
        match (limit, vote) {
            (Some(why), true) => l.zero(why),
            // what it would be worth stays: its place in the question is another matter
            (Some(why), false) => (l.passed, l.points, l.limited) = (false, 0, why),
            (None, true) => {
                *day += 1;
                month += 1;
                if !l.passed {
                    (l.passed, l.limited) = (true, None);
                }
            }
            (None, false) => {
                accepted += 1;
                (l.passed, l.points, l.limited) = (true, l.worth, None);
            }
        }
    }
}

/// The acceptances of a question: the first that counts brings more than the second, the others nothing.
pub fn of_question(group: &mut [&mut Line]) {
    in_order(group);
    let mut before = 0;
    for l in group.iter_mut().filter(|l| l.kind == Kind::AnswerAccepted) {
        l.worth = match (l.counts(), before) {
            (true, 0) => l.rules.answer_accepted,
            (true, 1) => l.rules.answer_accepted_second,
            _ => 0,
        };
        before += i64::from(l.counts());
        l.points = if l.passed { l.worth } else { 0 };
    }
}

/// The votes and me-too of a post.
pub fn of_post(group: &mut [&mut Line]) {
    in_order(group);
    let (mut votes, mut by_votes, mut by_me_too) = (0, 0, 0);
    for l in group.iter_mut().filter(|l| l.kind.is_vote()) {
        if !l.passed {
            l.worth = 0;
            continue;
        }
        let (full, worth) = match l.kind {
            Kind::AnswerUpvoted => {
                votes += 1;
                let full = if votes <= l.rules.answer_upvoted_full { l.rules.answer_upvoted } else { l.rules.answer_upvoted_after };
                let worth = room(full, l.rules.answer_votes_at_most, by_votes);
                by_votes += worth;
                (full, worth)
            }
            Kind::MeToo => {
                let worth = room(l.rules.me_too, l.rules.me_too_at_most, by_me_too);
                by_me_too += worth;
                (l.rules.me_too, worth)
            }
            _ => (l.rules.question_upvoted, l.rules.question_upvoted),
        };
        // what the day cut is the day's to say, which is looked at again whenever the worth changes
        if l.worth != worth || l.limited != Some(Limit::Day) {
            l.limited = (worth < full).then_some(Limit::Post);
        }
        l.worth = worth;
    }
}

/// What a member received in a day by votes and me-too, and for reports that were right.
pub fn of_day(group: &mut [&mut Line]) {
    in_order(group);
    let (mut votes, mut flags) = (0, 0);
    for l in group.iter_mut() {
        match l.kind {
            kind if kind.is_vote() => {
                l.points = if l.passed { room(l.worth, l.rules.day_at_most, votes) } else { 0 };
                votes += l.points;
                if l.points < l.worth {
                    l.limited = Some(Limit::Day);
                } else if l.limited == Some(Limit::Day) {
                    let whole = [l.rules.answer_upvoted, l.rules.answer_upvoted_after, l.rules.question_upvoted, l.rules.me_too].contains(&l.worth);
                    l.limited = (!whole).then_some(Limit::Post);
                }
            }
            Kind::FlagUpheld => match l.nothing() {
                Ok(why) => l.zero(why),
                Err(()) => {
                    let points = room(l.rules.flag_upheld, l.rules.flags_per_day_at_most, flags);
                    flags += points;
                    l.settle(l.rules.flag_upheld, points, (points < l.rules.flag_upheld).then_some(Limit::Day));
                }
            },
            _ => {}
        }
    }
}

/// All accepted edits of a member.
pub fn of_edits(group: &mut [&mut Line]) {
    in_order(group);
    let mut ever = 0;
    let mut days: HashMap<i64, i64> = HashMap::new();
    for l in group.iter_mut().filter(|l| l.kind == Kind::EditAccepted) {
        if let Ok(why) = l.nothing() {
            l.zero(why);
            continue;
        }
        let day = days.entry(l.day).or_default();
        let worth = room(l.rules.edit_accepted, l.rules.edits_per_day_at_most, *day);
        let points = room(worth, l.rules.edits_at_most, ever);
        *day += points;
        ever += points;
        let limited = match () {
            () if points < worth => Some(Limit::Ever),
            () if worth < l.rules.edit_accepted => Some(Limit::Day),
            () => None,
        };
        l.settle(worth, points, limited);
    }
}

/// A line that depends on no other.
pub fn alone(l: &mut Line) {
    let full = match l.kind {
        Kind::Accepting => l.rules.accepting,
        Kind::AnswerVerified => l.rules.answer_verified,
        Kind::ArticlePublished => l.rules.article_published,
        Kind::RemovedAsAbuse => l.rules.removed_as_abuse,
        Kind::Opening => l.amount,
        _ => return,
    };
    match l.nothing() {
        Ok(why) => l.zero(why),
        Err(()) => l.settle(full, full, None),
    }
}

/// Calls a stage for every group of lines that share a key; lines without one are left out.
pub fn grouped<K: Eq + Hash>(lines: &mut [Line], key: impl Fn(&Line) -> Option<K>, stage: impl Fn(&mut [&mut Line])) {
    let mut groups: HashMap<K, Vec<&mut Line>> = HashMap::new();
    for l in lines.iter_mut() {
        if let Some(key) = key(l) {
            groups.entry(key).or_default().push(l);
        }
    }
    for group in groups.values_mut() {
        stage(group);
    }
}

/// Every stage over a whole set: all facts of some members, with the other acceptances of the questions they answered.
pub fn all(lines: &mut [Line]) {
    grouped(lines, |l| (l.kind == Kind::AnswerAccepted).then_some(l.question), of_question);
    grouped(lines, |l| (l.kind.is_vote() || l.kind == Kind::AnswerAccepted).then_some((l.member, l.actor, l.month)), between_two);
    grouped(lines, |l| l.kind.is_vote().then_some((l.member, l.post)), of_post);
    grouped(lines, |l| (l.kind.is_vote() || l.kind == Kind::FlagUpheld).then_some((l.member, l.day)), of_day);
    grouped(lines, |l| (l.kind == Kind::EditAccepted).then_some(l.member), of_edits);
    lines.iter_mut().for_each(alone);
}

/// What the floor makes up for a member whose facts are worth `rest`.
pub fn made_up(rest: i64, floor: i64) -> i64 {
    (floor - rest).max(0)
}

/// What the ledger says when a line changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// The fact is there, for the first time or again.
    Given,
    /// The fact is gone: what it brought is taken back.
    Undone,
    /// It is worth more, because of something else.
    Release,
    /// It is worth less, because of something else.
    Clip,
}

/// What stood of a line before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    pub alive: bool,
    pub points: i64,
    pub limited: Option<Limit>,
}

/// The entry that leads from what stood to what holds, with its points; none if nobody could tell the difference.
pub fn movement(before: Option<Before>, after: &Line) -> Option<(Move, i64)> {
    match (before.filter(|b| b.alive), after.alive) {
        (None, false) => None,
        (None, true) => Some((Move::Given, after.points)),
        (Some(b), false) => Some((Move::Undone, -b.points)),
        (Some(b), true) if after.points > b.points => Some((Move::Release, after.points - b.points)),
        (Some(b), true) if after.points < b.points => Some((Move::Clip, after.points - b.points)),
        // no longer held, and yet worth nothing, for another reason
        (Some(b), true) => (b.limited == Some(Limit::Held) && after.limited != b.limited).then_some((Move::Release, 0)),
    }
}
