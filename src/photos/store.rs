//! Where photos are kept: a folder, or S3 and what speaks its language. Both are served through us. Names are never used
//! twice, so an object never changes.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use bytes::Bytes;
use futures_util::TryStreamExt as _;
use futures_util::stream::BoxStream;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _, PutPayload};
use tokio::sync::OnceCell;
use tokio::time::Instant;

use crate::clock::{HOUR, Millis};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::photos::jobs::is_ours;

/// How long an object may take to be kept or removed, and until it begins to come: whoever waits for a page has few
/// connections, and each of its photos takes one.
const AT_MOST: Duration = Duration::from_secs(10);
const READ: Duration = Duration::from_secs(3);
/// After so many failures in a row nobody is made to wait any more; from time to time one tries.
const FAILURES: u32 = 5;
const REST: Duration = Duration::from_secs(30);
/// Everything that is kept, named: for the command that checks it.
const LISTING: Duration = Duration::from_secs(600);

/// Opened when it is first needed: commands that touch no photo need no folder.
pub struct Store {
    config: Settings,
    opened: OnceCell<Arc<dyn ObjectStore>>,
    health: Mutex<Health>,
}

#[derive(Default)]
struct Health {
    failures: u32,
    /// Nothing is asked before.
    rests_until: Option<Instant>,
}

enum Settings {
    Folder(PathBuf),
    Bucket(Bucket),
}

/// S3, or what speaks like it.
#[cfg_attr(not(feature = "s3"), allow(dead_code, reason = "read where S3 is built in"))]
struct Bucket {
    name: String,
    region: String,
    endpoint: String,
    key: String,
    secret: String,
}

impl Store {
    pub fn new(config: &Config) -> Store {
        let get = |name| config.get(name).to_owned();
        let config = match config.get("photos.bucket") {
            "" => Settings::Folder(config.photos_folder()),
            name => Settings::Bucket(Bucket { name: name.into(), region: get("photos.region"), endpoint: get("photos.endpoint"), key: get("photos.access_key"), secret: get("photos.secret_key") }),
        };
        Store { config, opened: OnceCell::new(), health: Mutex::default() }
    }

    async fn open(&self) -> Result<&dyn ObjectStore> {
        let open = self.opened.get_or_try_init(async || match &self.config {
            Settings::Folder(folder) => {
                tokio::fs::create_dir_all(folder).await.with_context(|| format!("the folder of photos {} cannot be made", folder.display()))?;
                let folder = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
                Ok(Arc::new(folder) as Arc<dyn ObjectStore>)
            }
            Settings::Bucket(bucket) => bucket.open(),
        });
        open.await.map(|store| &**store).map_err(|e: anyhow::Error| Error::Unavailable(format!("photos: {e:#}")))
    }

    /// Keeps an object; again if it was there.
    pub async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<()> {
        let store = self.open().await?;
        self.within(AT_MOST, async { store.put(&Path::from(name), PutPayload::from(bytes)).await.map(|_| ()) }).await
    }

    /// Is it there?
    pub async fn has(&self, name: &str) -> Result<bool> {
        let store = self.open().await?;
        self.within(READ, async {
            match store.head(&Path::from(name)).await {
                Err(object_store::Error::NotFound { .. }) => Ok(false),
                other => other.map(|_| true),
            }
        })
        .await
    }

