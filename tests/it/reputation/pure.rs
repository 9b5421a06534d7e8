//! The stages of the rules against the slow reading, over sets of facts that no database has to hold.

use entity::VersionId;
use entraide::reputation::versions::{Calendar, Version};
use entraide::rules::numbers::Numbers;
use entraide::rules::reputation::{self as rules, Kind, Line};
use proptest::prelude::*;

use super::reference::{self, Fact, What};

const MINUTE: i64 = 60_000;
/// Tuesday 24 November 2026, 10:00 in Paris.
const START: i64 = 1_795_510_800_000;

fn kind(what: What) -> Kind {
    match what {
        What::AnswerUpvoted => Kind::AnswerUpvoted,
        What::QuestionUpvoted => Kind::QuestionUpvoted,
        What::MeToo => Kind::MeToo,
        What::AnswerAccepted => Kind::AnswerAccepted,
        What::Accepting => Kind::Accepting,
        What::AnswerVerified => Kind::AnswerVerified,
        What::FlagUpheld => Kind::FlagUpheld,
        What::EditAccepted => Kind::EditAccepted,
        What::RemovedAsAbuse => Kind::RemovedAsAbuse,
        What::Opening => Kind::Opening,
    }
}

fn calendar() -> Calendar {
    Calendar::new(vec![Version { id: VersionId(1), applied_at: 0, zone: "Europe/Paris".into(), numbers: Numbers::default() }]).expect("a calendar")
}

fn line(f: &Fact, calendar: &Calendar) -> Line {
    let day = calendar.day(f.at);
    Line {
        member: f.who,
        kind: kind(f.what),
        fact: f.id,
        actor: Some(f.by),
        post: Some(f.post),
        question: Some(f.question),
        at: f.at,
        day: day.day,
        month: day.month,
        rules: day.rules,
        alive: true,
        held: f.held,
        earns: !f.nothing,
        own: false,
        amount: f.points,
        passed: false,
        worth: 0,
        points: 0,
        limited: None,
    }
}

/// Few authors and posts, many voters, a few days: every cap is met.
fn facts() -> impl Strategy<Value = Vec<Fact>> {
    let one = (0..12_u8, 0..4_i64, 0..30_i64, 0..3 * 24 * 60_i64, 0..20_u8, 0..40_i64);
    let spread = prop_oneof![3 => Just(1), 1 => Just(15)];
    (prop::collection::vec(one, 0..260), spread).prop_map(|(all, spread)| {
        let fact = |(id, (what, post, by, minute, luck, more)): (usize, (u8, i64, i64, i64, u8, i64))| {
            let what = match what {
                0..=5 => What::AnswerUpvoted,
                6 => What::QuestionUpvoted,
                7 => What::MeToo,
                8 => What::AnswerAccepted,
                9 => What::FlagUpheld,
                10 => What::EditAccepted,
                _ if luck < 10 => What::AnswerVerified,
                _ => What::RemovedAsAbuse,
            };
            let question = 100 + post % 2;
            let (who, post, by) = match what {
                What::QuestionUpvoted | What::MeToo => (7 + question, question, by),
                What::FlagUpheld | What::EditAccepted => (by % 3, post, by),
                // the asker accepts
                What::AnswerAccepted => (post % 3, post, 7 + question),
                _ => (post % 3, post, by),
            };
            let at = START + minute * spread * MINUTE + more % 2;
            Fact { what, id: id as i64, who, by, post, question, at, held: luck == 1, nothing: luck == 2, points: 0 }
        };
        all.into_iter().enumerate().map(fact).collect()
    })
}

fn worked_out(facts: &[Fact]) -> Vec<Line> {
    let calendar = calendar();
    let mut lines: Vec<Line> = facts.iter().map(|f| line(f, &calendar)).collect();
    rules::all(&mut lines);
    lines
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_stages_give_what_the_table_says(facts in facts()) {
        let wanted = reference::points(&facts);
        for (f, l) in facts.iter().zip(worked_out(&facts)) {
            prop_assert_eq!(l.points, wanted[&(f.who, f.what, f.id)], "{:?}\n{:?}", f, l);
        }
    }

    #[test]
    fn the_order_in_which_facts_are_read_changes_nothing(facts in facts(), seed in any::<u64>()) {
        let before = worked_out(&facts);
        let mut shuffled: Vec<usize> = (0..facts.len()).collect();
        shuffled.sort_by_key(|i| (*i as u64 + 1).wrapping_mul(seed | 1));
        let again = worked_out(&shuffled.iter().map(|i| facts[*i].clone()).collect::<Vec<_>>());
        for (at, l) in shuffled.into_iter().zip(again) {
            prop_assert_eq!(&l, &before[at]);
        }
    }

    #[test]
    fn what_comes_and_goes_leaves_nothing(facts in facts(), gone in any::<u64>()) {
        let calendar = calendar();
        let goes = |i: usize| gone >> (i % 64) & 1 == 1;
        let mut lines: Vec<Line> = facts.iter().map(|f| line(f, &calendar)).collect();
        rules::all(&mut lines);
        for (i, l) in lines.iter_mut().enumerate() {
            l.alive = !goes(i);
        }
        rules::all(&mut lines);
        let stay: Vec<Fact> = facts.iter().enumerate().filter(|(i, _)| !goes(*i)).map(|(_, f)| f.clone()).collect();
        let wanted = reference::points(&stay);
        for (f, l) in facts.iter().zip(&lines) {
            prop_assert_eq!(l.points, wanted.get(&(f.who, f.what, f.id)).copied().unwrap_or(0));
        }
        // and back again
        lines.iter_mut().for_each(|l| l.alive = true);
        rules::all(&mut lines);
        let whole = worked_out(&facts);
        for (l, w) in lines.iter().zip(&whole) {
            prop_assert_eq!((l.points, l.limited), (w.points, w.limited));
        }
    }
}

#[test]
fn no_cap_is_passed_by_a_point() {
    // sixty voters on one answer in one day, then a second answer
    let vote = |id: i64, post: i64| Fact { what: What::AnswerUpvoted, id, who: 1, by: 100 + id, post, question: 9, at: START + id, held: false, nothing: false, points: 0 };
    let facts: Vec<Fact> = (0..60).map(|n| vote(n, 5)).chain((60..70).map(|n| vote(n, 6))).collect();
    let lines = worked_out(&facts);
    let of = |post: i64| lines.iter().filter(|l| l.post == Some(post)).map(|l| l.points).sum::<i64>();
    assert_eq!(of(5), 150, "10 × 10, 25 × 2, then nothing");
    assert_eq!(of(6), 50, "the day ends at 200");
    assert_eq!(lines[35].limited, Some(rules::Limit::Post));
    assert_eq!(lines[65].limited, Some(rules::Limit::Day));
    // an odd start: the vote that crosses the day's limit counts in part
    let mut odd = facts.clone();
    odd.push(Fact { what: What::QuestionUpvoted, id: 99, who: 1, by: 7, post: 20, question: 20, at: START - 1, held: false, nothing: false, points: 0 });
    let lines = worked_out(&odd);
    assert_eq!(lines.iter().map(|l| l.points).sum::<i64>(), 200);
    assert_eq!(lines[64].points, 8, "the fifth vote on the second answer");
}
