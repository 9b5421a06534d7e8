//! How the clocks of a thread run, stand still and begin anew.

use super::*;

#[test]
fn the_resolution_clock_stands_still_while_it_is_the_askers_turn() {
    // an hour until the answer, then the asker comes back a week later
    let day = 24 * HOUR;
    let back = T + 7 * day;
    let f = talk(&[says(T + HOUR, Voice::Peer), says(back, Voice::Asker)]);
    let s = look(&f, back);
    assert_eq!(s.moments.resolution_spent, HOUR);
    assert_eq!(s.moments.resolution_due_at, week().add(back, 26 * HOUR));
    assert_eq!(s.moments.next_due_at, week().add(back, 8 * HOUR));
    // an explicit request stops it, five days at most
    let asked_for = Facts { details: vec![(back + HOUR, Millis::MAX)], ..f.clone() };
    let s = look(&asked_for, back + day);
    // when it would be without it is kept meanwhile, and does not come
    assert_eq!((s.moments.paused_since, s.moments.resolution_due_at, s.moments.next_due_at), (Some(back + HOUR), week().add(back, 26 * HOUR), week().add(back, 8 * HOUR)));
    assert!(s.reasons.iter().all(|w| w.reason != Reason::DeadlinePassed), "{:?}", s.reasons);
    assert_eq!(s.next_look_at, week().add(back + HOUR, 45 * HOUR));
    let s = look(&asked_for, back + 20 * day);
    assert_eq!((s.moments.paused_since, s.moments.resolution_due_at), (None, week().add(back, (26 + 45) * HOUR)));
    // the first answer's never stops
    let s = look(&Facts { details: vec![(T + HOUR, Millis::MAX)], ..asked() }, T + 2 * HOUR);
    assert_eq!(s.moments.first_due_at, Some(T + 8 * HOUR));
}

#[test]
fn a_pause_moves_a_promise_by_as_long_as_it_lasts() {
    // the asker has the last word; the limit gets longer while they are asked for details
    let back = T + 7 * 24 * HOUR;
    let f = talk(&[says(T + HOUR, Voice::Peer), says(back, Voice::Asker)]);
    let longer = Limits { next: 90 * HOUR, resolution: 900 * HOUR, ..limits() };
    let n = Escalation::default();
    let before = look(&f, back);
    let asked_for = Facts { details: vec![(back + HOUR, Millis::MAX)], ..f.clone() };
    let during = settle(&asked_for, Some(&kept_of(&before)), &longer, &week(), &n, back + HOUR);
    assert_eq!((during.moments.paused_since, during.moments.next_due_at), (Some(back + HOUR), before.moments.next_due_at));
    let told = Facts { details: vec![(back + HOUR, back + 2 * HOUR)], ..f };
    let after = settle(&told, Some(&kept_of(&during)), &longer, &week(), &n, back + 2 * HOUR);
    assert_eq!((after.moments.paused_since, after.moments.next_due_at), (None, week().add(back + 2 * HOUR, 7 * HOUR)));
    assert_eq!(settle(&told, Some(&kept_of(&after)), &longer, &week(), &n, back + 2 * HOUR), after);
}

#[test]
fn what_was_out_of_sight_goes_on() {
    let (n, day) = (Escalation::default(), 24 * HOUR);
    let first = look(&asked(), T);
    for (name, away) in [("hidden", Facts { shown: false, ..asked() }), ("removed", Facts { shown: false, gone: true, ..asked() }), ("closed", Facts { closed: Some(Closed { at: T + HOUR, disputable: false }), ..asked() })] {
        let s = settle(&away, Some(&kept_of(&first)), &limits(), &week(), &n, T + HOUR);
        assert_eq!((s.waiting, s.moments.rested_at), (Waiting::Nobody, None), "{name}");
        let s = settle(&asked(), Some(&kept_of(&s)), &limits(), &week(), &n, T + 3 * day);
        assert_eq!((s.moments.resumed_at, s.moments.first_due_at), (None, Some(T + 8 * HOUR)), "{name}");
        assert_eq!(s.act, Some(Act::Open { cause: Cause::Deadline, due_at: T + 8 * HOUR }), "{name}");
    }
    let held = settle(&Facts { held: true, shown: false, ..asked() }, Some(&kept_of(&first)), &limits(), &week(), &n, T + HOUR);
    assert_eq!(held.moments.rested_at, Some(T + HOUR), "what was not published begins when it is");
}

#[test]
fn what_comes_back_begins_anew() {
    let kept = Kept { rested_at: Some(T + HOUR), first_due_at: Some(T + 8 * HOUR), ..Kept::default() };
    let now = T + 30 * 24 * HOUR;
    let s = settle(&asked(), Some(&kept), &limits(), &week(), &Escalation::default(), now);
    assert_eq!((s.moments.resumed_at, s.moments.first_due_at), (Some(now), week().add(now, 8 * HOUR)));
    assert!(s.reasons.is_empty());
}
