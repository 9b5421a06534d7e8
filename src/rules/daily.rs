//! How much one member may post, change and say, and how fast (L-10 to L-21): enough for anyone with a problem, too
//! little for a flood.
//!
//! What must stay true: every limit stands in this file, once; trust brings more, never less; a refusal names its
//! limit and says when it ends. The counting is `questions::limits`'.

use crate::clock::{DAY, HOUR, MINUTE, Millis, SECOND};
use crate::i18n::Lang;
use crate::rules::policy::{Actor, Rank};

/// How far somebody is trusted: the columns of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// An account of less than a day.
    FirstDay,
    /// Below ten points.
    New,
    Known,
    Helper,
    /// An expert, or a former ambassador.
    Expert,
    Ambassador,
    Staff,
}

/// From here on a member is known.
const KNOWN_FROM: i64 = 10;

impl Level {
    pub const ALL: [Level; 7] = [Level::FirstDay, Level::New, Level::Known, Level::Helper, Level::Expert, Level::Ambassador, Level::Staff];

    /// Where this actor stands now.
    pub fn of(actor: &Actor, now: Millis) -> Level {
        match actor {
            a if a.is_staff() => Level::Staff,
            a if a.rank == Rank::Ambassador => Level::Ambassador,
            a if now.saturating_sub(a.created_at) < DAY => Level::FirstDay,
            a if matches!(a.rank, Rank::Expert | Rank::Emeritus) => Level::Expert,
            a if a.rank == Rank::Helper => Level::Helper,
            a if a.reputation < KNOWN_FROM => Level::New,
            _ => Level::Known,
        }
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    Question,
    Answer,
    Comment,
    /// "This helped me."
    Vote,
    /// The same, for one author.
    VoteFor,
    DidNotWork,
    Flag,
    /// An edit of one's own post or comment.
    EditOwn,
    /// An edit of somebody else's, suggested ones included.
    EditOther,
    /// One's own post or comment taken back.
    Delete,
    /// The same, within a minute.
    DeleteMinute,
    /// A tag that did not exist.
    NewTag,
    /// Asking a member to look at a question.
    Invite,
    /// Proposing a member as an ambassador.
    Nominate,
    /// Bringing a thread before the team, or saying that it is not settled.
    Escalate,
    /// Asking an asker for details.
    AskDetails,
    /// A message to the team in private.
    Private,
    /// Saying what solved it for an asker who is away.
    Propose,
}

/// One limit for one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Within the window; `None` is without a limit.
    pub limit: Option<i64>,
    pub window: Millis,
    /// Between two of them.
    pub gap: Millis,
    /// So many of them in a window are worth a look, limit or not.
    pub alarm: i64,
}

impl Act {
    pub const ALL: [Act; 18] = [
        Act::Question,
        Act::Answer,
        Act::Comment,
        Act::Vote,
        Act::VoteFor,
        Act::DidNotWork,
        Act::Flag,
        Act::EditOwn,
        Act::EditOther,
        Act::Delete,
        Act::DeleteMinute,
        Act::NewTag,
        Act::Invite,
        Act::Nominate,
        Act::Escalate,
        Act::AskDetails,
        Act::Private,
        Act::Propose,
    ];

