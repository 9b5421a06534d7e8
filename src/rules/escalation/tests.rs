//! A row for each reason, whose move it is, and what never happens.

use super::*;
use crate::clock::MINUTE;
use crate::rules::numbers::Escalation;

mod clocks;
mod never;
mod reasons;

/// Tuesday 24 November 2026, 10:00 in Paris.
const T: Millis = 1_795_510_800_000;

fn limits() -> Limits {
    Limits { window: Some(2 * HOUR), first: 8 * HOUR, next: 8 * HOUR, resolution: 27 * HOUR }
}

fn week() -> Calendar {
    Calendar::parse("Europe/Paris", "mon 09:00-18:00, tue 09:00-18:00, wed 09:00-18:00, thu 09:00-18:00, fri 09:00-18:00", "fr").expect("a calendar")
}

fn asked() -> Facts {
    Facts { asked_at: T, shown: true, ..Facts::default() }
}

fn says(at: Millis, by: Voice) -> Word {
    Word { at, by, post: (by != Voice::Asker).then_some(7) }
}

fn talk(words: &[Word]) -> Facts {
    Facts { words: words.to_vec(), ..asked() }
}

fn open(cause: Cause, at: Millis) -> Option<Open> {
    Some(Open { cause, opened_at: at, due_at: at + 9 * HOUR, claimed: false, snooze: None })
}

fn look(f: &Facts, now: Millis) -> Settled {
    settle(f, None, &limits(), &week(), &Escalation::default(), now)
}

fn why(s: &Settled) -> Vec<(Reason, i64)> {
    s.reasons.iter().map(|w| (w.reason, w.urgency)).collect()
}

fn kept_of(s: &Settled) -> Kept {
    let m = &s.moments;
    Kept {
        rested_at: m.rested_at,
        paused_since: m.paused_since,
        resumed_at: m.resumed_at,
        window_ends_at: m.window_ends_at,
        first_due_at: m.first_due_at,
        first_near_at: m.first_near_at,
        next_from_at: m.next_from_at,
        next_due_at: m.next_due_at,
        next_near_at: m.next_near_at,
        resolution_due_at: m.resolution_due_at,
        resolution_near_at: m.resolution_near_at,
    }
}
