//! Each badge at its number, and one short of it.

use super::*;

fn answer(id: i64, day: i64) -> Answer {
    Answer { id, at: day * DAY + 1, day, year: 2026, lang: "en".into(), asked_at: day * DAY, first: true, ..Answer::default() }
}

fn solved_answer(id: i64, day: i64) -> Answer {
    Answer { accepted_at: Some(day * DAY + 2), ..answer(id, day) }
}

fn of(answers: Vec<Answer>) -> Vec<Award> {
    earned(&History { answers, ..History::default() })
}

fn has(awards: &[Award], badge: Badge) -> usize {
    awards.iter().filter(|a| a.badge == badge).count()
}

#[test]
fn words_lead_back() {
    let words: BTreeSet<&str> = Badge::ALL.iter().map(|b| b.word()).collect();
    assert_eq!(words.len(), Badge::ALL.len());
    for b in Badge::ALL {
        assert_eq!(Badge::from_word(b.word()), Some(*b));
    }
    assert!((25..=30).contains(&Badge::ALL.len()));
}

#[test]
fn nothing_done_earns_nothing() {
    assert_eq!(earned(&History::default()), []);
}

#[test]
fn firsts_have_the_first_moment() {
    let h = History {
        questions: vec![Question { id: 9, at: 50, ..Question::default() }, Question { id: 8, at: 40, ..Question::default() }],
        answers: vec![Answer { helped: Said { opening: 0, at: vec![700, 800] }, ..answer(2, 0) }, Answer { at: 5_000, ..answer(3, 0) }],
        edits: vec![30, 60],
        reports: vec![70],
        ..History::default()
    };
    let found = earned(&h);
    let at = |b| found.iter().find(|a| a.badge == b).map(|a| (a.at, a.post));
    assert_eq!(at(Badge::FirstQuestion), Some((40, Some(8))));
    assert_eq!(at(Badge::FirstAnswer), Some((1, Some(2))));
    assert_eq!(at(Badge::FirstHelped), Some((700, Some(2))));
    assert_eq!(at(Badge::FirstEdit), Some((30, None)));
    assert_eq!(at(Badge::FirstReport), Some((70, None)));
    assert_eq!(at(Badge::FirstSolution), None);
}

#[test]
fn a_useful_answer_counts_for_itself() {
    let helped = |n: i64| Said { opening: 0, at: (0..n).collect() };
    let found = of(vec![Answer { helped: helped(9), ..answer(1, 0) }, Answer { helped: helped(10), ..answer(2, 0) }, Answer { helped: helped(100), ..answer(3, 0) }]);
    assert_eq!((has(&found, Badge::Helped10), has(&found, Badge::Helped50), has(&found, Badge::Helped100)), (2, 1, 1));
    let hundred = found.iter().find(|a| a.badge == Badge::Helped100).expect("earned");
    assert_eq!((hundred.at, hundred.cause.as_str()), (99, "post:3"));
    // what came with an import has no date but the answer's
    let found = of(vec![Answer { helped: Said { opening: 49, at: vec![7] }, ..answer(4, 0) }]);
    assert_eq!(found.iter().find(|a| a.badge == Badge::Helped50).map(|a| a.at), Some(7));
    assert_eq!(found.iter().find(|a| a.badge == Badge::Helped10).map(|a| a.at), Some(1));
}

#[test]
fn solutions_are_counted_by_either_word() {
    let mut answers: Vec<Answer> = (0..9).map(|i| solved_answer(i, i)).collect();
    answers.push(Answer { verified_at: Some(5), ..answer(20, 0) });
    assert_eq!(has(&of(answers.clone()), Badge::Solved10), 1);
    answers.pop();
    assert_eq!(has(&of(answers), Badge::Solved10), 0);
}

#[test]
fn rescues_and_second_opinions() {
    let late = |wait: i64, first| Answer { asked_at: 100 * DAY - wait, at: 100 * DAY, first, ..solved_answer(1, 100) };
    assert_eq!(has(&of(vec![late(RESCUE_AFTER, true)]), Badge::Rescue), 1);
    assert_eq!(has(&of(vec![late(RESCUE_AFTER - 1, true)]), Badge::Rescue), 0);
    assert_eq!(has(&of(vec![late(RESCUE_AFTER, false)]), Badge::Rescue), 0);
    assert_eq!(has(&of(vec![Answer { accepted_at: None, verified_at: Some(1), ..late(RESCUE_AFTER, true) }]), Badge::Rescue), 0);
    let second = |other| Answer { other_accepted_at: other, ..solved_answer(1, 0) };
    assert_eq!([None, Some(1), Some(3)].map(|o| has(&of(vec![second(o)]), Badge::SecondOpinion)), [0, 1, 0]);
}

