//! How often something happened lately, for very many keys in little memory: one moment a key, the one at which it will
//! have all its tries again (the "generic cell rate algorithm").
//!
//! What must stay true: at most [`ROOM`] keys are remembered, whatever comes. Those that have all their tries again go
//! first and lose nothing; then those that used fewest. So a flood of new keys drives out its own, and cannot make
//! somebody's use be forgotten who is close to the limit.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Keys remembered: seventeen bytes each, and room to grow.
pub const ROOM: usize = 112 * 1_024;
const SHARDS: usize = 16;
const ROOM_OF_ONE: usize = ROOM / SHARDS;

/// Microseconds since some beginning.
pub type Micros = u64;

/// Keys are hashed already, with a secret of this process.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*b);
        }
    }
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

type Shard = HashMap<u64, Micros, BuildHasherDefault<AsIs>>;

/// So many in a time, for each key.
pub struct Counter {
    /// How long one of them lasts.
    step: Micros,
    /// All of them together.
    whole: Micros,
    secret: RandomState,
    shards: [Mutex<Shard>; SHARDS],
}

impl Counter {
    pub fn new(times: u64, per: Micros) -> Counter {
        let times = times.max(1);
        let step = (per / times).max(1);
        Counter { step, whole: step.saturating_mul(times), secret: RandomState::new(), shards: std::array::from_fn(|_| Mutex::default()) }
    }

    fn place(&self, key: &impl Hash) -> (u64, MutexGuard<'_, Shard>) {
        let hash = self.secret.hash_one(key);
        let shard = &self.shards[usize::try_from(hash >> 32).unwrap_or(0) % SHARDS];
        (hash, shard.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes one, or says how long to wait.
    pub fn take(&self, key: &impl Hash, now: Micros) -> Result<(), Micros> {
        self.take_all(key, 1, now)
    }

    /// Takes several, or none and says how long to wait.
    pub fn take_all(&self, key: &impl Hash, n: u64, now: Micros) -> Result<(), Micros> {
        let (hash, mut shard) = self.place(key);
        let known = shard.get(&hash).copied();
        let full_again = known.unwrap_or(0).max(now) + self.step.saturating_mul(n);
        if full_again - now > self.whole {
            return Err(full_again - now - self.whole);
        }
        if known.is_none() && shard.len() >= ROOM_OF_ONE {
            make_room(&mut shard, now);
        }
        shard.insert(hash, full_again);
        Ok(())
    }

    /// Gives one back: what it was taken for failed through no fault of whoever asked.
    pub fn give_back(&self, key: &impl Hash) {
        let (hash, mut shard) = self.place(key);
        if let Some(full_again) = shard.get_mut(&hash) {
            *full_again = full_again.saturating_sub(self.step);
        }
    }

    /// Forgets keys that have all their tries again.
    pub fn sweep(&self, now: Micros) {
        for shard in &self.shards {
            let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            shard.retain(|_, full_again| *full_again > now);
            shard.shrink_to(ROOM_OF_ONE / 8);
        }
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.shards.iter().map(|s| s.lock().map_or(0, |s| s.len())).sum()
    }
}

fn make_room(shard: &mut Shard, now: Micros) {
    shard.retain(|_, full_again| *full_again > now);
    if shard.len() < ROOM_OF_ONE / 8 * 7 {
        return;
    }
    // an eighth at a time, so that the work is spread over what comes in
    let mut all: Vec<Micros> = shard.values().copied().collect();
    let (_, bound, _) = all.select_nth_unstable(ROOM_OF_ONE / 8);
    let bound = *bound;
    shard.retain(|_, full_again| *full_again > bound);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SECOND: Micros = 1_000_000;

    #[test]
    fn as_many_as_may_and_then_one_at_a_time() {
        let c = Counter::new(10, 10 * SECOND);
        assert!((0..10).all(|_| c.take(&"a", 5).is_ok()));
        assert_eq!(c.take(&"a", 5), Err(SECOND));
        assert!(c.take(&"b", 5).is_ok());
        assert!(c.take(&"a", 5 + SECOND).is_ok() && c.take(&"a", 5 + SECOND).is_err());
        c.give_back(&"a");
        assert!(c.take(&"a", 5 + SECOND).is_ok());
        assert!((0..10).all(|_| c.take(&"a", 60 * SECOND).is_ok()));
    }

    #[test]
    fn a_million_keys_take_bounded_room_and_free_nobody() {
        let c = Counter::new(10, 60 * SECOND);
        assert!((0..10).all(|_| c.take(&"busy", 0).is_ok()));
        for n in 0..1_000_000_u32 {
            assert!(c.take(&n, u64::from(n)).is_ok());
        }
        assert!(c.len() <= ROOM, "{}", c.len());
        assert!(c.take(&"busy", SECOND).is_err(), "its use was forgotten");
        c.sweep(600 * SECOND);
        assert_eq!(c.len(), 0);
    }

    proptest! {
        /// In no stretch of the time does more pass than twice the number, nor than the number at once; and whoever waits as told passes.
        #[test]
        fn never_more_than_the_number(gaps in prop::collection::vec(0_u64..3 * SECOND, 1..200)) {
            let (times, per) = (5_u64, 10 * SECOND);
            let c = Counter::new(times, per);
            let (mut now, mut passed) = (0, Vec::new());
            for gap in gaps {
                now += gap;
                match c.take(&1, now) {
                    Ok(()) => passed.push(now),
                    Err(wait) => {
                        now += wait;
                        prop_assert!(c.take(&1, now).is_ok());
                        passed.push(now);
                    }
                }
            }
            for (i, from) in passed.iter().enumerate() {
                let within = passed[i..].iter().filter(|at| **at < from + per).count() as u64;
                prop_assert!(within <= 2 * times);
            }
        }
    }
}
