use proptest::prelude::*;

use super::*;

const NOW: Millis = 20_000 * DAY;

/// The numbers of an ambassador, exactly.
fn ambassador() -> Window {
    Window { solved: 15, askers: 10, days: 12, threads: 20, threads_solved: 5, clarity_raters: 10, clarity_clear: 8, sanctions: 0, age_days: 90, reputation: 500 }
}

fn member(rank: Rank) -> Member {
    Member { rank, seat: true, ..Member::default() }
}

fn steps(m: &Member, w: &Window) -> Vec<Step> {
    decide(m, w, &Numbers::default(), NOW).steps
}

#[test]
fn each_rank_begins_at_its_numbers_exactly() {
    let s = Standing::default();
    let helper = Window { solved: 1, askers: 1, days: 1, reputation: 15, ..Window::default() };
    let expert = Window { solved: 4, askers: 3, days: 4, threads: 10, threads_solved: 2, age_days: 30, reputation: 100, ..Window::default() };
    for (rank, exact) in [(Rank::Helper, helper), (Rank::Expert, expert), (Rank::Ambassador, ambassador())] {
        assert_eq!(earned(&exact, &s), rank);
        let ask = ask(rank, &s).expect("it asks");
        let below = |change: fn(&mut Window)| {
            let mut w = exact;
            change(&mut w);
            hold(&criteria(&w, &ask, &s))
        };
        assert!(!below(|w| w.solved -= 1) && !below(|w| w.askers -= 1) && !below(|w| w.days -= 1) && !below(|w| w.reputation -= 1) && !below(|w| w.sanctions = 1), "{rank:?}");
        if rank != Rank::Helper {
            assert!(!below(|w| w.threads_solved -= 1) && !below(|w| w.age_days -= 1), "{rank:?}");
            assert!(below(|w| (w.threads, w.threads_solved) = (9, 0)), "the share is asked for from ten threads on");
        }
    }
    let unclear = Window { clarity_clear: 7, ..ambassador() };
    assert_eq!(earned(&unclear, &s), Rank::Expert);
    assert_eq!(earned(&Window { clarity_raters: 9, clarity_clear: 0, ..ambassador() }, &s), Rank::Ambassador, "nine raters are too few to judge by");
}

#[test]
fn what_is_missing_is_a_number() {
    let s = Standing::default();
    let all = criteria(&Window { solved: 11, sanctions: 2, ..ambassador() }, &s.ambassador, &s);
    let of = |what| all.iter().find(|c| c.what == what).copied().expect("asked for");
    assert_eq!((of(What::Solved).have, of(What::Solved).need, of(What::Solved).missing()), (11, 15, 4));
    assert_eq!((of(What::Sanctions).need, of(What::Sanctions).missing()), (0, 2));
    assert_eq!((of(What::Share).have, of(What::Clarity).have, of(What::Clarity).missing()), (25, 80, 0));
    // 24.9 % is not 25 %
    let nearly = criteria(&Window { threads: 1_000, threads_solved: 249, ..ambassador() }, &s.ambassador, &s);
    assert!(!nearly.iter().find(|c| c.what == What::Share).expect("asked for").met);
}

#[test]
fn keeping_takes_sixty_percent_rounded_up() {
    let s = Standing::default();
    let needs = |rank| keeping(&Window::default(), rank, &s).iter().map(|c| c.need).collect::<Vec<_>>();
    assert_eq!(needs(Rank::Ambassador), [9, 6, 8, 70]);
    assert_eq!(needs(Rank::Expert), [3, 2, 3]);
    assert!(needs(Rank::Helper).is_empty(), "a helper stays one");
    let kept = Window { solved: 9, askers: 6, days: 8, clarity_raters: 10, clarity_clear: 7, ..Window::default() };
    assert!(hold(&keeping(&kept, Rank::Ambassador, &s)), "reputation, age, share and sanctions are not asked again");
    assert!(!hold(&keeping(&Window { clarity_clear: 6, ..kept }, Rank::Ambassador, &s)));
}

