//! Who gives whom, and what looks like an arrangement: rings, one-sided favour, exchanged votes, bursts, accounts that
//! began at one address.
//!
//! What must stay true: this finds and shows, it takes nothing away. Shares are of points, since that is what an
//! arrangement is for; a single thank-you is never a pattern. Facts of the brand's staff, and of imported people, make
//! up the whole but are nobody's arrangement.

use std::collections::{BTreeMap, BTreeSet};

use crate::clock::{DAY, MINUTE, Millis};
use crate::rules::numbers::FairPlay;

/// What was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Vote,
    Acceptance,
    MeToo,
    /// By staff: counts for the whole alone.
    Verification,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::Vote, Kind::Acceptance, Kind::MeToo, Kind::Verification];

    /// The word in the database, which is the table's name.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Vote => "vote",
            Kind::Acceptance => "acceptance",
            Kind::MeToo => "me_too",
            Kind::Verification => "verification",
        }
    }

    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.word() == word)
    }
}

/// Which fact: its table and number.
pub type Key = (Kind, i64);

/// Something one account gave another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    pub key: Key,
    pub giver: i64,
    pub receiver: i64,
    pub at: Millis,
    /// What it is worth now.
    pub points: i64,
    /// By staff or an imported person.
    pub trusted: bool,
}

/// What was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pattern {
    /// Most of a member's points come from a few accounts.
    Few,
    /// A large part comes from one.
    One,
    /// Two give each other, both ways, within days.
    Mutual,
    /// One gives another many votes within minutes.
    Serial,
    /// Two accounts began at the same address.
    SameAddress,
}

impl Pattern {
    pub const ALL: [Pattern; 5] = [Pattern::Few, Pattern::One, Pattern::Mutual, Pattern::Serial, Pattern::SameAddress];

    pub fn word(self) -> &'static str {
        match self {
            Pattern::Few => "few",
            Pattern::One => "one",
            Pattern::Mutual => "mutual",
            Pattern::Serial => "serial",
            Pattern::SameAddress => "same_address",
        }
    }

    pub fn from_word(word: &str) -> Option<Pattern> {
        Pattern::ALL.into_iter().find(|p| p.word() == word)
    }
}

/// One pattern, with what shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub pattern: Pattern,
    /// Who received; of two who exchange, the lower number.
    pub about: i64,
    /// Who gave.
    pub with: Vec<i64>,
    /// Percent of the points received; 0 where no share is meant.
    pub share: i64,
    pub facts: Vec<Key>,
}

/// Findings that share people: one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    pub members: BTreeSet<i64>,
    pub findings: Vec<Finding>,
    pub facts: BTreeSet<Key>,
}

impl Case {
    /// The set of members as one text, lowest first.
    pub fn set(&self) -> String {
        self.members.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
    }
}

/// Every pattern among the facts of a window. `origins`: the sign-up address of accounts, as far as it is still known.
pub fn patterns(facts: &[Fact], origins: &BTreeMap<i64, String>, n: &FairPlay) -> Vec<Finding> {
    let mut received: BTreeMap<i64, Vec<&Fact>> = BTreeMap::new();
    let mut pairs: BTreeMap<(i64, i64), Vec<&Fact>> = BTreeMap::new();
    for f in facts.iter().filter(|f| f.giver != f.receiver) {
        received.entry(f.receiver).or_default().push(f);
        if !f.trusted {
            pairs.entry((f.giver, f.receiver)).or_default().push(f);
        }
    }
    for of in pairs.values_mut() {
        of.sort_by_key(|f| (f.at, f.key));
    }
    let mut out = Vec::new();
    for (receiver, all) in &received {
        favour(*receiver, all, n, &mut out);
    }
    for ((giver, receiver), given) in &pairs {
        out.extend(serial(*giver, *receiver, given, n));
        if let Some(back) = pairs.get(&(*receiver, *giver)).filter(|_| giver < receiver) {
            out.extend(mutual(*giver, *receiver, given, back, n));
        }
        if origins.get(giver).is_some_and(|o| origins.get(receiver) == Some(o)) {
            out.push(Finding { pattern: Pattern::SameAddress, about: *receiver, with: vec![*giver], share: 0, facts: given.iter().map(|f| f.key).collect() });
        }
    }
    out
}

