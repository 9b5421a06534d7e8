//! What is the same for everyone and costs something to read: remembered for a while, and never beyond a change of what
//! may stand on any page (a name, a title, what hides them), so that nothing taken away stands in it any longer than on
//! the pages themselves.

use std::hash::Hash;
use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use moka::policy::EvictionPolicy;
use sea_orm::DbErr;

use super::{Bus, Seen};
use crate::db::Db;
use crate::error::Result;

/// Under each key also how far changes were known before it was read: what was read before a change is never found after
/// it, however long the reading took.
pub struct Memory<K, V>(Cache<(Seen, K), Arc<V>>);

impl<K: Hash + Eq + Send + Sync + 'static, V: Send + Sync + 'static> Memory<K, V> {
    pub fn new(room: u64, life: Duration) -> Memory<K, V> {
        // what is of before a change is asked for no more, and goes first
        Memory(Cache::builder().max_capacity(room).time_to_live(life).eviction_policy(EvictionPolicy::lru()).build())
    }

    /// With room for so many bytes; `weight` says how many one takes.
    pub fn weighed(room: u64, life: Duration, weight: impl Fn(&V) -> usize + Send + Sync + 'static) -> Memory<K, V> {
        let weight = move |_: &(Seen, K), value: &Arc<V>| u32::try_from(weight(value)).unwrap_or(u32::MAX);
        Memory(Cache::builder().max_capacity(room).weigher(weight).time_to_live(life).eviction_policy(EvictionPolicy::lru()).build())
    }

    /// What is remembered, or else what is read now. Many who ask at once wait for one.
    pub async fn get(&self, bus: &Bus, db: &Db, key: K, read: impl Future<Output = Result<V, DbErr>>) -> Result<Arc<V>> {
        self.get_as_of(bus.anywhere(db).await, key, read).await
    }

    /// The same, as of what the bus said: of a thread, say ([`Bus::thread`]).
    pub async fn get_as_of(&self, seen: Option<Seen>, key: K, read: impl Future<Output = Result<V, DbErr>>) -> Result<Arc<V>> {
        let Some(seen) = seen else { return Ok(Arc::new(read.await?)) };
        Ok(self.0.try_get_with((seen, key), async { read.await.map(Arc::new) }).await?)
    }
}