#[test]
fn helper_and_expert_come_by_themselves_and_ambassador_is_offered() {
    let expert = Window { clarity_clear: 0, ..ambassador() };
    assert_eq!(steps(&member(Rank::Member), &expert), [Step::Promote { to: Rank::Expert }]);
    let expires = NOW + 30 * DAY;
    assert_eq!(steps(&member(Rank::Member), &ambassador()), [Step::Promote { to: Rank::Expert }, Step::Offer { expires }]);
    assert_eq!(steps(&member(Rank::Expert), &ambassador()), [Step::Offer { expires }]);
    let few = Window { clarity_raters: 3, clarity_clear: 3, ..ambassador() };
    assert_eq!(steps(&member(Rank::Expert), &few), [Step::OfferToConfirm]);
    assert_eq!(steps(&Member { seat: false, ..member(Rank::Expert) }, &ambassador()), [Step::OfferQueued]);
    let mut confirm = Numbers::default();
    confirm.programme.confirm = true;
    assert_eq!(decide(&member(Rank::Expert), &ambassador(), &confirm, NOW).steps, [Step::OfferToConfirm]);
}

#[test]
fn an_offer_waits_lapses_and_returns() {
    let open = |expires| Member { offer: Some(Pending::Open { expires }), ..member(Rank::Expert) };
    let still = decide(&open(NOW + DAY), &ambassador(), &Numbers::default(), NOW);
    assert_eq!((still.steps, still.next), (vec![], Some(NOW + DAY)));
    assert_eq!(steps(&open(NOW), &ambassador()), [Step::LapseOffer]);
    let declined = Member { not_before: Some(NOW + 5 * DAY), ..member(Rank::Expert) };
    let waits = decide(&declined, &ambassador(), &Numbers::default(), NOW);
    assert_eq!((waits.steps, waits.next), (vec![], Some(NOW + 5 * DAY)));
    assert_eq!(steps(&Member { not_before: Some(NOW), ..declined }, &ambassador()), [Step::Offer { expires: NOW + 30 * DAY }]);
    let queued = |by_numbers, seat| Member { offer: Some(Pending::Queued { by_numbers }), seat, ..member(Rank::Expert) };
    assert_eq!(steps(&queued(true, true), &ambassador()), [Step::OpenOffer { expires: NOW + 30 * DAY }]);
    let fallen = Window { solved: 14, ..ambassador() };
    assert_eq!(steps(&queued(true, true), &fallen), [Step::WithdrawOffer]);
    assert_eq!(steps(&queued(false, false), &fallen), [], "an invitation does not depend on the numbers");
    let suspended = Member { suspended_until: Some(NOW + DAY), ..member(Rank::Expert) };
    assert_eq!(steps(&suspended, &ambassador()), []);
}

#[test]
fn a_rank_is_lost_by_a_notice_that_passed() {
    let low = Window { solved: 8, ..ambassador() };
    for (rank, to) in [(Rank::Ambassador, Rank::Emeritus), (Rank::Expert, Rank::Helper)] {
        let low = if rank == Rank::Expert { Window { solved: 2, ..low } } else { low };
        let ends = NOW + 30 * DAY;
        assert_eq!(steps(&member(rank), &low), [Step::Notice { rank, ends }]);
        let notice = |ends| Member { notice: Some(Notice { rank, began: ends - 30 * DAY, ends }), last_notice: Some(ends - 30 * DAY), ..member(rank) };
        let runs = decide(&notice(NOW + 1), &low, &Numbers::default(), NOW);
        assert_eq!((runs.steps, runs.next), (vec![], Some(NOW + 1)));
        assert_eq!(steps(&notice(NOW), &low), [Step::Lose { from: rank, to }]);
        let held = Window { clarity_clear: 7, reputation: 1, ..ambassador() };
        assert_eq!(steps(&notice(NOW), &held), [Step::EndNotice { rank }]);
        let lately = Member { last_notice: Some(NOW - 50 * DAY), ..member(rank) };
        let waits = decide(&lately, &low, &Numbers::default(), NOW);
        assert_eq!((waits.steps, waits.next), (vec![], Some(NOW + 10 * DAY)), "one notice in sixty days");
    }
}

#[test]
fn nothing_is_lost_on_leave() {
    let low = Window::default();
    let leave = Leave { from: NOW - 5 * DAY, until: NOW + 5 * DAY };
    let away = Member { leaves: vec![leave], ..member(Rank::Ambassador) };
    let waits = decide(&away, &low, &Numbers::default(), NOW);
    assert_eq!((waits.steps, waits.next), (vec![], Some(NOW + 5 * DAY)));
    let began = NOW - 28 * DAY;
    let noticed = Member { notice: Some(Notice { rank: Rank::Ambassador, began, ends: began + 30 * DAY }), last_notice: Some(began), ..away };
    assert_eq!(decide(&noticed, &low, &Numbers::default(), NOW + 4 * DAY).steps, []);
    // 23 days had passed when the leave began, 7 are left after it
    assert_eq!(decide(&noticed, &low, &Numbers::default(), NOW + 12 * DAY - 1).steps, []);
    assert_eq!(decide(&noticed, &low, &Numbers::default(), NOW + 12 * DAY).steps, [Step::Lose { from: Rank::Ambassador, to: Rank::Emeritus }]);
}