    /// The word kept in the database.
    pub fn word(self) -> &'static str {
        match self {
            Act::Question => "question",
            Act::Answer => "answer",
            Act::Comment => "comment",
            Act::Vote => "vote",
            Act::VoteFor => "vote_for",
            Act::DidNotWork => "did_not_work",
            Act::Flag => "flag",
            Act::EditOwn => "edit_own",
            Act::EditOther => "edit_other",
            Act::Delete => "delete",
            Act::DeleteMinute => "delete_minute",
            Act::NewTag => "new_tag",
            Act::Invite => "invite",
            Act::Nominate => "nominate",
            Act::Escalate => "escalate",
            Act::AskDetails => "ask_details",
            Act::Private => "private",
            Act::Propose => "propose",
        }
    }

    /// The line of the table, for one level.
    pub fn quota(self, level: Level) -> Quota {
        // first day, new, known, helper, expert, ambassador, staff; below zero is no limit
        let (limits, gaps, alarm) = match self {
            Act::Question => ([3, 5, 10, 20, 20, 30, -1], [120, 120, 15, 15, 15, 5, 0], 100),
            Act::Answer => ([10, 20, 60, 120, 200, 300, -1], [30, 30, 5, 5, 5, 3, 0], 500),
            Act::Comment => ([20, 20, 60, 120, 200, 300, -1], [30, 30, 5, 5, 5, 3, 0], 500),
            Act::Vote => ([10, 15, 30, 40, 60, 60, 60], [0; 7], i64::MAX),
            Act::VoteFor => ([10; 7], [0; 7], i64::MAX),
            Act::DidNotWork => ([5, 5, 10, 10, 15, 15, 15], [0; 7], i64::MAX),
            Act::Flag => ([3, 5, 10, 20, 30, 50, -1], [0; 7], i64::MAX),
            Act::EditOwn => ([10, 15, 30, 45, 60, 90, -1], [0; 7], 300),
            Act::EditOther => ([3, 5, 5, 20, 30, 100, -1], [0; 7], 300),
            Act::Delete => ([5, 10, 10, 10, 20, 30, -1], [0; 7], i64::MAX),
            Act::DeleteMinute => ([2, 2, 2, 2, 2, 5, -1], [0; 7], i64::MAX),
            Act::NewTag => ([0, 0, 2, 2, 5, 10, -1], [0; 7], i64::MAX),
            Act::Invite => ([0, 0, 2, 10, 10, 20, -1], [0; 7], i64::MAX),
            Act::Propose => ([0, 5, 5, 10, 15, 20, -1], [0; 7], i64::MAX),
            Act::Nominate => ([3, 3, 3, 3, 3, 3, -1], [0; 7], i64::MAX),
            Act::Escalate => ([10, 10, 15, 15, 15, 30, -1], [0; 7], i64::MAX),
            Act::AskDetails => ([10, 10, 10, 10, 20, 30, -1], [0; 7], i64::MAX),
            Act::Private => ([20, 20, 30, 30, 40, 60, -1], [0; 7], i64::MAX),
        };
        let (limit, gap) = (pick(level, limits), pick(level, gaps));
        Quota { limit: (limit >= 0).then_some(limit), window: if self == Act::DeleteMinute { MINUTE } else { DAY }, gap: gap * SECOND, alarm }
    }
}

/// Answers one member may give to one question of somebody else.
pub fn answers_here(level: Level) -> Option<i64> {
    Some(pick(level, [3, 3, 6, 10, 10, 20, -1])).filter(|n| *n >= 0)
}

/// Links in one text, beyond the two that anybody may set.
pub fn links(level: Level) -> Option<usize> {
    usize::try_from(pick(level, [5, 5, 5, 10, 20, 20, -1])).ok()
}

/// Texts of new accounts together, in a day, that may link to a host nobody known here links to; further ones wait for a
/// person. None: for whom it does not count.
pub fn texts_to_a_new_host(level: Level) -> Option<i64> {
    (level <= Level::New).then_some(2)
}

/// Members named in one text.
pub fn mentions(level: Level) -> Option<usize> {
    usize::try_from(pick(level, [2, 2, 5, 10, 10, 20, -1])).ok()
}

/// The same text twice within this time is a mistake or a flood, unless they are trusted.
pub fn same_text(level: Level) -> Option<Millis> {
    (level <= Level::Helper).then_some(5 * MINUTE)
}

fn pick(level: Level, of: [i64; 7]) -> i64 {
    let [first_day, new, known, helper, expert, ambassador, staff] = of;
    match level {
        Level::FirstDay => first_day,
        Level::New => new,
        Level::Known => known,
        Level::Helper => helper,
        Level::Expert => expert,
        Level::Ambassador => ambassador,
        Level::Staff => staff,
    }
}

/// Why it has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// As many as the window holds.
    Used { limit: i64 },
    /// Too soon after the one before.
    Gap,
    /// The same words a moment ago.
    Same,
}

/// A limit is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Enough {
    pub act: Act,
    pub reason: Reason,
    /// Until the next one.
    pub wait: Millis,
}

impl Enough {
    /// Whole seconds, for `Retry-After`.
    pub fn seconds(self) -> u64 {
        u64::try_from((self.wait + SECOND - 1) / SECOND).unwrap_or(1).max(1)
    }

