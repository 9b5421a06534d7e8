//! Why a thread is in the feed, whose move it is, what is opened, ended and woken.

use super::*;

#[test]
fn a_row_for_each_reason() {
    use Reason::*;
    let day = 24 * HOUR;
    let peer = says(T + HOUR, Voice::Peer);
    let again = says(T + 2 * HOUR, Voice::Asker);
    let many = |n: i64, step: Millis| (0..n).map(|i| T + MINUTE + i * step).collect::<Vec<_>>();
    let crowd = |n: i64, step: Millis| Crowd::of(&many(n, step), &Escalation::default());
    let answered = talk(&[peer]);
    let rows: Vec<(&str, Facts, Millis, Vec<(Reason, i64)>, i64)> = vec![
        ("just asked", asked(), T, vec![], 0),
        ("within the window", asked(), T + 2 * HOUR - 1, vec![], 0),
        ("the window is over", asked(), T + 2 * HOUR, vec![(Unanswered, 50)], 50),
        ("75 % of eight hours", asked(), T + 6 * HOUR, vec![(DeadlineNear, 60), (Unanswered, 50)], 61),
        ("at the hour, late by nothing", asked(), T + 8 * HOUR, vec![(DeadlinePassed, 80), (Unanswered, 50)], 81),
        ("the next morning, an hour late", asked(), T + day, vec![(DeadlinePassed, 81), (Unanswered, 50)], 82),
        ("a week later, no more than that", asked(), T + 7 * day, vec![(DeadlinePassed, 89), (Unanswered, 50)], 89),
        ("answered", answered.clone(), T + 7 * day, vec![], 0),
        ("the asker has the last word", talk(&[peer, again]), T + 2 * HOUR, vec![(Unanswered, 50)], 50),
        ("a word of danger, no window", Facts { danger_at: Some(T), ..asked() }, T, vec![(Danger, 100)], 100),
        ("a word of the law", Facts { legal_at: Some(T), ..answered.clone() }, T + 2 * HOUR, vec![(Legal, 90)], 90),
        ("until the team answers", Facts { danger_at: Some(T), legal_at: Some(T), ..talk(&[says(T + 1, Voice::Team)]) }, T + 2 * HOUR, vec![], 0),
        ("a peer is not the team", Facts { danger_at: Some(T), ..answered.clone() }, T + 2 * HOUR, vec![(Danger, 100)], 100),
        (
            "a promise whose date passed",
            Facts { open: open(Cause::Asker, T), promise: Some(Promise { due_at: T + HOUR, missed: true }), ..answered.clone() },
            T + HOUR,
            vec![(BrokenPromise, 95), (Escalated, 90)],
            96,
        ),
        ("a promise that holds", Facts { open: open(Cause::Asker, T), promise: Some(Promise { due_at: T + HOUR, missed: false }), ..answered.clone() }, T + HOUR - 1, vec![(Escalated, 90)], 90),
        ("the asker asks for the brand", Facts { open: open(Cause::Asker, T), ..asked() }, T, vec![(Escalated, 90)], 90),
        ("a member", Facts { open: open(Cause::Member, T), ..asked() }, T, vec![(Escalated, 90)], 90),
        ("an ambassador", Facts { open: open(Cause::Ambassador, T), ..asked() }, T, vec![(Escalated, 90)], 90),
        ("not solved", Facts { open: open(Cause::NotSolved, T), ..asked() }, T, vec![(Escalated, 90)], 90),
        ("disagreed", Facts { open: open(Cause::Disagreed, T), ..asked() }, T, vec![(Escalated, 90)], 90),
        ("in hand", Facts { open: open(Cause::Staff, T), ..answered.clone() }, T, vec![(InHand, 50)], 50),
        ("in hand, for another reason too", Facts { open: open(Cause::Staff, T), ..asked() }, T + 2 * HOUR, vec![(Unanswered, 50)], 50),
        ("what a deadline opened, answered after somebody took it", Facts { open: open(Cause::Deadline, T).map(|o| Open { claimed: true, due_at: T, ..o }), ..answered.clone() }, T + HOUR, vec![(DeadlinePassed, 81)], 81),
        ("danger that the team answered waits for an outcome", Facts { open: open(Cause::Danger, T), ..answered.clone() }, T + HOUR, vec![(InHand, 50)], 50),
        ("called risky by who knows", Facts { risky: vec![T + HOUR], ..answered.clone() }, T + 2 * HOUR, vec![(RiskyAnswer, 75)], 75),
        ("did not work for three", Facts { failed: vec![many(3, HOUR)], ..answered.clone() }, T + 3 * HOUR, vec![(RiskyAnswer, 75)], 75),
        ("for two, and one elsewhere", Facts { failed: vec![many(2, HOUR), many(1, 1)], ..answered.clone() }, T + 3 * HOUR, vec![], 0),
        ("risky where it is solved", Facts { solved: true, risky: vec![T + HOUR], ..answered.clone() }, T + 2 * HOUR, vec![(RiskyAnswer, 75)], 75),
        ("three in a day", Facts { me_too: crowd(3, 10 * HOUR), ..answered.clone() }, T + 2 * day, vec![(ManyAffected, 70)], 70),
        ("three in two days", Facts { me_too: crowd(3, 13 * HOUR), ..answered.clone() }, T + 2 * day, vec![], 0),
        ("five in all", Facts { me_too: crowd(5, 20 * HOUR), ..answered.clone() }, T + 8 * day, vec![(ManyAffected, 70)], 70),
        ("with those of a duplicate", Facts { me_too: crowd(2, day), duplicates: vec![(T, 3)], ..answered.clone() }, T + 8 * day, vec![(ManyAffected, 70)], 70),
        ("with those it was imported with", Facts { me_too: crowd(1, day), opening_me_too: 4, ..answered.clone() }, T + 8 * day, vec![(ManyAffected, 70)], 70),
        ("a weak signal", Facts { signal_since: Some(T), ..answered.clone() }, T, vec![(ManyAffected, 70)], 70),
        ("many, where it is solved", Facts { me_too: crowd(9, HOUR), solved: true, ..answered.clone() }, T + 8 * day, vec![], 0),
        ("after an outcome, those before count no more", Facts { risky: vec![T], danger_at: Some(T), ended_at: Some(T + day), ..answered.clone() }, T + 8 * day, vec![], 0),
        ("reported", Facts { flags: 2, flagged_at: Some(T), ..answered.clone() }, T, vec![(Reported, 65)], 65),
        ("reported and hidden", Facts { flags: 1, flagged_at: Some(T), shown: false, ..asked() }, T + 7 * day, vec![(Reported, 65)], 65),
        ("under an incident", Facts { incident: Some(None), me_too: crowd(9, HOUR), ..asked() }, T + 7 * day, vec![], 0),
        ("danger under an incident", Facts { incident: Some(None), danger_at: Some(T), ..asked() }, T + 7 * day, vec![(Danger, 100)], 100),
        ("solved", Facts { solved: true, ..talk(&[peer, again]) }, T + 7 * day, vec![], 0),
        ("closed", Facts { closed: Some(Closed { at: T, disputable: false }), ..asked() }, T + 7 * day, vec![], 0),
        ("a duplicate of what has no solution, for a day", Facts { closed: Some(Closed { at: T, disputable: true }), ..asked() }, T + 3 * HOUR, vec![(Unanswered, 50)], 50),
        ("and then no longer", Facts { closed: Some(Closed { at: T, disputable: true }), ..asked() }, T + day, vec![], 0),
        ("the team asked", Facts { announcement: true, ..asked() }, T + 7 * day, vec![], 0),
        ("three reasons", Facts { flags: 1, flagged_at: Some(T), me_too: crowd(3, 1), ..asked() }, T + 2 * HOUR, vec![(ManyAffected, 70), (Reported, 65), (Unanswered, 50)], 72),
    ];
    for (name, facts, now, reasons, urgency) in rows {
        let s = look(&facts, now);
        assert_eq!((why(&s), s.urgency), (reasons, urgency), "{name}");
    }
}

