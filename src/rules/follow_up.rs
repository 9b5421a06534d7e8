//! When an asker is asked how it went, and when their answer leaves something to do.
//!
//! Nobody answered: day 2. Answers, none accepted: day 7 after the last of them, and once more 23 days later, only if
//! something changed or the first was opened and left. The brand confirmed an answer: day 3. Their own acceptance: in the
//! page alone, at day 30. What is long past is not asked any more.

use crate::clock::{DAY, Millis};

pub const STILL: Millis = 2 * DAY;
pub const WEEK: Millis = 7 * DAY;
/// After the first question about the answers.
pub const MONTH: Millis = 23 * DAY;
pub const VERIFIED: Millis = 3 * DAY;
pub const COME_BACK: Millis = 30 * DAY;
/// How much later than due it is still asked: after a stop of the server, or an import of live threads.
pub const LATE: Millis = 14 * DAY;
/// How long "has it come back?" stands in the page.
pub const COME_BACK_FOR: Millis = 30 * DAY;
/// How long a mailed link works.
pub const LINK_LIFE: Millis = 90 * DAY;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Still,
    Week,
    Month,
    Verified,
    ComeBack,
}

/// A question that was put before.
#[derive(Clone, Copy, Debug)]
pub struct Put {
    pub kind: Kind,
    pub about: i64,
    pub at: Millis,
    pub opened: bool,
    pub answered: bool,
}

/// A thread, as far as it matters here. Live, public, and its asker can be asked.
#[derive(Clone, Debug, Default)]
pub struct Thread {
    pub id: i64,
    pub asked_at: Millis,
    /// Solved, closed or a duplicate.
    pub settled: bool,
    /// The last visible answer by somebody else.
    pub last_answer: Option<(i64, Millis)>,
    /// The asker's last visible word after the question.
    pub asker_last: Option<Millis>,
    /// What the brand confirmed, or others accepted for them.
    pub confirmed: Option<(i64, Millis)>,
    /// The brand owes it an outcome or what it promised, or the asker says that what was confirmed did not work.
    pub owed: bool,
    /// When the asker last said otherwise than in the thread: that an answer did not work, in private, to the brand; or
    /// when it was last brought to the brand.
    pub objected_at: Option<Millis>,
    /// In the order they were put.
    pub before: Vec<Put>,
}

/// Which question is to be put now, about which post.
pub fn due(t: &Thread, now: Millis) -> Option<(Kind, i64)> {
    if t.settled {
        return None;
    }
    let in_time = |due: Millis| now >= due && now - due <= LATE;
    let put = |kind: Kind, about: i64| t.before.iter().any(|p| p.kind == kind && p.about == about);
    // one at a time: what was put lately is answered first, or left
    if t.before.iter().any(|p| !p.answered && now - p.at < VERIFIED) {
        return None;
    }
    if let Some((answer, at)) = t.confirmed {
        if t.owed || put(Kind::Verified, answer) {
            return None;
        }
        return in_time(at + VERIFIED).then_some((Kind::Verified, answer));
    }
    let Some((answer, at)) = t.last_answer else {
        return (in_time(t.asked_at + STILL) && !put(Kind::Still, t.id)).then_some((Kind::Still, t.id));
    };
    // whoever wrote last waits for us: there is nothing to ask
    if t.asker_last.is_some_and(|last| last > at) {
        return None;
    }
    match t.before.iter().rev().find(|p| matches!(p.kind, Kind::Week | Kind::Month)) {
        None => in_time(at + WEEK).then_some((Kind::Week, answer)),
        // they said how it was; an answer since then is a new one to ask about
        Some(p) if p.answered => (at > p.at && in_time(at + WEEK)).then_some((Kind::Week, answer)),
        Some(p) if p.kind == Kind::Week && (p.opened || at > p.at) => (in_time((p.at + MONTH).max(at + WEEK)) && !put(Kind::Month, answer)).then_some((Kind::Month, answer)),
        Some(_) => None,
    }
}

/// Nobody answered what was asked about a confirmed answer: is that a yes? Only if it is still confirmed, nothing is owed,
/// and the asker said nothing anywhere since.
pub fn is_silent_yes(t: &Thread, about: i64, asked_at: Millis) -> bool {
    let confirmed = t.confirmed.is_some_and(|(post, _)| post == about);
    confirmed && !t.settled && !t.owed && t.asker_last.max(t.objected_at).is_none_or(|last| last < asked_at)
}

/// What an asker may have expected, and received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expectation {
    Fixed,
    NotAgain,
    Explained,
    Apology,
    Respect,
}

