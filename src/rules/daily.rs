//! How much one member may post, change and say in a day (L-10, L-11, L-13, L-15, L-16): enough for anyone with a problem,
//! too little for a flood.
//! A day is the last 24 hours. `None` is without a limit.

use crate::clock::{DAY, Millis};
use crate::rules::policy::{Actor, Rank};

/// Questions in 24 hours.
pub fn questions(actor: &Actor, now: Millis) -> Option<i64> {
    by_trust(actor, now, [3, 5, 10, 20, 30])
}

/// Answers in 24 hours.
pub fn answers(actor: &Actor, now: Millis) -> Option<i64> {
    by_trust(actor, now, [10, 20, 60, 120, 300])
}

/// Comments in 24 hours.
pub fn comments(actor: &Actor, now: Millis) -> Option<i64> {
    by_trust(actor, now, [20, 20, 60, 120, 300])
}

/// "This helped me" in 24 hours, those taken back included. Staff vote as often as they like.
pub fn votes(actor: &Actor, now: Millis) -> Option<i64> {
    by_trust(actor, now, [10, 15, 30, 40, 60])
}

/// "Did not work for me" in 24 hours.
pub fn did_not_work(actor: &Actor, now: Millis) -> Option<i64> {
    by_trust(actor, now, [5, 5, 10, 10, 15])
}

/// Reports in 24 hours.
pub fn flags(actor: &Actor, now: Millis) -> Option<i64> {
    by_trust(actor, now, [3, 5, 10, 20, 50])
}

/// Edits in 24 hours, of one's own posts or of others' (suggested ones included) (L-16).
pub fn edits(actor: &Actor, now: Millis, own: bool) -> Option<i64> {
    by_trust(actor, now, if own { [10, 15, 30, 60, 90] } else { [3, 5, 20, 30, 100] })
}

/// Limits for: the first day, below 10 points, below 250, above, ambassadors. Staff have none.
fn by_trust(actor: &Actor, now: Millis, limits: [i64; 5]) -> Option<i64> {
    let [first_day, new, known, trusted, ambassador] = limits;
    match actor {
        a if a.is_staff() => None,
        a if a.rank == Rank::Ambassador => Some(ambassador),
        a if now - a.created_at < DAY => Some(first_day),
        a if a.reputation < 10 => Some(new),
        a if a.reputation < 250 => Some(known),
        _ => Some(trusted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::policy::Role;

    #[test]
    fn trust_brings_more() {
        let now = 10 * DAY;
        let new = Actor { id: Some(1), confirmed: true, reputation: 1, created_at: now - 1, ..Actor::default() };
        assert_eq!(questions(&new, now), Some(3));
        assert_eq!(questions(&Actor { created_at: 0, ..new }, now), Some(5));
        assert_eq!(answers(&Actor { created_at: 0, reputation: 300, ..new }, now), Some(120));
        assert_eq!(answers(&Actor { rank: Rank::Ambassador, ..new }, now), Some(300));
        assert_eq!(comments(&Actor { role: Role::Staff, ..new }, now), None);
    }
}
