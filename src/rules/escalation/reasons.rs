//! Whose move it is, why a thread needs the brand, and what opened an escalation.

/// Whose move it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Waiting {
    Nobody,
    Brand,
    Asker,
    Community,
}

/// Why a thread is in the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    Danger,
    BrokenPromise,
    Legal,
    Escalated,
    DeadlinePassed,
    RiskyAnswer,
    ManyAffected,
    Reported,
    DeadlineNear,
    Unanswered,
    InHand,
}

impl Reason {
    pub const ALL: [Reason; 11] = {
        use Reason::*;
        [Danger, BrokenPromise, Legal, Escalated, DeadlinePassed, RiskyAnswer, ManyAffected, Reported, DeadlineNear, Unanswered, InHand]
    };
}

/// What opened an escalation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cause {
    Asker,
    Member,
    Ambassador,
    Staff,
    NotSolved,
    Disagreed,
    Deadline,
    ManyAffected,
    RiskyAnswer,
    Danger,
    Legal,
}

impl Cause {
    /// What an open escalation keeps in the feed.
    pub fn reason(self) -> Reason {
        match self {
            Cause::Asker | Cause::Member | Cause::Ambassador | Cause::NotSolved | Cause::Disagreed => Reason::Escalated,
            Cause::Staff => Reason::InHand,
            Cause::Deadline => Reason::DeadlinePassed,
            Cause::ManyAffected => Reason::ManyAffected,
            Cause::RiskyAnswer => Reason::RiskyAnswer,
            Cause::Danger => Reason::Danger,
            Cause::Legal => Reason::Legal,
        }
    }

    /// Opened by a rule, not by a person.
    pub fn is_rule(self) -> bool {
        matches!(self, Cause::Deadline | Cause::ManyAffected | Cause::RiskyAnswer | Cause::Danger | Cause::Legal)
    }
}
