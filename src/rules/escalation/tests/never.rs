//! What never happens, whatever comes after what.

use proptest::prelude::*;

use super::*;

/// Something happens some minutes later.
#[derive(Clone, Copy, Debug)]
enum Event {
    Says(Voice),
    Settings(usize),
    MeToo,
    Solved(bool),
    Shown(bool),
    Details,
    Nothing,
}

fn event() -> impl Strategy<Value = (i64, Event)> {
    let what = prop_oneof![
        proptest::sample::select(vec![Voice::Asker, Voice::Peer, Voice::Team]).prop_map(Event::Says),
        (0usize..4).prop_map(Event::Settings),
        Just(Event::MeToo),
        any::<bool>().prop_map(Event::Solved),
        any::<bool>().prop_map(Event::Shown),
        Just(Event::Details),
        Just(Event::Nothing),
    ];
    (1i64..3_000, what)
}

proptest! {
    #[test]
    fn a_promised_moment_never_moves_later(events in proptest::collection::vec(event(), 1..14)) {
        let n = Escalation::default();
        let settings = [
            (limits(), week()),
            (Limits { window: Some(24 * HOUR), first: 16 * HOUR, next: 2 * HOUR, resolution: 90 * HOUR }, week()),
            (limits(), Calendar::parse("America/New_York", "mon 10:00-12:00", "").expect("a calendar")),
            (Limits { window: None, ..limits() }, Calendar::always()),
        ];
        let (mut f, mut now, mut at, mut said) = (asked(), T, 0, Vec::new());
        let mut before = settle(&f, None, &settings[0].0, &settings[0].1, &n, now);
        for (minutes, event) in events {
            now += minutes * MINUTE;
            match event {
                Event::Says(by) => {
                    f.words.push(says(now, by));
                    if by == Voice::Asker && let Some(last) = f.details.last_mut().filter(|(_, to)| *to == Millis::MAX) {
                        last.1 = now;
                    }
                }
                Event::Settings(to) => at = to,
                Event::MeToo => {
                    said.push(now);
                    f.me_too = Crowd::of(&said, &n);
                }
                Event::Solved(solved) => f.solved = solved,
                Event::Shown(shown) => f.shown = shown,
                Event::Details => if f.details.last().is_none_or(|(_, to)| *to < now) { f.details.push((now, Millis::MAX)) },
                Event::Nothing => {}
            }
            let (limits, calendar) = &settings[at];
            let after = settle(&f, Some(&kept_of(&before)), limits, calendar, &n, now);
            let again = settle(&f, Some(&kept_of(&after)), limits, calendar, &n, now);
            prop_assert_eq!(&after, &again, "asked again, it says the same");
            let (was, is) = (before.moments, after.moments);
            if is.resumed_at == was.resumed_at {
                let kept = |was: Option<Millis>, is: Option<Millis>| was.is_none_or(|w| is.is_some_and(|i| i <= w));
                prop_assert!(kept(was.first_due_at, is.first_due_at), "{:?} {:?}", was, is);
                // a window may also cease to be
                prop_assert!(was.window_ends_at.is_none_or(|w| is.window_ends_at.is_none_or(|i| i <= w)));
                prop_assert!(was.window_ends_at.is_some() || is.window_ends_at.is_none());
                // a pause alone moves these, when it ends
                let alike = is.paused_since == was.paused_since;
                if alike && is.next_from_at == was.next_from_at {
                    prop_assert!(kept(was.next_due_at, is.next_due_at), "{:?} {:?}", was, is);
                }
                if alike && is.resolution_due_at.is_some() && was.resolution_due_at.is_some() {
                    prop_assert!(is.resolution_due_at <= was.resolution_due_at);
                }
            }
            // nothing changes between two looks
            if let Some(next) = after.next_look_at {
                prop_assert!(next > now);
                let waited = settle(&f, Some(&kept_of(&after)), limits, calendar, &n, now + (next - now) / 2);
                prop_assert_eq!((&waited.reasons, waited.waiting, waited.urgency, waited.next_look_at), (&after.reasons, after.waiting, after.urgency, after.next_look_at));
            }
            // past a limit: in the feed, unless nobody is waited for
            let late = is.first_due_at.is_some_and(|due| due <= now) && is.first_met_at.is_none();
            prop_assert!(!late || after.waiting == Waiting::Nobody || !after.reasons.is_empty());
            before = after;
        }
    }
}
