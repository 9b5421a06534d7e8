//! Who decides on what, how urgent it is, how long things last.
//!
//! What must stay true: nobody decides on what concerns themselves; an appeal goes to somebody who took no part, and only
//! where there is nobody does the same person decide again, a day later and said so.

use crate::clock::{DAY, MINUTE, Millis};

/// How long somebody has an item to themselves.
pub const CLAIM: Millis = 15 * MINUTE;
/// How long a decision can be appealed against.
pub const APPEAL_WITHIN: Millis = 183 * DAY;
/// After this, where there is nobody else, the same person decides on an appeal.
pub const ALONE_AFTER: Millis = DAY;
/// Business days within which an appeal is answered.
pub const ANSWER_DAYS: i64 = 5;
/// The longest silence or suspension, in days: for ever is for nobody.
pub const LONGEST: i64 = 3_650;

/// Urgencies in the queue: what the law dates, people who wait, what everyone can read, what may be fine.
pub mod weight {
    pub const APPEAL: i64 = 50;
    pub const GRAVE: i64 = 45;
    pub const NOTICE: i64 = 40;
    pub const HELD: i64 = 30;
    pub const CASE: i64 = 25;
    pub const FLAGGED: i64 = 20;
    pub const FIRST: i64 = 10;
    pub const EDIT: i64 = 5;
}

/// Somebody of the team who could decide on an appeal: able to, and not whom it concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judge {
    pub id: i64,
    /// A manager or an administrator.
    pub leads: bool,
    /// Decided, or wrote about it.
    pub took_part: bool,
}

/// May somebody decide on an appeal?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judging {
    No,
    Yes,
    /// They took part, as did everyone who is there, but lead and did not decide: the last resort.
    LastResort,
    /// Only because there is no second person; the decision says so.
    Alone,
}

/// `decider`: whose decision it is. `waited`: since the appeal was made.
pub fn judging(judges: &[Judge], decider: Option<i64>, by: i64, waited: Millis) -> Judging {
    let Some(me) = judges.iter().find(|j| j.id == by) else { return Judging::No };
    if !me.took_part {
        return Judging::Yes;
    }
    let others = || judges.iter().filter(|j| j.id != by);
    if others().any(|j| !j.took_part) {
        return Judging::No;
    }
    let decided = |j: &Judge| decider == Some(j.id);
    if me.leads && !decided(me) {
        return Judging::LastResort;
    }
    if others().any(|j| j.leads && !decided(j)) || waited < ALONE_AFTER {
        return Judging::No;
    }
    Judging::Alone
}

/// Of what somebody reported and was decided, how much was right, in percent; none before anything was decided.
pub fn accuracy(upheld: i64, decided: i64) -> Option<i64> {
    (decided > 0).then(|| (upheld * 100 + decided / 2) / decided)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(id: i64, leads: bool, took_part: bool) -> Judge {
        Judge { id, leads, took_part }
    }

    #[test]
    fn an_appeal_goes_to_somebody_else() {
        let two = [judge(1, false, true), judge(2, false, false)];
        assert_eq!(judging(&two, Some(1), 1, 9 * DAY), Judging::No);
        assert_eq!(judging(&two, Some(1), 2, 0), Judging::Yes);
        assert_eq!(judging(&two, Some(1), 3, 9 * DAY), Judging::No, "whom it concerns is no judge");
    }

    #[test]
    fn failing_one_a_manager_decides() {
        let all = [judge(1, false, true), judge(2, true, true), judge(3, false, true)];
        assert_eq!(judging(&all, Some(1), 2, 0), Judging::LastResort);
        assert_eq!(judging(&all, Some(1), 1, 9 * DAY), Judging::No);
        assert_eq!(judging(&all, Some(1), 3, 9 * DAY), Judging::No);
    }

    #[test]
    fn failing_any_the_same_person_a_day_later() {
        let alone = [judge(1, true, true)];
        assert_eq!(judging(&alone, Some(1), 1, DAY - 1), Judging::No);
        assert_eq!(judging(&alone, Some(1), 1, DAY), Judging::Alone);
    }

    #[test]
    fn accuracy_is_rounded_and_needs_a_decision() {
        assert_eq!(accuracy(0, 0), None);
        assert_eq!(accuracy(1, 3), Some(33));
        assert_eq!(accuracy(2, 3), Some(67));
        assert_eq!(accuracy(3, 3), Some(100));
    }
}