#[test]
fn a_term_is_announced_and_ends() {
    let term = Term { began: NOW - 340 * DAY, ends: NOW + 25 * DAY };
    let m = Member { term: Some(term), decided: NOW - 10 * DAY, ..member(Rank::Ambassador) };
    assert_eq!(steps(&m, &ambassador()), [Step::RemindTerm { ends: term.ends }]);
    let told = decide(&Member { decided: NOW - 4 * DAY, ..m.clone() }, &ambassador(), &Numbers::default(), NOW);
    assert_eq!((told.steps, told.next), (vec![], Some(term.ends)), "announced once");
    let over = Member { term: Some(Term { ends: NOW, ..term }), ..m };
    assert_eq!(steps(&over, &Window::default()), [Step::EndTerm], "not also a notice");
}

#[test]
fn an_emeritus_is_back_by_the_keeping_numbers() {
    let kept = Window { solved: 9, askers: 6, days: 8, clarity_raters: 10, clarity_clear: 7, ..Window::default() };
    let interrupted = Member { interrupted: Some(NOW + 100 * DAY), ..member(Rank::Emeritus) };
    assert_eq!(steps(&interrupted, &kept), [Step::Return { until: NOW + 100 * DAY }]);
    assert_eq!(steps(&interrupted, &Window { solved: 8, ..kept }), []);
    assert_eq!(steps(&interrupted, &Window { sanctions: 1, ..kept }), []);
    let over = Member { interrupted: Some(NOW - DAY), ..member(Rank::Emeritus) };
    assert_eq!(steps(&over, &kept), [Step::Offer { expires: NOW + 30 * DAY }], "the term is over: a new one is offered");
    let left = Member { not_before: Some(NOW + 9 * DAY), ..member(Rank::Emeritus) };
    assert_eq!(steps(&left, &kept), []);
}

#[test]
fn staff_and_those_who_left_are_left_alone() {
    assert_eq!(steps(&Member { staff: true, ..member(Rank::Ambassador) }, &Window::default()), []);
    assert_eq!(steps(&Member { gone: true, ..member(Rank::Ambassador) }, &ambassador()), [Step::Close]);
    assert_eq!(steps(&Member { gone: true, ..member(Rank::Member) }, &ambassador()), []);
}

// ---- the window

fn answer(id: i64, thread: i64, at: Millis) -> Answer {
    Answer { id, thread, at, deleted: None }
}

fn solution(answer: i64, thread: i64, author: i64, at: Millis) -> Solution {
    Solution { answer, thread, author, at, asker: 1_000 + thread, asker_counts: Some(0) }
}

fn count(answers: &[Answer], solutions: &[Solution]) -> Window {
    let known = Known { member: 1, answers, solutions, ..Known::default() };
    measure(&known, &Standing::default(), NOW, |at| at.div_euclid(DAY)).window
}

#[test]
fn the_window_is_closed_at_its_begin_and_open_at_its_end() {
    let from = NOW - 180 * DAY;
    let days = |at| count(&[answer(1, 1, at)], &[]).days;
    assert_eq!([days(from - 1), days(from), days(NOW - 1), days(NOW)], [0, 1, 1, 0]);
    let at = NOW - DAY;
    assert_eq!(count(&[answer(1, 1, at)], &[solution(1, 1, 1, NOW)]).solved, 0, "accepted this moment");
    assert_eq!(count(&[answer(1, 1, at)], &[solution(1, 1, 1, NOW - 1)]).solved, 1);
    assert_eq!(count(&[answer(1, 1, from - 1)], &[solution(1, 1, 1, at)]).solved, 0, "the answer's time decides");
}

#[test]
fn the_share_is_by_thread() {
    let at = NOW - DAY;
    // three answers in a thread that theirs solved, one in a thread that another's solved, one where nobody's did
    let answers = [answer(1, 1, at), answer(2, 1, at), answer(3, 1, at), answer(4, 2, at), answer(5, 3, at)];
    let w = count(&answers, &[solution(3, 1, 1, at), solution(9, 2, 7, at)]);
    assert_eq!((w.threads, w.threads_solved, w.solved), (2, 1, 1));
    let both = count(&answers, &[solution(3, 1, 1, at), solution(8, 1, 7, at), solution(9, 2, 7, at)]);
    assert_eq!((both.threads, both.threads_solved), (2, 1), "a thread with two solutions is one thread");
    let early = Answer { deleted: Some(at + 1), ..answer(4, 2, at) };
    assert_eq!(count(&[early], &[solution(9, 2, 7, at + 2)]).threads, 0, "taken away before another was accepted");
    let late = Answer { deleted: Some(at + 3), ..answer(4, 2, at) };
    let w = count(&[late], &[solution(9, 2, 7, at + 2)]);
    assert_eq!((w.threads, w.threads_solved, w.days), (1, 0, 0), "taken away after: still a thread they did not solve");
}

