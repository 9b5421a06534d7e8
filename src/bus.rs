//! What changed, as far as finished pages are concerned: the database writes it down by itself (`m0019_bus`), and this
//! process reads it before it gives a page away again.
//!
//! What must stay true: a page that was made before a change is not given away [`LAG`] after it, whichever process made
//! the change, and at once where this one did. When in doubt, everything counts as changed.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use entity::PostId;
use sea_orm::DbErr;

use crate::clock::{MINUTE, Millis};
use crate::db::{self, Db};

/// Changes by others are looked for this often, while pages are asked for.
pub const LAG: Duration = Duration::from_millis(200);
/// Whoever began to write this long ago may still be about to commit.
const WRITING: Duration = Duration::from_secs(2);
/// Changes read at once, and threads told apart; beyond it everything counts as changed.
const MANY: usize = 1_000;
/// PostgreSQL's rows of changes are kept for processes that did not look for so long; those that did not for half of it
/// take everything as changed.
const KEPT: Millis = 10 * MINUTE;

/// In the database: what may stand on any page.
const ANYWHERE: i64 = 0;

/// What a page is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// One thread, and what may stand on any page.
    Thread(PostId),
    /// Whatever changes.
    Everything,
}

/// How far this process had come in reading changes. Later is greater.
pub type Seen = u64;

#[derive(Default)]
pub struct Bus {
    known: Mutex<Known>,
    reading: tokio::sync::Mutex<Reading>,
}

/// When what last changed, in the order in which this process came to know.
#[derive(Default)]
struct Known {
    last: Seen,
    anywhere: Seen,
    threads: HashMap<i64, Seen>,
    read_at: Option<Instant>,
}

/// How far the database was read: a number on SQLite, a snapshot on PostgreSQL.
#[derive(Default)]
struct Reading {
    sight: Option<String>,
}

impl Bus {
    /// Reads what changed, if that may be anything; gives how far it came. Whoever makes a page asks first, and the page is
    /// of that moment.
    pub async fn read(&self, db: &Db) -> Result<Seen, DbErr> {
        if let Some(seen) = self.recent(db) {
            return Ok(seen);
        }
        let mut reading = self.reading.lock().await;
        if let Some(seen) = self.recent(db) {
            return Ok(seen);
        }
        let begun = Instant::now();
        let long_ago = self.lock().read_at.is_none_or(|at| at.elapsed().as_millis() > (KEPT / 2) as u128);
        let found = match reading.sight.as_deref() {
            Some(sight) if !long_ago => db::changes(db, sight, MANY + 1).await?,
            _ => db::no_changes(db).await?,
        };
        let lost = long_ago || found.len() > MANY;
        if let Some(change) = found.last() {
            reading.sight = Some(change.sight.clone());
        }
        let mut known = self.lock();
        known.read_at = Some(begun);
        known.note(lost, found.iter().filter_map(|c| c.id));
        Ok(known.last)
    }

    /// Does what was made then still hold?
    pub fn holds(&self, topic: Topic, then: Seen) -> bool {
        let known = self.lock();
        match topic {
            Topic::Thread(id) => known.anywhere <= then && known.threads.get(&id.0).is_none_or(|at| *at <= then),
            Topic::Everything => known.last <= then,
        }
    }

    /// How far it was read, if there can be nothing new since: nobody here wrote, and others are looked for often enough.
    fn recent(&self, db: &Db) -> Option<Seen> {
        let known = self.lock();
        let at = known.read_at?;
        (at.elapsed() < LAG && !db.wrote_since(at.checked_sub(WRITING))).then_some(known.last)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Known> {
        // nothing that holds it can panic half-way
        self.known.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Known {
    fn note(&mut self, lost: bool, ids: impl Iterator<Item = i64>) {
        let ids: Vec<i64> = ids.collect();
        if !lost && ids.is_empty() {
            return;
        }
        self.last += 1;
        if lost || ids.contains(&ANYWHERE) || self.threads.len() + ids.len() > MANY {
            self.anywhere = self.last;
            self.threads.clear();
            return;
        }
        for id in ids.into_iter().filter(|id| *id > ANYWHERE) {
            self.threads.insert(id, self.last);
        }
    }
}

/// Takes away what every process has read by now.
pub async fn sweep(db: &Db) -> Result<(), DbErr> {
    let tx = db.write().await?;
    db::forget_changes(&tx, KEPT).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_holds_until_what_it_is_made_of_changes() {
        let bus = Bus::default();
        let thread = |n| Topic::Thread(PostId(n));
        let note = |lost, ids: &[i64]| bus.lock().note(lost, ids.iter().copied());
        note(false, &[]);
        assert!(bus.holds(thread(7), 0) && bus.holds(Topic::Everything, 0));
        note(false, &[8]);
        assert!(bus.holds(thread(7), 0) && !bus.holds(thread(8), 0) && !bus.holds(Topic::Everything, 0));
        assert!(bus.holds(thread(8), 1) && bus.holds(Topic::Everything, 1));
        note(false, &[-1]);
        assert!(bus.holds(thread(7), 1) && !bus.holds(Topic::Everything, 1));
        note(false, &[9, ANYWHERE]);
        assert!(!bus.holds(thread(7), 2) && bus.holds(thread(7), 3));
        note(true, &[]);
        assert!(!bus.holds(thread(7), 3));
        // as many threads as are told apart, and one more
        for n in 1..=MANY as i64 + 1 {
            note(false, &[n]);
        }
        let last = bus.lock().last;
        assert!(!bus.holds(thread(1), last - 1) && bus.lock().threads.len() <= MANY);
    }
}