#[test]
fn presence_is_days_and_weeks_in_a_row() {
    let on = |days: &[i64]| of(days.iter().map(|d| answer(*d, *d)).collect());
    assert_eq!(has(&on(&[1, 1, 2, 3, 4, 5, 6]), Badge::Days7), 0);
    assert_eq!(has(&on(&[1, 2, 3, 4, 5, 6, 90]), Badge::Days7), 1);
    let weeks: Vec<i64> = (0..8).map(|w| w * 7 + 4).collect();
    assert_eq!(has(&on(&weeks), Badge::Weeks8), 1);
    assert_eq!(has(&on(&weeks[..7]), Badge::Weeks8), 0);
    let gap: Vec<i64> = (0..9).filter(|w| *w != 4).map(|w| w * 7 + 4).collect();
    assert_eq!(has(&on(&gap), Badge::Weeks8), 0);
    assert_eq!((week(4), week(3), week(-3)), (1, 0, 0), "a week begins on Monday");
}

#[test]
fn topics_count_apart() {
    let tagged = |n: i64, tag: &'static str| (0..n).map(move |i| (i, tag.to_owned()));
    let answers: Vec<Answer> = tagged(10, "wifi").chain(tagged(9, "fibre")).enumerate().map(|(n, (i, t))| Answer { tags: vec![t], category: Some("box".into()), ..solved_answer(n as i64, i) }).collect();
    let found = of(answers);
    assert_eq!(found.iter().filter(|a| a.badge == Badge::Tag10).map(|a| a.cause.as_str()).collect::<Vec<_>>(), ["tag:wifi"]);
    assert_eq!(has(&found, Badge::Category25), 0);
    let spoken: Vec<Answer> = (0..6).map(|i| Answer { lang: if i % 2 == 0 { "fr" } else { "en" }.into(), ..solved_answer(i, i) }).collect();
    assert_eq!(has(&of(spoken.clone()), Badge::Bilingual), 1);
    assert_eq!(has(&of(spoken[..5].to_vec()), Badge::Bilingual), 0);
}

#[test]
fn teachers_are_clear_to_twenty() {
    let rated = |clear: usize, not: usize| {
        let clarity = (0..clear + not).map(|i| (i as i64, i >= not)).collect();
        has(&earned(&History { clarity, ..History::default() }), Badge::Teacher)
    };
    assert_eq!((rated(18, 2), rated(17, 3), rated(19, 0), rated(20, 0)), (1, 0, 0, 1));
}

#[test]
fn a_year_takes_twelve_days_and_a_solution() {
    let days: Vec<Answer> = (0..12).map(|d| answer(d, d)).collect();
    assert_eq!(has(&of(days.clone()), Badge::Year), 0);
    let mut with = days;
    with[3] = solved_answer(3, 3);
    let found = of(with.clone());
    assert_eq!(found.iter().find(|a| a.badge == Badge::Year).map(|a| (a.cause.as_str(), a.at)), Some(("year:2026", 11 * DAY + 1)));
    with[11].year = 2027;
    assert_eq!(has(&of(with), Badge::Year), 0);
}

#[test]
fn asking_well() {
    let q = |n: i64, accepted| Question { id: n, at: n, me_too: Said { opening: 0, at: (0..n).collect() }, accepted_at: accepted };
    let found = earned(&History { questions: vec![q(9, None), q(10, None)], ..History::default() });
    assert_eq!(found.iter().filter(|a| a.badge == Badge::SharedProblem).map(|a| a.post).collect::<Vec<_>>(), [Some(10)]);
    let closed: Vec<Question> = (0..5).map(|n| q(n, Some(n * 10))).collect();
    assert_eq!(has(&earned(&History { questions: closed, ..History::default() }), Badge::Loop5), 1);
}

#[test]
fn the_same_history_earns_the_same() {
    let answers: Vec<Answer> = (0..60).map(|i| solved_answer(i, i)).collect();
    let mut turned = answers.clone();
    turned.reverse();
    assert_eq!(of(answers), of(turned));
}