#[test]
fn an_asker_counts_once_and_when_old_enough() {
    let at = NOW - DAY;
    let mut solutions = [solution(1, 1, 1, at), solution(2, 2, 1, at), solution(3, 3, 1, at)];
    let answers = [answer(1, 1, at), answer(2, 2, at), answer(3, 3, at)];
    solutions[1].asker = solutions[0].asker;
    assert_eq!(count(&answers, &solutions).askers, 2);
    solutions[2].asker_counts = Some(NOW + 1);
    assert_eq!(count(&answers, &solutions).askers, 1);
    solutions[2].asker_counts = Some(NOW);
    assert_eq!(count(&answers, &solutions).askers, 2);
    solutions[2].asker_counts = None;
    assert_eq!((count(&answers, &solutions).askers, count(&answers, &solutions).solved), (1, 3));
}

#[test]
fn of_a_rater_the_latest_counts() {
    let rating = |id, rater, days, clear| Rating { id, rater, at: NOW - days * DAY, clear };
    let ratings = [rating(1, 7, 90, true), rating(2, 7, 10, false), rating(3, 8, 30, true), rating(4, 9, 200, false)];
    let known = Known { member: 1, ratings: &ratings, ..Known::default() };
    let w = measure(&known, &Standing::default(), NOW, |_| 0).window;
    assert_eq!((w.clarity_raters, w.clarity_clear), (2, 1));
}

#[test]
fn leave_is_no_part_of_the_window() {
    let leave = [Leave { from: NOW - 50 * DAY, until: NOW - 20 * DAY }];
    assert_eq!(begins(NOW, 180, &leave), NOW - 210 * DAY);
    assert_eq!(begins(NOW, 180, &[Leave { from: NOW - 20 * DAY, until: NOW + 40 * DAY }]), NOW - 200 * DAY);
    assert_eq!(begins(NOW, 180, &[Leave { from: NOW - 400 * DAY, until: NOW - 181 * DAY }]), NOW - 180 * DAY);
    assert_eq!(elapses(NOW, 10 * DAY, &[Leave { from: NOW + DAY, until: NOW + 6 * DAY }]), NOW + 15 * DAY);
}

fn leaves_of(days: &[(i64, i64)]) -> Vec<Leave> {
    days.iter().map(|(from, n)| Leave { from: NOW + from * DAY, until: NOW + (from + n) * DAY }).collect()
}