/// Points from few accounts, or from one. Both want as many facts as make a share mean something (`few_facts`): of two
/// thank-yous each is half, and no ring. One account alone must also have given as often as two who exchange do.
fn favour(receiver: i64, all: &[&Fact], n: &FairPlay, out: &mut Vec<Finding>) {
    let total: i64 = all.iter().map(|f| f.points.max(0)).sum();
    if total <= 0 {
        return;
    }
    let mut by: BTreeMap<i64, (i64, Vec<Key>)> = BTreeMap::new();
    for f in all.iter().filter(|f| !f.trusted) {
        let of = by.entry(f.giver).or_default();
        of.0 += f.points.max(0);
        of.1.push(f.key);
    }
    let mut givers: Vec<(i64, i64, Vec<Key>)> = by.into_iter().map(|(giver, (points, keys))| (giver, points, keys)).collect();
    givers.sort_by_key(|(giver, points, _)| (-points, *giver));
    let mut with = Vec::new();
    let mut keys = Vec::new();
    let mut points = 0;
    for (giver, more, given) in givers.iter().take(usize::try_from(n.few_accounts).unwrap_or(0)) {
        with.push(*giver);
        keys.extend(given.iter().copied());
        points += more;
        if points * 100 >= n.few_percent * total && count(keys.len()) >= n.few_facts {
            out.push(Finding { pattern: Pattern::Few, about: receiver, with, share: points * 100 / total, facts: keys });
            return;
        }
    }
    if let Some((giver, points, given)) = givers.into_iter().next()
        && points * 100 > n.one_percent * total
        && count(all.len()) >= n.few_facts
        && count(given.len()) >= n.mutual
    {
        out.push(Finding { pattern: Pattern::One, about: receiver, with: vec![giver], share: points * 100 / total, facts: given });
    }
}

fn count(len: usize) -> i64 {
    i64::try_from(len).unwrap_or(i64::MAX)
}

/// Enough each way within some days. Shows everything the two gave each other.
fn mutual(a: i64, b: i64, given: &[&Fact], back: &[&Fact], n: &FairPlay) -> Option<Finding> {
    let within = |of: &[&Fact], from: Millis| count(of.iter().filter(|f| f.at >= from && f.at < from + n.mutual_days * DAY).count());
    let starts = given.iter().chain(back).map(|f| f.at);
    let found = starts.into_iter().any(|from| within(given, from) >= n.mutual && within(back, from) >= n.mutual);
    found.then(|| Finding { pattern: Pattern::Mutual, about: a, with: vec![b], share: 0, facts: given.iter().chain(back).map(|f| f.key).collect() })
}

/// Many votes of one for another within minutes: the votes of every such burst.
fn serial(giver: i64, receiver: i64, given: &[&Fact], n: &FairPlay) -> Option<Finding> {
    let votes: Vec<&&Fact> = given.iter().filter(|f| f.key.0 == Kind::Vote).collect();
    let mut keys = BTreeSet::new();
    for (i, first) in votes.iter().enumerate() {
        let burst: Vec<Key> = votes[i..].iter().take_while(|f| f.at < first.at + n.serial_minutes * MINUTE).map(|f| f.key).collect();
        if count(burst.len()) >= n.serial {
            keys.extend(burst);
        }
    }
    (!keys.is_empty()).then(|| Finding { pattern: Pattern::Serial, about: receiver, with: vec![giver], share: 0, facts: keys.into_iter().collect() })
}

