//! What reputation unlocks, one by one, in the order of their points: for the page that lists them and for "what is next".
//! Only what can be done today is listed.

use crate::rules::numbers::Privileges;
use crate::rules::policy::Actor;

/// Something that takes points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlock {
    /// More links in a text than anybody may set.
    Links,
    CommentAnywhere,
    /// Ask somebody who is likely to know.
    Invite,
    /// Propose a duplicate, retag, make tags.
    Retag,
    /// Say what solved it for an asker who is away.
    Propose,
    /// Edit without review.
    Edit,
    /// Decide on others' edits.
    Review,
    /// Close and reopen.
    Close,
}

impl Unlock {
    pub const ALL: [Unlock; 8] = [Unlock::Links, Unlock::CommentAnywhere, Unlock::Invite, Unlock::Retag, Unlock::Propose, Unlock::Edit, Unlock::Review, Unlock::Close];

    /// From how many points on.
    pub fn points(self, of: &Privileges) -> i64 {
        match self {
            Unlock::Links => of.more_links,
            Unlock::CommentAnywhere => of.comment_anywhere,
            Unlock::Invite => of.invite,
            Unlock::Retag => of.retag,
            Unlock::Propose => of.propose_acceptance,
            Unlock::Edit => of.edit,
            Unlock::Review => of.review,
            Unlock::Close => of.close,
        }
    }

    /// Every one, fewest points first.
    pub fn ladder(of: &Privileges) -> Vec<Unlock> {
        let mut all = Unlock::ALL.to_vec();
        all.sort_by_key(|u| u.points(of));
        all
    }

    /// The first that this actor has not.
    pub fn next(actor: &Actor) -> Option<Unlock> {
        Unlock::ladder(&actor.privileges).into_iter().find(|u| !actor.has(u.points(&actor.privileges)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::policy::{Rank, Role};

    #[test]
    fn the_next_one_is_the_cheapest_missing() {
        let at = |reputation| Actor { id: Some(1), reputation, ..Actor::default() };
        assert_eq!(Unlock::next(&at(1)), Some(Unlock::Links));
        assert_eq!(Unlock::next(&at(10)), Some(Unlock::CommentAnywhere));
        assert_eq!(Unlock::next(&at(2_000)), None);
        assert_eq!(Unlock::next(&Actor { rank: Rank::Ambassador, ..at(1) }), Some(Unlock::Close));
        assert_eq!(Unlock::next(&Actor { role: Role::Staff, ..at(1) }), None);
        let close_first = Privileges { close: 5, ..Privileges::default() };
        assert_eq!(Unlock::next(&Actor { privileges: close_first, ..at(1) }), Some(Unlock::Close), "the managers' numbers decide");
    }
}
