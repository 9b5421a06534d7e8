//! What the rules say and what is kept of it: the same kinds, each complete in the other.

use entity::{EscalationCause, FeedReason, WaitingOn};

use crate::rules::escalation::{Cause, Reason, Waiting};

macro_rules! same {
    ($($ruled:ident = $kept:ident { $($kind:ident),* $(,)? })*) => {$(
        impl From<$ruled> for $kept {
            fn from(ruled: $ruled) -> $kept {
                match ruled { $($ruled::$kind => $kept::$kind,)* }
            }
        }

        impl From<$kept> for $ruled {
            fn from(kept: $kept) -> $ruled {
                match kept { $($kept::$kind => $ruled::$kind,)* }
            }
        }
    )*};
}

same! {
    Waiting = WaitingOn { Nobody, Brand, Asker, Community }
    Reason = FeedReason { Danger, BrokenPromise, Legal, Escalated, DeadlinePassed, RiskyAnswer, ManyAffected, Reported, DeadlineNear, Unanswered, InHand }
    Cause = EscalationCause { Asker, Member, Ambassador, Staff, NotSolved, Disagreed, Deadline, ManyAffected, RiskyAnswer, Danger, Legal }
}