    /// Which limit it is and when it ends, for whoever met it.
    pub fn message(self, lang: Lang) -> String {
        let when = match self.wait {
            w if w < MINUTE => lang.limits_in_seconds((w + SECOND - 1) / SECOND),
            w if w < HOUR => lang.limits_in_minutes((w + MINUTE - 1) / MINUTE),
            w => lang.limits_in_hours((w + HOUR - 1) / HOUR),
        };
        match (self.reason, self.act) {
            (Reason::Gap, _) => lang.limits_gap(when),
            (Reason::Same, _) => lang.limits_same(when),
            (Reason::Used { limit: 0 }, Act::NewTag) => lang.limits_no_tag().into(),
            (Reason::Used { limit: 0 }, _) => lang.limits_none().into(),
            (Reason::Used { limit }, Act::Question) => lang.limits_question(limit, when),
            (Reason::Used { limit }, Act::Answer) => lang.limits_answer(limit, when),
            (Reason::Used { limit }, Act::Comment) => lang.limits_comment(limit, when),
            (Reason::Used { limit }, Act::Vote) => lang.limits_vote(limit, when),
            (Reason::Used { limit }, Act::VoteFor) => lang.limits_vote_for(limit, when),
            (Reason::Used { limit }, Act::DidNotWork) => lang.limits_did_not_work(limit, when),
            (Reason::Used { limit }, Act::Flag) => lang.limits_flag(limit, when),
            (Reason::Used { limit }, Act::EditOwn | Act::EditOther) => lang.limits_edit(limit, when),
            (Reason::Used { limit }, Act::Delete) => lang.limits_delete(limit, when),
            (Reason::Used { limit }, Act::DeleteMinute) => lang.limits_delete_minute(limit, when),
            (Reason::Used { limit }, Act::NewTag) => lang.limits_new_tag(limit, when),
            (Reason::Used { limit }, Act::Invite) => lang.limits_invite(limit, when),
            (Reason::Used { limit }, Act::Propose) => lang.limits_propose(limit, when),
            (Reason::Used { limit }, Act::Nominate) => lang.limits_nominate(limit, when),
            (Reason::Used { limit }, Act::Escalate) => lang.limits_escalate(limit, when),
            (Reason::Used { limit }, Act::AskDetails) => lang.limits_ask_details(limit, when),
            (Reason::Used { limit }, Act::Private) => lang.limits_private(limit, when),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::policy::Role;

    #[test]
    fn a_level_is_earned() {
        let now = 10 * DAY;
        let new = Actor { id: Some(1), confirmed: true, reputation: 1, created_at: now - 1, ..Actor::default() };
        assert_eq!(Level::of(&new, now), Level::FirstDay);
        assert_eq!(Level::of(&Actor { rank: Rank::Helper, ..new }, now), Level::FirstDay);
        let old = Actor { created_at: 0, ..new };
        assert_eq!(Level::of(&old, now), Level::New);
        assert_eq!(Level::of(&Actor { reputation: 10, ..old }, now), Level::Known);
        assert_eq!(Level::of(&Actor { rank: Rank::Helper, ..old }, now), Level::Helper);
        assert_eq!(Level::of(&Actor { rank: Rank::Emeritus, ..old }, now), Level::Expert);
        assert_eq!(Level::of(&Actor { rank: Rank::Ambassador, ..new }, now), Level::Ambassador);
        assert_eq!(Level::of(&Actor { role: Role::Staff, ..new }, now), Level::Staff);
    }

    #[test]
    fn the_table() {
        let mut out = String::new();
        for act in Act::ALL {
            let cells: Vec<String> = Level::ALL
                .iter()
                .map(|l| {
                    let q = act.quota(*l);
                    let limit = q.limit.map_or("-".to_owned(), |n| n.to_string());
                    if q.gap > 0 { format!("{limit} ({} s)", q.gap / SECOND) } else { limit }
                })
                .collect();
            out += &format!("{:<13} {}\n", act.word(), cells.join("; "));
        }
        let one = |name: &str, f: &dyn Fn(Level) -> String| format!("{name:<13} {}\n", Level::ALL.iter().map(|l| f(*l)).collect::<Vec<_>>().join("; "));
        let number = |n: Option<i64>| n.map_or("-".to_owned(), |n| n.to_string());
        out += &one("answers here", &|l| number(answers_here(l)));
        out += &one("links", &|l| number(links(l).and_then(|n| i64::try_from(n).ok())));
        out += &one("mentions", &|l| number(mentions(l).and_then(|n| i64::try_from(n).ok())));
        out += &one("same text", &|l| number(same_text(l).map(|t| t / MINUTE)));
        insta::assert_snapshot!(out);
    }

    #[test]
    fn trust_brings_more() {
        let most = |n: Option<i64>| n.unwrap_or(i64::MAX);
        for act in Act::ALL {
            for pair in Level::ALL.windows(2) {
                let (less, more) = (act.quota(pair[0]), act.quota(pair[1]));
                assert!(most(less.limit) <= most(more.limit) && less.gap >= more.gap, "{act:?} {pair:?}");
            }
        }
    }

    #[test]
    fn every_refusal_names_its_limit_and_its_end() {
        for lang in Lang::ALL {
            for act in Act::ALL {
                for (reason, wait) in [(Reason::Used { limit: 10 }, 5 * HOUR), (Reason::Used { limit: 0 }, DAY), (Reason::Gap, 30 * SECOND), (Reason::Same, 4 * MINUTE)] {
                    let said = Enough { act, reason, wait }.message(lang);
                    assert!(said.ends_with('.'), "{said}");
                    assert!(!matches!(reason, Reason::Used { limit: 10 }) || said.contains("10"), "{said}");
                }
            }
        }
    }
}
