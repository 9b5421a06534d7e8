//! Who may claim a perk. The same answer opens the button and is asked again in the transaction of the claim.
//!
//! Perks are a thank-you, never a wage: they do not grow with volume, and what one member gets in a year is capped.

use crate::clock::{DAY, Millis};
use crate::rules::numbers::Programme;
use crate::rules::policy::Rank;

/// The member, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    pub rank: Rank,
    /// Since when they hold it.
    pub promoted_at: Option<Millis>,
    /// Value of their claims this year.
    pub spent: i64,
}

/// The perk, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Perk {
    /// The least rank it is for: expert or ambassador.
    pub rank: Rank,
    pub value: i64,
    /// How many there are still; none: no end.
    pub left: Option<i64>,
    pub per_member: i64,
    /// How many this member has.
    pub mine: i64,
    pub retired: bool,
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoClaim {
    Retired,
    Rank(Rank),
    /// Claims open some days after promotion; at that moment, if it is known.
    NotYet(Option<Millis>),
    /// They have as many as one member gets.
    Enough(i64),
    /// So much of the year's cap is left.
    Cap(i64),
    NoneLeft,
    /// Nobody under 18 gets what has a value.
    Adult,
}

/// May they claim it now? Whether they are 18 is asked at the claim.
pub fn may_claim(member: &Member, perk: &Perk, programme: &Programme, now: Millis) -> Result<(), NoClaim> {
    let held = match perk.rank {
        Rank::Ambassador => member.rank == Rank::Ambassador,
        _ => matches!(member.rank, Rank::Expert | Rank::Ambassador),
    };
    let opens = member.promoted_at.map(|at| at + programme.perks_after_days * DAY);
    match () {
        () if perk.retired => Err(NoClaim::Retired),
        () if !held => Err(NoClaim::Rank(perk.rank)),
        () if opens.is_none_or(|at| at > now) => Err(NoClaim::NotYet(opens)),
        () if perk.mine >= perk.per_member => Err(NoClaim::Enough(perk.per_member)),
        () if perk.value > 0 && member.spent + perk.value > programme.perks_value_at_most => Err(NoClaim::Cap((programme.perks_value_at_most - member.spent).max(0))),
        () if perk.left.is_some_and(|n| n <= 0) => Err(NoClaim::NoneLeft),
        () => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 1_000 * DAY;

    #[test]
    fn each_reason_stands_alone() {
        let programme = Programme::default();
        let member = Member { rank: Rank::Ambassador, promoted_at: Some(NOW - 30 * DAY), spent: 0 };
        let perk = Perk { rank: Rank::Ambassador, value: 50, left: Some(1), per_member: 2, mine: 0, retired: false };
        let ask = |m: Member, p: Perk| may_claim(&m, &p, &programme, NOW);
        assert_eq!(ask(member, perk), Ok(()));
        assert_eq!(ask(member, Perk { retired: true, ..perk }), Err(NoClaim::Retired));
        assert_eq!(ask(Member { rank: Rank::Emeritus, ..member }, perk), Err(NoClaim::Rank(Rank::Ambassador)));
        assert_eq!(ask(Member { rank: Rank::Expert, ..member }, perk), Err(NoClaim::Rank(Rank::Ambassador)));
        assert_eq!(ask(Member { rank: Rank::Expert, ..member }, Perk { rank: Rank::Expert, ..perk }), Ok(()));
        assert_eq!(ask(Member { promoted_at: Some(NOW - 30 * DAY + 1), ..member }, perk), Err(NoClaim::NotYet(Some(NOW + 1))));
        assert_eq!(ask(Member { promoted_at: None, ..member }, perk), Err(NoClaim::NotYet(None)));
        assert_eq!(ask(member, Perk { mine: 2, ..perk }), Err(NoClaim::Enough(2)));
        assert_eq!(ask(Member { spent: 100, ..member }, perk), Ok(()), "the cap itself may be reached");
        assert_eq!(ask(Member { spent: 101, ..member }, perk), Err(NoClaim::Cap(49)));
        assert_eq!(ask(Member { spent: 150, ..member }, Perk { value: 0, ..perk }), Ok(()), "what has no value uses none");
        assert_eq!(ask(member, Perk { left: Some(0), ..perk }), Err(NoClaim::NoneLeft));
        assert_eq!(ask(member, Perk { left: None, ..perk }), Ok(()));
    }
}