proptest! {
    /// A moment is in the window until exactly the moment that is told beforehand.
    #[test]
    fn the_end_is_foreseen(at in -400i64..400, days in 1i64..200, off in prop::collection::vec((-500i64..500, 0i64..60), 0..5), later in 0i64..600) {
        let (leaves, at) = (leaves_of(&off), NOW + at * DAY);
        let last = elapses(at, days * DAY, &leaves);
        prop_assert!(begins(last, days, &leaves) <= at);
        prop_assert!(begins(last + 1 + later * DAY, days, &leaves) > at);
    }

    /// Between two moments that are told, no number changes but by new facts.
    #[test]
    fn numbers_stand_still_until_the_next_moment(
        facts in prop::collection::vec((0i64..6, -220i64..30, 0i64..4, -10i64..40), 0..20),
        ratings in prop::collection::vec((0i64..4, -220i64..30, any::<bool>()), 0..6),
        sanctions in prop::collection::vec(-220i64..30, 0..3),
        off in prop::collection::vec((-300i64..60, 0i64..40), 0..3),
        hop in 0i64..1_000,
    ) {
        let s = Standing::default();
        let mut answers = Vec::new();
        let mut solutions = Vec::new();
        for (id, (thread, day, solved, counts)) in facts.iter().enumerate() {
            let (id, at) = (id as i64, NOW + day * DAY + 7 * id as i64);
            answers.push(Answer { id, thread: *thread, at, deleted: (*solved == 3).then_some(at + 5 * DAY) });
            if *solved == 1 {
                solutions.push(Solution { asker_counts: Some(NOW + counts * DAY), ..solution(id, *thread, 1, at + DAY) });
            } else if *solved == 2 {
                solutions.push(solution(100 + id, *thread, 2, at + 2 * DAY));
            }
        }
        let ratings: Vec<Rating> = ratings.iter().enumerate().map(|(id, (rater, day, clear))| Rating { id: id as i64, rater: *rater, at: NOW + day * DAY, clear: *clear }).collect();
        let sanctions: Vec<Millis> = sanctions.iter().map(|d| NOW + d * DAY).collect();
        let leaves = leaves_of(&off);
        let known = Known { member: 1, answers: &answers, solutions: &solutions, ratings: &ratings, sanctions: &sanctions, since: NOW - 25 * DAY, reputation: 7, leaves: &leaves };
        let at = |moment: Millis| measure(&known, &s, moment, |t| t.div_euclid(DAY));
        // the age is a number too, but it is read from the clock: what matters is when it passes a threshold
        let plain = |w: Window| Window { age_days: [30, 90].iter().filter(|d| w.age_days >= **d).count() as i64, ..w };
        let mut moment = NOW;
        for _ in 0..60 {
            let seen = at(moment);
            let Some(next) = seen.next else {
                prop_assert_eq!(plain(at(moment + 1_000 * DAY).window), plain(seen.window));
                break;
            };
            prop_assert!(next > moment);
            for between in [next - 1, moment + (next - 1 - moment) * hop / 1_000] {
                prop_assert_eq!(plain(at(between).window), plain(seen.window), "at {} before {}", between, next);
            }
            moment = next;
        }
    }

    /// What was decided once leaves nothing to decide; the order of facts is nothing.
    #[test]
    fn a_decision_is_settled(
        rank in 0usize..5, solved in 0i64..20, askers in 0i64..15, days in 0i64..15, raters in 0i64..15, clear in 0i64..15, sanctions in 0i64..2, reputation in 0i64..700, age in 0i64..120,
        seat in any::<bool>(), last_notice in prop::option::of(0i64..90), not_before in prop::option::of(-10i64..10), wait in 0i64..60,
    ) {
        let n = Numbers::default();
        let w = Window { solved, askers, days, threads: solved, threads_solved: solved, clarity_raters: raters, clarity_clear: clear.min(raters), sanctions, age_days: age, reputation };
        let mut m = Member { rank: Rank::ALL[rank], seat, last_notice: last_notice.map(|d| NOW - d * DAY), not_before: not_before.map(|d| NOW + d * DAY), ..Member::default() };
        for now in [NOW, NOW + wait * DAY] {
            let mut rounds = 0;
            loop {
                let d = decide(&m, &w, &n, now);
                m.decided = now;
                if d.steps.is_empty() {
                    prop_assert!(d.next.is_none_or(|t| t > now));
                    break;
                }
                rounds += 1;
                prop_assert!(rounds < 6, "{:?} goes on for ever: {:?}", m, d.steps);
                for step in d.steps {
                    apply(&mut m, step, now, &n);
                }
            }
        }
    }
}

/// What the rows say after a step.
fn apply(m: &mut Member, step: Step, now: Millis, n: &Numbers) {
    match step {
        Step::Promote { to } => m.rank = to,
        Step::Offer { expires } | Step::OpenOffer { expires } => m.offer = Some(Pending::Open { expires }),
        Step::OfferToConfirm => m.offer = Some(Pending::ToConfirm { by_numbers: true }),
        Step::OfferQueued => m.offer = Some(Pending::Queued { by_numbers: true }),
        Step::WithdrawOffer => m.offer = None,
        Step::LapseOffer => (m.offer, m.not_before) = (None, Some(now + n.programme.offer_again_days * DAY)),
        Step::Notice { rank, ends } => (m.notice, m.last_notice) = (Some(Notice { rank, began: now, ends }), Some(now)),
        Step::EndNotice { .. } => m.notice = None,
        Step::Lose { to, .. } => (m.notice, m.rank, m.interrupted, m.term) = (None, to, m.term.map(|t| t.ends), None),
        Step::Return { until } => (m.rank, m.term, m.interrupted) = (Rank::Ambassador, Some(Term { began: now, ends: until }), None),
        Step::RemindTerm { .. } => {}
        Step::EndTerm => (m.rank, m.term, m.not_before) = (Rank::Emeritus, None, Some(now + n.programme.offer_again_days * DAY)),
        Step::Close => *m = Member { gone: true, ..Member::default() },
    }
}
