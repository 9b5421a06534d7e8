//! S-03: guessing one account's password gets slower, and never shuts its owner out: after ten failures in an hour each
//! further one doubles a wait that begins at a second and never passes a quarter of an hour. A reset link works meanwhile.
//! The wait is not announced: an account that is known must answer like one that is not.

use crate::clock::{AHEAD, HOUR, MINUTE, Millis, SECOND};

/// Failures in an hour that cost nothing.
pub const FREE: i64 = 10;
/// The longest wait.
pub const LONGEST: Millis = 15 * MINUTE;

/// Failures so far, and the time of the last one or the end of its wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    pub count: i64,
    pub until: Option<Millis>,
}

impl Failures {
    /// Even the right password waits.
    pub fn blocked(self, now: Millis) -> bool {
        // a wait that no right clock gave is none
        self.until.is_some_and(|t| t > now && t <= now + LONGEST + AHEAD)
    }

    /// One more. An hour without failures begins anew.
    pub fn and_one(self, now: Millis) -> Failures {
        let quiet = self.until.is_none_or(|t| t + HOUR < now);
        let count = if quiet { 1 } else { self.count + 1 };
        Failures { count, until: Some(now + wait(count)) }
    }
}

fn wait(count: i64) -> Millis {
    match count - FREE {
        over if over < 1 => 0,
        over => (SECOND << (over - 1).min(20)).min(LONGEST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_from_a_second_and_end() {
        let mut f = Failures { count: 0, until: None };
        let mut waits = Vec::new();
        for _ in 0..24 {
            f = f.and_one(1_000);
            waits.push(f.until.unwrap_or(0) - 1_000);
        }
        assert!(waits[..10].iter().all(|w| *w == 0));
        assert_eq!(waits[10..14], [SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND]);
        assert_eq!(waits[23], LONGEST);
        assert!(f.blocked(1_000) && !f.blocked(1_000 + LONGEST));
    }

    #[test]
    fn an_hour_of_quiet_forgets() {
        let f = Failures { count: 12, until: Some(5) };
        assert_eq!(f.and_one(6 + HOUR).count, 1);
        assert_eq!(f.and_one(5 + HOUR).count, 13);
        assert!(!Failures { count: 12, until: Some(24 * HOUR) }.blocked(0), "a clock that was a day ahead for a moment");
    }
}