#[test]
fn a_further_reason_never_reaches_the_next_kind() {
    let n = Escalation::default();
    let of = |reason: Reason, urgency: i64| Why { reason, urgency, due_at: 0, count: 0, since: 0 };
    for top in Reason::ALL {
        let base = urgency_of(top, &n);
        let reasons: Vec<Why> = std::iter::once(of(top, base)).chain((0..60).map(|_| of(Reason::InHand, 0))).collect();
        let above = Reason::ALL.into_iter().map(|r| urgency_of(r, &n)).filter(|u| *u > base).min();
        assert!(above.is_none_or(|next| total(&reasons, &n) < next), "{top:?}");
        assert!(total(&reasons, &n) > base, "{top:?}");
    }
    assert_eq!(total(&[], &n), 0);
}

#[test]
fn whose_move_it_is() {
    let peer = says(T + HOUR, Voice::Peer);
    let again = says(T + 2 * HOUR, Voice::Asker);
    let late = T + 3 * HOUR;
    let rows: Vec<(&str, Facts, Millis, Waiting)> = vec![
        ("peers first", asked(), T, Waiting::Community),
        ("then the brand", asked(), late, Waiting::Brand),
        ("an answer", talk(&[peer]), late, Waiting::Asker),
        ("the asker again", talk(&[peer, again]), late, Waiting::Brand),
        ("within the window", talk(&[peer, says(T + HOUR + 1, Voice::Asker)]), T + HOUR + 2, Waiting::Community),
        ("details are asked for", Facts { details: vec![(T + 2 * HOUR + 1, Millis::MAX)], ..talk(&[peer, again]) }, late, Waiting::Asker),
        ("and nobody answered", Facts { details: vec![(T, Millis::MAX)], ..asked() }, late, Waiting::Brand),
        ("solved", Facts { solved: true, ..asked() }, late, Waiting::Nobody),
        ("closed", Facts { closed: Some(Closed { at: T, disputable: false }), ..asked() }, late, Waiting::Nobody),
        ("escalated", Facts { open: open(Cause::Member, T), ..talk(&[peer]) }, late, Waiting::Brand),
        ("hidden", Facts { shown: false, ..asked() }, late, Waiting::Nobody),
    ];
    for (name, facts, now, waiting) in rows {
        assert_eq!(look(&facts, now).waiting, waiting, "{name}");
    }
    let only_us = settle(&asked(), None, &Limits { window: None, ..limits() }, &week(), &Escalation::default(), T);
    assert_eq!((only_us.waiting, why(&only_us)), (Waiting::Brand, vec![(Reason::Unanswered, 50)]), "where only the brand can settle it there is no window");
}