/// Less was received than expected: somebody of the team has something to do. A problem that will not come back is mended.
pub fn below_par(expected: Expectation, received: Option<Expectation>) -> bool {
    match (expected, received) {
        (Expectation::Fixed, Some(Expectation::NotAgain)) => false,
        (wanted, got) => got != Some(wanted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Millis = DAY / 24;

    fn put(kind: Kind, about: i64, at: Millis) -> Put {
        Put { kind, about, at, opened: false, answered: false }
    }

    #[test]
    fn each_question_at_its_day() {
        let open = Thread { id: 1, ..Thread::default() };
        let answered = Thread { last_answer: Some((2, DAY)), ..open.clone() };
        let first = Thread { before: vec![put(Kind::Week, 2, 8 * DAY)], ..answered.clone() };
        let opened = Thread { before: vec![Put { opened: true, ..put(Kind::Week, 2, 8 * DAY) }], ..answered.clone() };
        let no = Thread { before: vec![Put { answered: true, ..put(Kind::Week, 2, 8 * DAY) }], ..answered.clone() };
        let confirmed = Thread { confirmed: Some((2, 2 * DAY)), ..answered.clone() };
        let cases: Vec<(&str, Thread, Millis, Option<(Kind, i64)>)> = vec![
            ("nobody answered, too early", open.clone(), 2 * DAY - 1, None),
            ("nobody answered", open.clone(), 2 * DAY, Some((Kind::Still, 1))),
            ("asked before", Thread { before: vec![put(Kind::Still, 1, 2 * DAY)], ..open.clone() }, 6 * DAY, None),
            ("long past", open.clone(), 17 * DAY, None),
            ("settled", Thread { settled: true, ..open.clone() }, 3 * DAY, None),
            ("answers, day 7", answered.clone(), 8 * DAY, Some((Kind::Week, 2))),
            ("answers, too early", answered.clone(), 8 * DAY - 1, None),
            ("the asker wrote last", Thread { asker_last: Some(DAY + HOUR), ..answered.clone() }, 8 * DAY, None),
            ("the asker wrote before", Thread { asker_last: Some(DAY - HOUR), ..answered.clone() }, 8 * DAY, Some((Kind::Week, 2))),
            ("left unopened, nothing changed", first.clone(), 31 * DAY, None),
            ("opened and left", opened.clone(), 31 * DAY, Some((Kind::Month, 2))),
            ("opened and left, too early", opened.clone(), 31 * DAY - 1, None),
            ("a new answer since", Thread { last_answer: Some((3, 20 * DAY)), ..first.clone() }, 31 * DAY, Some((Kind::Month, 3))),
            ("no third", Thread { before: vec![put(Kind::Week, 2, 8 * DAY), put(Kind::Month, 3, 31 * DAY)], last_answer: Some((4, 33 * DAY)), ..open.clone() }, 41 * DAY, None),
            ("they said no, nothing since", no.clone(), 20 * DAY, None),
            ("they said no, an answer since", Thread { last_answer: Some((3, 10 * DAY)), ..no.clone() }, 17 * DAY, Some((Kind::Week, 3))),
            ("confirmed", confirmed.clone(), 5 * DAY, Some((Kind::Verified, 2))),
            ("confirmed, too early", confirmed.clone(), 5 * DAY - 1, None),
            ("confirmed, asked: silence is an answer", Thread { before: vec![put(Kind::Verified, 2, 5 * DAY)], ..confirmed.clone() }, 9 * DAY, None),
            ("confirmed, but the brand owes an outcome", Thread { owed: true, ..confirmed.clone() }, 5 * DAY, None),
            ("one at a time", Thread { before: vec![put(Kind::Still, 1, 4 * DAY)], ..confirmed.clone() }, 5 * DAY, None),
        ];
        for (name, thread, now, expected) in cases {
            assert_eq!(due(&thread, now), expected, "{name}");
        }
    }

    #[test]
    fn silence_is_a_yes_where_nothing_was_said() {
        let t = Thread { id: 1, last_answer: Some((2, DAY)), confirmed: Some((2, 2 * DAY)), asker_last: Some(DAY), ..Thread::default() };
        let asked = 5 * DAY;
        assert!(is_silent_yes(&t, 2, asked));
        for (name, t) in [
            ("something is owed", Thread { owed: true, ..t.clone() }),
            ("they wrote", Thread { asker_last: Some(asked), ..t.clone() }),
            ("they objected", Thread { objected_at: Some(asked + 1), ..t.clone() }),
            ("closed meanwhile", Thread { settled: true, ..t.clone() }),
            ("no longer confirmed", Thread { confirmed: None, ..t.clone() }),
            ("another is confirmed", Thread { confirmed: Some((3, DAY)), ..t.clone() }),
        ] {
            assert!(!is_silent_yes(&t, 2, asked), "{name}");
        }
    }

    #[test]
    fn less_than_expected() {
        use Expectation::*;
        assert!(!below_par(Fixed, Some(Fixed)) && !below_par(Fixed, Some(NotAgain)) && !below_par(Apology, Some(Apology)));
        assert!(below_par(NotAgain, Some(Fixed)) && below_par(Fixed, None) && below_par(Respect, Some(Explained)));
    }
}
