//! What changed, as far as finished pages and what is remembered between requests are concerned: the database writes it
//! down by itself (`m0019_bus`), and this process reads it before it gives something away again.
//!
//! What must stay true: what was made before a change is not given to whoever asks [`LAG`] after it, whichever process
//! made the change, nor to whoever asks after this one answered the request that made it. When in doubt, everything
//! counts as changed; where the database does not answer, nothing is known, and nobody waits for that longer than
//! [`PATIENCE`].

mod memory;

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use entity::PostId;
use sea_orm::DbErr;

use crate::clock::{HOUR, Millis};
use crate::db::{self, Db};

pub use memory::Memory;

/// Changes are looked for this often at most, while pages are asked for, unless somebody acted.
pub const LAG: Duration = Duration::from_millis(200);
/// Whoever asks waits this long for the database to say what changed.
pub const PATIENCE: Duration = Duration::from_millis(500);
const _: () = assert!(LAG.as_millis() + PATIENCE.as_millis() < 1_000);
/// Whoever did not look for so long takes everything as changed.
const ASLEEP: Duration = Duration::from_secs(60);
/// PostgreSQL's rows of changes are kept for this long: longer than anybody is awake without a look, by more than any
/// transaction lasts (a row is of the moment of the change, and is seen once its transaction ends).
const KEPT: Millis = HOUR;
/// Rows taken away in one transaction.
const PORTION: u64 = 5_000;
/// Changes read at once, and threads told apart; beyond it everything counts as changed.
const MANY: usize = 1_000;

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

pub struct Bus {
    known: Mutex<Known>,
    /// How far the database was read: a number on SQLite, a snapshot on PostgreSQL. One looks at a time, for all who wait.
    sight: tokio::sync::Mutex<Option<String>>,
}

/// When what last changed, in the order in which this process came to know.
struct Known {
    last: Seen,
    anywhere: Seen,
    threads: HashMap<i64, Seen>,
    /// When the last look began.
    looked_at: Option<Instant>,
    failed_at: Option<Instant>,
    /// When somebody was last answered who may have changed something here.
    acted_at: Option<Instant>,
    lag: Duration,
}

impl Default for Bus {
    fn default() -> Bus {
        let known = Known { last: 0, anywhere: 0, threads: HashMap::new(), looked_at: None, failed_at: None, acted_at: None, lag: LAG };
        Bus { known: Mutex::new(known), sight: tokio::sync::Mutex::default() }
    }
}

impl Bus {
    /// Looks at what changed, unless that was done lately; gives how far it came, or nothing where the database does not
    /// say. Whoever makes a page asks first, and the page is of that moment.
    pub async fn read(&self, db: &Db) -> Option<Seen> {
        let lag = self.lock().lag;
        self.read_within(db, lag).await
    }

    async fn read_within(&self, db: &Db, lag: Duration) -> Option<Seen> {
        let asked = Instant::now();
        let acted_at = self.lock().acted_at;
        // a look that began after one asked is as good as one's own
        let enough = |begun: Instant| begun >= asked || begun + lag > asked && acted_at.is_none_or(|at| begun > at);
        {
            let known = self.lock();
            if known.looked_at.is_some_and(enough) {
                return Some(known.last);
            }
            if known.failed_at.is_some_and(|at| at + known.lag > asked) {
                return None;
            }
        }
        let trouble = match tokio::time::timeout(PATIENCE, self.look(db, enough)).await {
            Ok(Ok(seen)) => return Some(seen),
            Ok(Err(error)) => error.to_string(),
            Err(_) => "it took too long".to_owned(),
        };
        tracing::debug!(error = %trouble, "what changed is not known");
        self.lock().failed_at = Some(Instant::now());
        None
    }

    async fn look(&self, db: &Db, enough: impl Fn(Instant) -> bool) -> Result<Seen, DbErr> {
        let mut sight = self.sight.lock().await;
        let begun = Instant::now();
        let slept = {
            let known = self.lock();
            if known.looked_at.is_some_and(enough) {
                return Ok(known.last);
            }
            known.looked_at.is_none_or(|at| begun - at > ASLEEP)
        };
        let found = match sight.as_deref() {
            Some(sight) if !slept => db::changes(db, sight, MANY + 1).await?,
            _ => db::no_changes(db).await?,
        };
        let lost = slept || found.len() > MANY || found.last().is_none_or(|c| c.behind);
        *sight = found.last().map(|c| c.sight.clone());
        let mut known = self.lock();
        known.looked_at = Some(begun);
        known.failed_at = None;
        known.note(lost, found.iter().filter_map(|c| c.id));
        Ok(known.last)
    }

    /// How far changes are known, without another look.
    pub fn seen(&self) -> Seen {
        self.lock().last
    }

    /// Does what was made then still hold?
    pub fn holds(&self, topic: Topic, then: Seen) -> bool {
        let known = self.lock();
        match topic {
            Topic::Thread(id) => known.anywhere <= then && known.threads.get(&id.0).is_none_or(|at| *at <= then),
            Topic::Everything => known.last <= then,
        }
    }

    /// When what may stand on any page last changed; nothing where the database does not say. What was read after one
    /// was told so holds as long as one is told the same.
    pub async fn anywhere(&self, db: &Db) -> Option<Seen> {
        self.read(db).await?;
        Some(self.lock().anywhere)
    }

    /// The same of a thread, and of what may stand on any page. `now`: whatever was said before one asked is known, in
    /// whichever process: whoever acted and is led to another process sees it there.
    pub async fn thread(&self, db: &Db, id: PostId, now: bool) -> Option<Seen> {
        let lag = if now { Duration::ZERO } else { self.lock().lag };
        self.read_within(db, lag).await?;
        let known = self.lock();
        Some(known.threads.get(&id.0).copied().unwrap_or_default().max(known.anywhere))
    }

    /// A request was answered that may have changed something: whoever asks from now on sees it.
    pub fn acted(&self) {
        self.lock().acted_at = Some(Instant::now());
    }

    /// Instead of [`LAG`]; for tests.
    pub fn look_every(&self, lag: Duration) {
        self.lock().lag = lag;
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

/// Takes away what every process has read by now, some at a time.
pub async fn tidy(db: &Db) -> Result<(), DbErr> {
    loop {
        let tx = db.write().await?;
        let gone = db::forget_changes(&tx, KEPT, PORTION).await?;
        tx.commit().await?;
        if gone < PORTION {
            return Ok(());
        }
    }
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