#[test]
fn answered_and_unconfirmed_from_the_tenth_day() {
    let day = 24 * HOUR;
    let asked_how = |more: Facts| Facts { follow_up_at: Some(T + HOUR + 7 * day), ..more };
    let f = asked_how(talk(&[says(T + HOUR, Voice::Peer)]));
    let s = look(&f, T + 8 * day);
    assert_eq!((s.waiting, s.next_look_at), (Waiting::Asker, Some(T + HOUR + 10 * day)));
    let s = look(&f, T + HOUR + 10 * day);
    assert_eq!((s.waiting, s.moments.unconfirmed_at, s.next_look_at), (Waiting::Nobody, Some(T + HOUR + 10 * day), None));
    for (name, back) in [
        ("the asker wrote", asked_how(talk(&[says(T + HOUR, Voice::Peer), says(T + 11 * day, Voice::Asker)]))),
        ("not solved", Facts { not_solved: vec![T + 11 * day], ..f.clone() }),
        ("did not work", Facts { doubted_at: Some(T + 11 * day), ..f.clone() }),
    ] {
        assert_ne!(look(&back, T + 11 * day).waiting, Waiting::Nobody, "{name}");
    }
}

#[test]
fn rules_open_escalations_and_an_answer_in_time_ends_theirs() {
    let day = 24 * HOUR;
    assert_eq!(look(&asked(), T + 8 * HOUR - 1).act, None);
    assert_eq!(look(&asked(), T + 8 * HOUR).act, Some(Act::Open { cause: Cause::Deadline, due_at: T + 8 * HOUR }));
    let silent = Facts { open: open(Cause::Deadline, T + 8 * HOUR), ..asked() };
    assert_eq!(look(&silent, T + day).act, None, "once");
    let answer = says(T + 9 * HOUR, Voice::Peer);
    assert_eq!(look(&Facts { words: vec![answer], ..silent.clone() }, T + day).act, Some(Act::Answered { post: 7 }));
    let taken = Facts { open: silent.open.map(|o| Open { claimed: true, ..o }), words: vec![answer], ..silent.clone() };
    assert_eq!(look(&taken, T + day).act, None, "somebody took it: they end it");
    let joined = Facts { open: silent.open.map(|o| Open { cause: Cause::Member, ..o }), words: vec![answer], ..silent.clone() };
    assert_eq!(look(&joined, T + day).act, None, "a member joined it");
    let worse = Facts { danger_at: Some(T), ..silent };
    assert_eq!(look(&worse, T + day).act, Some(Act::Open { cause: Cause::Danger, due_at: T }), "more urgent");
    let gone = look(&Facts { gone: true, shown: false, danger_at: Some(T), open: open(Cause::Member, T), promise: Some(Promise { due_at: T, missed: false }), ..asked() }, T);
    assert_eq!((gone.act, gone.waiting, gone.reasons.len(), gone.moments.danger_at), (None, Waiting::Nobody, 0, Some(T)), "out of sight until it comes back");
    let refused = Facts { ended_at: Some(T + 9 * HOUR), ..asked() };
    let s = look(&refused, T + day);
    assert_eq!((s.act, why(&s)[0].0), (None, Reason::DeadlinePassed), "not twice for the same hour, but it stays in sight");
}