    /// The bytes of an object as they come; none where there is none.
    pub async fn get(&self, name: &str) -> Result<Option<BoxStream<'static, object_store::Result<Bytes>>>> {
        let store = self.open().await?;
        self.within(READ, async {
            match store.get(&Path::from(name)).await {
                Err(object_store::Error::NotFound { .. }) => Ok(None),
                other => other.map(|found| Some(found.into_stream())),
            }
        })
        .await
    }

    /// Removes an object; nothing happens where there is none.
    pub async fn remove(&self, name: &str) -> Result<()> {
        let store = self.open().await?;
        self.within(AT_MOST, async {
            match store.delete(&Path::from(name)).await {
                Err(object_store::Error::NotFound { .. }) => Ok(()),
                other => other,
            }
        })
        .await
    }

    /// Is it a folder of this machine?
    pub fn is_folder(&self) -> bool {
        matches!(self.config, Settings::Folder(_))
    }

    /// Is there a folder? A bucket always is.
    pub async fn is_there(&self) -> bool {
        match &self.config {
            Settings::Folder(folder) => tokio::fs::try_exists(folder).await.unwrap_or(false),
            Settings::Bucket(_) => true,
        }
    }

    /// Names of everything that is kept.
    pub async fn names(&self) -> Result<Vec<String>> {
        let store = self.open().await?;
        let list = store.list(None).map_ok(|o| o.location.to_string()).try_collect();
        self.within(LISTING, list).await
    }

    /// What is left, an hour later, of objects that were being written when the process ended: they have no name yet.
    pub async fn clear(&self, now: Millis) -> Result<usize> {
        let Settings::Folder(folder) = &self.config else { return Ok(0) };
        let (folder, before) = (folder.clone(), Duration::from_millis(u64::try_from(now - HOUR).unwrap_or(0)));
        tokio::task::spawn_blocking(move || clear(&folder, &folder, before)).await.map_err(|e| Error::Internal(e.into()))
    }

    /// Does it in time, or gives up; after several failures at once.
    async fn within<T>(&self, at_most: Duration, work: impl Future<Output = object_store::Result<T>>) -> Result<T> {
        {
            let mut health = self.health.lock().unwrap_or_else(PoisonError::into_inner);
            if health.failures >= FAILURES {
                if health.rests_until.is_some_and(|until| Instant::now() < until) {
                    return Err(slow());
                }
                // this one tries; those that come meanwhile do not wait for it
                health.rests_until = Some(Instant::now() + REST);
            }
        }
        let done = tokio::time::timeout(at_most, work).await;
        let mut health = self.health.lock().unwrap_or_else(PoisonError::into_inner);
        match done {
            Ok(Ok(done)) => {
                *health = Health::default();
                return Ok(done);
            }
            _ => {
                health.failures = health.failures.saturating_add(1);
                health.rests_until = Some(Instant::now() + REST);
            }
        }
        drop(health);
        match done {
            Ok(Err(e)) => Err(unavailable(&e)),
            _ => Err(slow()),
        }
    }
}

/// Such a file is called as its object will be, `#` and a number behind.
fn clear(root: &std::path::Path, folder: &std::path::Path, before: Duration) -> usize {
    let mut cleared = 0;
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|t| t.is_dir()) {
            cleared += clear(root, &path, before);
            continue;
        }
        let name = path.strip_prefix(root).ok().and_then(|n| n.to_str()).and_then(|n| n.rsplit_once('#'));
        let staged = name.is_some_and(|(name, n)| is_ours(name) && !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        let written = entry.metadata().and_then(|m| m.modified()).ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        if staged && written.is_some_and(|at| at < before) && std::fs::remove_file(&path).is_ok() {
            cleared += 1;
        }
    }
    cleared
}

fn unavailable(e: &object_store::Error) -> Error {
    Error::Unavailable(format!("photos: {e}"))
}

fn slow() -> Error {
    Error::Unavailable("photos: where they are kept does not answer".into())
}

impl Bucket {
    #[cfg(feature = "s3")]
    fn open(&self) -> anyhow::Result<Arc<dyn ObjectStore>> {
        use object_store::aws::AmazonS3Builder;
        use object_store::{BackoffConfig, ClientOptions, RetryConfig};
        // the one that mail uses; there may be one already
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = ClientOptions::new().with_timeout(AT_MOST).with_connect_timeout(Duration::from_secs(3)).with_allow_http(self.endpoint.starts_with("http://"));
        let retry = RetryConfig { backoff: BackoffConfig::default(), max_retries: 2, retry_timeout: AT_MOST };
        let mut builder = AmazonS3Builder::new().with_bucket_name(&self.name).with_region(if self.region.is_empty() { "us-east-1" } else { &self.region });
        if !self.endpoint.is_empty() {
            builder = builder.with_endpoint(&self.endpoint);
        }
        if !self.key.is_empty() {
            builder = builder.with_access_key_id(&self.key).with_secret_access_key(&self.secret);
        }
        // one at a time: not every S3 takes lists
        let built = builder.with_disable_bulk_delete(true).with_client_options(client).with_retry(retry).build().context("the settings of S3 do not fit")?;
        Ok(Arc::new(built))
    }

    #[cfg(not(feature = "s3"))]
    fn open(&self) -> anyhow::Result<Arc<dyn ObjectStore>> {
        anyhow::bail!("this program was built without S3")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_cut_off_goes_and_what_is_kept_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("ab")).expect("a folder");
        let ours = format!("{}-01234567", "ab".repeat(32));
        for name in [format!("{ours}.jpeg"), format!("{ours}.jpeg#1"), format!("{ours}-small.png#23"), format!("{ours}.png#"), "#notes#".into(), "x.jpeg#1".into()] {
            std::fs::write(folder.path().join("ab").join(name), "x").expect("written");
        }
        let clear = |before| clear(folder.path(), folder.path(), before);
        assert_eq!(clear(Duration::from_secs(1)), 0, "they may be on their way");
        assert_eq!(clear(Duration::from_secs(u64::from(u32::MAX) * 2)), 2);
        assert_eq!(std::fs::read_dir(folder.path().join("ab")).expect("read").count(), 4);
    }
}
