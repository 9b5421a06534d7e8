//! What a rank opens, and what it pays.

use super::verbs::{active, refuse};
use super::{Actor, Denied, Rank};

type Answer = Result<(), Denied>;

/// Ambassadors as long as they are, and the team. Emeriti keep the honour, not the doors.
pub(super) fn circle(actor: &Actor) -> Answer {
    active(actor)?;
    refuse(!actor.is_staff() && actor.rank != Rank::Ambassador, Denied::AmbassadorOnly)
}

pub(super) fn tools(actor: &Actor) -> Answer {
    active(actor)?;
    refuse(!actor.is_staff() && !matches!(actor.rank, Rank::Expert | Rank::Ambassador), Denied::ExpertOnly)
}

/// Which rank a perk asks for is the perk's; the team has other pay.
pub(super) fn claim_perk(actor: &Actor) -> Answer {
    active(actor)?;
    refuse(actor.is_staff(), Denied::NotForStaff)?;
    refuse(!matches!(actor.rank, Rank::Expert | Rank::Ambassador), Denied::ExpertOnly)
}