#[test]
fn a_snooze_ends_with_its_time_or_with_a_word() {
    let snoozed = |until, event, words: &[Word]| Facts { open: open(Cause::Member, T).map(|o| Open { snooze: Some(Snooze { since: T + 1, until, event }), ..o }), ..talk(words) };
    let s = look(&snoozed(Some(T + HOUR), None, &[]), T + 2);
    assert_eq!((s.snoozed, s.act, s.next_look_at), (true, None, Some(T + HOUR)));
    assert_eq!(look(&snoozed(Some(T + HOUR), None, &[]), T + HOUR).act, Some(Act::Wake));
    let peer = says(T + 9, Voice::Peer);
    assert_eq!(look(&snoozed(None, Some(Waker::AskerPost), &[peer]), T + 10).act, None);
    assert_eq!(look(&snoozed(None, Some(Waker::AnyPost), &[peer]), T + 10).act, Some(Act::Wake));
    assert_eq!(look(&snoozed(None, Some(Waker::AskerPost), &[peer, says(T + 10, Voice::Asker)]), T + 10).act, Some(Act::Wake));
}

#[test]
fn nobody_sleeps_through_an_alarm() {
    let asleep = Facts { open: open(Cause::Member, T).map(|o| Open { snooze: Some(Snooze { since: T + 1, until: Some(T + 24 * HOUR), event: None }), ..o }), ..asked() };
    let promised = |due_at| Some(Promise { due_at, missed: true });
    for (name, facts, act) in [
        ("nothing", asleep.clone(), None),
        ("danger", Facts { danger_at: Some(T + 2), ..asleep.clone() }, Some(Act::Wake)),
        ("the law", Facts { legal_at: Some(T + 2), ..asleep.clone() }, Some(Act::Wake)),
        ("a promise broken since", Facts { promise: promised(T + 2), ..asleep.clone() }, Some(Act::Wake)),
        ("one broken before", Facts { promise: promised(T + 1), ..asleep.clone() }, None),
        ("somebody joined", Facts { raised_at: Some(T + 2), ..asleep.clone() }, Some(Act::Wake)),
    ] {
        assert_eq!(look(&facts, T + 3).act, act, "{name}");
    }
}

#[test]
fn what_ended_by_a_word_that_is_gone_is_owed_again() {
    let day = 24 * HOUR;
    let ended = |cause, answered| Facts { lapsed: Some(Lapsed { cause, opened_at: T + 8 * HOUR, answered }), ..asked() };
    assert_eq!(look(&ended(Cause::Deadline, true), T + day).act, Some(Act::Reopen));
    let in_time = Facts { words: vec![says(T + 9 * HOUR, Voice::Peer)], ..ended(Cause::Deadline, true) };
    assert_eq!(look(&in_time, T + day).act, Some(Act::Instead { post: 7 }));
    assert_eq!(look(&Facts { words: in_time.words.clone(), ..ended(Cause::Asker, false) }, T + day).act, Some(Act::Reopen), "a solution that was taken back is none");
    assert_eq!(look(&Facts { shown: false, ..ended(Cause::Asker, false) }, T + day).act, None, "nobody can see the question");
    let unkept = Facts { open: open(Cause::Asker, T), unkept: Some(3), ..asked() };
    assert_eq!(look(&unkept, T + HOUR).act, Some(Act::Unkept { promise: 3 }));
}