/// Puts findings that share people together.
pub fn cases(findings: Vec<Finding>) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for finding in findings {
        let members: BTreeSet<i64> = finding.with.iter().copied().chain([finding.about]).collect();
        let (mut joined, apart): (Vec<Case>, Vec<Case>) = cases.into_iter().partition(|c| !c.members.is_disjoint(&members));
        let mut case = Case::default();
        for other in &mut joined {
            case.members.append(&mut other.members);
            case.findings.append(&mut other.findings);
            case.facts.append(&mut other.facts);
        }
        case.members.extend(members);
        case.facts.extend(finding.facts.iter().copied());
        case.findings.push(finding);
        cases = apart;
        cases.push(case);
    }
    cases.sort_by(|a, b| a.members.cmp(&b.members));
    cases
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vote(id: i64, giver: i64, receiver: i64, at: Millis) -> Fact {
        Fact { key: (Kind::Vote, id), giver, receiver, at, points: 10, trusted: false }
    }

    /// `n` votes, one a day.
    fn daily(from: i64, giver: i64, receiver: i64, n: i64) -> Vec<Fact> {
        (0..n).map(|i| vote(from + i, giver, receiver, i * DAY)).collect()
    }

    fn seen(facts: &[Fact]) -> Vec<(Pattern, i64, Vec<i64>)> {
        patterns(facts, &BTreeMap::new(), &FairPlay::default()).into_iter().map(|f| (f.pattern, f.about, f.with)).collect()
    }

    #[test]
    fn one_thank_you_is_no_ring() {
        assert_eq!(seen(&[vote(1, 2, 3, 0)]), []);
        assert_eq!(seen(&daily(1, 2, 3, 4)), []);
    }

    #[test]
    fn most_points_from_a_few() {
        let mut facts = daily(1, 2, 9, 5);
        facts.extend(daily(10, 3, 9, 4));
        assert_eq!(seen(&facts), [], "nine facts");
        facts.push(vote(20, 3, 9, 9 * DAY));
        assert_eq!(seen(&facts), [(Pattern::Few, 9, vec![2, 3])]);
        // the same, drowned in other people's thanks
        facts.extend((0..10).map(|i| vote(100 + i, 50 + i, 9, i * DAY)));
        assert_eq!(seen(&facts), []);
    }

    #[test]
    fn the_brands_word_counts_for_the_whole_only() {
        let staff = |id| Fact { key: (Kind::Verification, id), giver: 1, receiver: 9, at: 0, points: 20, trusted: true };
        let only: Vec<Fact> = (0..12).map(staff).collect();
        assert_eq!(seen(&only), []);
    }

    #[test]
    fn a_large_part_from_one() {
        // five of eleven, 45 %
        let mut facts = daily(1, 2, 9, 5);
        facts.extend((0..6).map(|i| vote(100 + i, 50 + i, 9, i * DAY)));
        assert_eq!(seen(&facts), [(Pattern::One, 9, vec![2])]);
        facts.extend((0..2).map(|i| vote(200 + i, 70 + i, 9, i * DAY)));
        assert_eq!(seen(&facts), [], "five of thirteen");
    }

    #[test]
    fn five_each_way_in_a_week() {
        let exchange = |n: i64, step: Millis| {
            let mut facts: Vec<Fact> = (0..n).map(|i| vote(i, 2, 3, i * step)).collect();
            facts.extend((0..n).map(|i| vote(50 + i, 3, 2, i * step + 1)));
            // others thank them more, so that no share is large
            facts.extend((0..40).map(|i| vote(100 + i, 100 + i, 2 + i % 2, i * DAY)));
            seen(&facts)
        };
        assert_eq!(exchange(5, DAY), [(Pattern::Mutual, 2, vec![3])]);
        assert_eq!(exchange(4, DAY), []);
        assert_eq!(exchange(5, 2 * DAY), []);
    }

    #[test]
    fn five_in_ten_minutes() {
        let burst = |step: Millis| {
            let mut facts: Vec<Fact> = (0..5).map(|i| vote(i, 2, 3, i * step)).collect();
            facts.extend((0..40).map(|i| vote(100 + i, 100 + i, 3, i * DAY)));
            seen(&facts)
        };
        assert_eq!(burst(MINUTE), [(Pattern::Serial, 3, vec![2])]);
        assert_eq!(burst(3 * MINUTE), []);
    }

    #[test]
    fn one_address_is_enough() {
        let origins = BTreeMap::from([(2, "a".to_owned()), (3, "a".to_owned()), (4, "b".to_owned())]);
        let facts = [vote(1, 2, 3, 0), vote(2, 4, 3, 0)];
        let found = patterns(&facts, &origins, &FairPlay::default());
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].pattern, found[0].facts.as_slice()), (Pattern::SameAddress, &[(Kind::Vote, 1)][..]));
    }

    #[test]
    fn three_friends_are_one_case() {
        let mut facts = Vec::new();
        let mut id = 0;
        for giver in [2, 3, 4] {
            for receiver in [2, 3, 4] {
                for day in 0..5 {
                    id += 1;
                    facts.push(vote(id, giver, receiver, day * DAY));
                }
            }
        }
        let cases = cases(patterns(&facts, &BTreeMap::new(), &FairPlay::default()));
        assert_eq!(cases.len(), 1);
        assert_eq!((cases[0].set().as_str(), cases[0].facts.len()), ("2,3,4", 30));
        // two rings without a common member stay two
        let mut both = daily(1, 2, 3, 10);
        both.extend(daily(50, 4, 5, 10));
        assert_eq!(super::cases(patterns(&both, &BTreeMap::new(), &FairPlay::default())).iter().map(Case::set).collect::<Vec<_>>(), ["2,3", "4,5"]);
    }
}
