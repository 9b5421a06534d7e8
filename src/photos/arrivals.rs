//! Photos on their way in: how many at once, from whom, and whether there is room for more.
//!
//! What must stay true: whoever sends slowly, or often, keeps no other from sending; the disk of the database is never filled.

use std::collections::HashMap;
use std::fs::File;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use entity::AccountId;
use tokio::time::Instant;

use crate::config::Config;

/// At once: altogether, and from one.
const TOGETHER: usize = 48;
const OF_A_MEMBER: usize = 3;
/// Behind one address there may be many.
const OF_AN_ADDRESS: usize = 8;
/// How long what was found of the disk is believed.
const BELIEVED: Duration = Duration::from_secs(1);

/// Who sends one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum From {
    Member(AccountId),
    Address(IpAddr),
}

pub struct Arrivals {
    under_way: Mutex<HashMap<From, usize>>,
    /// The folder of photos; none where they are in S3.
    folder: Option<PathBuf>,
    /// Bytes of its disk that photos leave to the database.
    keep_free: u64,
    free: Mutex<Option<(Instant, bool)>>,
}

/// One on its way; over when dropped.
pub struct Arrival<'a> {
    all: &'a Arrivals,
    from: From,
}

impl Arrivals {
    pub fn new(config: &Config) -> Arrivals {
        let folder = config.get("photos.bucket").is_empty().then(|| config.photos_folder());
        Arrivals { under_way: Mutex::default(), folder, keep_free: u64::from(config.number("photos.keep_free")) << 20, free: Mutex::default() }
    }

    /// A place for one more, if there is one.
    pub fn begin(&self, from: From) -> Option<Arrival<'_>> {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        let most = if matches!(from, From::Member(_)) { OF_A_MEMBER } else { OF_AN_ADDRESS };
        if under_way.values().sum::<usize>() >= TOGETHER || under_way.get(&from).is_some_and(|n| *n >= most) {
            return None;
        }
        *under_way.entry(from).or_default() += 1;
        Some(Arrival { all: self, from })
    }

    /// Is there room on the disk? Asked at most once a second.
    pub fn has_room(&self) -> bool {
        let Some(folder) = &self.folder else { return true };
        let mut known = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, enough)) = *known
            && at.elapsed() < BELIEVED
        {
            return enough;
        }
        // before the first photo there is no folder: that of the program is on the same disk, or all is well
        let there = folder.ancestors().find(|p| p.is_dir()).map_or_else(|| PathBuf::from("."), PathBuf::from);
        let enough = rustix::fs::statvfs(&there).map_or(true, |s| s.f_bavail.saturating_mul(s.f_frsize) >= self.keep_free);
        if !enough {
            tracing::error!(folder = %there.display(), "the disk is nearly full: no photos are taken in");
        }
        *known = Some((Instant::now(), enough));
        enough
    }

    /// A file without a name, beside those that are kept: `/tmp` may be memory.
    pub fn file(&self) -> std::io::Result<File> {
        match self.folder.as_deref().filter(|f| f.is_dir()) {
            Some(folder) => tempfile::tempfile_in(folder),
            None => tempfile::tempfile(),
        }
    }
}

impl Drop for Arrival<'_> {
    fn drop(&mut self) {
        let mut under_way = self.all.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(n) = under_way.get_mut(&self.from) {
            *n -= 1;
            if *n == 0 {
                under_way.remove(&self.from);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_takes_every_place() {
        let all = Arrivals::new(&Config::defaults());
        let ada = From::Member(AccountId(1));
        let mut held: Vec<Arrival<'_>> = (0..OF_A_MEMBER).filter_map(|_| all.begin(ada)).collect();
        assert_eq!(held.len(), OF_A_MEMBER);
        assert!(all.begin(ada).is_none());
        assert!(all.begin(From::Member(AccountId(2))).is_some());
        held.pop();
        assert!(all.begin(ada).is_some(), "a place that is left is free again");
    }

    #[test]
    fn a_disk_that_is_nearly_full_takes_none() {
        let mut config = Config::defaults();
        assert!(config.set("photos.keep_free", "4000000000").is_ok());
        assert!(!Arrivals::new(&config).has_room());
    }
}
