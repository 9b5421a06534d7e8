//! A backup: one tar with a file for each table, the photos (or, where they are kept elsewhere, their names) and a manifest.
//! Whoever serves the community goes on meanwhile; memory holds some hundred rows, or a photo.

use std::fs::{self, File, OpenOptions};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, ensure};
use futures_util::TryStreamExt as _;
use sea_orm::{ConnectionTrait, Value};
use tokio::time::Instant;

use super::manifest::{LIST, Manifest, NAME, Photos, Rows, file_of_photo, file_of_table};
use super::tar::Writer;
use super::{beside, folder_of, rows, sync_folder};
use crate::clock::{MINUTE, Millis};
use crate::db::Db;
use crate::db::tables::{self, Table};
use crate::photos::{Store, actions, queries};

/// How long photos that nobody uses any more are left where they are, each time it is said.
const HOLD: Millis = 10 * MINUTE;
const SAY_AGAIN: Duration = Duration::from_secs(60);
/// Photos that are there and cannot be read, at most: fewer than make the store rest.
const UNREADABLE: usize = 3;

/// How it is made.
pub struct How<'a> {
    /// Photos in a folder are taken along.
    pub photos: bool,
    /// What has the name already is replaced.
    pub over: bool,
    /// Half of the time, others have the machine.
    pub gently: bool,
    /// Bytes of the disk that stay free.
    pub keep_free: u64,
    /// Whoever asked wants it no more.
    pub stop: &'a (dyn Fn() -> bool + Send + Sync),
}

impl Default for How<'_> {
    fn default() -> Self {
        How { photos: true, over: false, gently: false, keep_free: 0, stop: &|| false }
    }
}

/// It was stopped before its end.
#[derive(Debug, thiserror::Error)]
#[error("stopped before its end")]
pub struct Stopped;

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub manifest: Manifest,
    pub bytes: u64,
}

/// Makes one. Under its name there is a whole one or none, whatever happens.
pub async fn make(db: &Db, store: &Store, to: &Path, how: &How<'_>, now: Millis) -> anyhow::Result<Made> {
    ensure!(how.over || !to.exists(), "{} is there already", to.display());
    fs::create_dir_all(folder_of(to)).with_context(|| format!("cannot create {}", folder_of(to).display()))?;
    let part = beside(to, ".part")?;
    let file = private_file(&part)?;
    let who = format!("{:016x}", rand::random::<u64>());
    let mut hold = (how.photos && store.is_folder()).then(|| Hold { db, who: &who, now, begun: Instant::now(), said: Instant::now() });
    let made = fill(db, store, file, folder_of(to), how, &mut hold, now).await;
    if hold.is_some() && let Err(error) = actions::hold(db, &who, None).await {
        tracing::warn!(%error, "photos stay held for some minutes");
    }
    match made {
        Ok(made) => {
            fs::rename(&part, to)?;
            sync_folder(folder_of(to))?;
            Ok(made)
        }
        Err(e) => {
            // nothing half done stays
            let _ = fs::remove_file(&part);
            Err(e)
        }
    }
}

/// It holds addresses and password hashes: its owner's alone. One that somebody writes at this moment is left to them.
fn private_file(path: &Path) -> anyhow::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let file = options.open(path).with_context(|| format!("cannot write {}", path.display()))?;
    ensure!(file.try_lock().is_ok(), "a backup is being written to {}", path.display());
    file.set_len(0)?;
    Ok(file)
}

/// Photos that rows of the moment name stay until the backup ends.
struct Hold<'a> {
    db: &'a Db,
    who: &'a str,
    now: Millis,
    begun: Instant,
    said: Instant,
}

impl Hold<'_> {
    async fn say(&mut self) -> anyhow::Result<()> {
        self.said = Instant::now();
        let passed = Millis::try_from(self.begun.elapsed().as_millis()).unwrap_or(0);
        Ok(actions::hold(self.db, self.who, Some(self.now + passed + HOLD)).await?)
    }
}

async fn fill(db: &Db, store: &Store, file: File, folder: &Path, how: &How<'_>, hold: &mut Option<Hold<'_>>, now: Millis) -> anyhow::Result<Made> {
    if let Some(hold) = hold {
        hold.say().await?;
    }
    let moment = db.unhurried().await?;
    let schema = db.schema().await?.context("the database has no schema yet")?;
    let mut manifest = Manifest::new(schema, now);
    let all = tables::tables(&moment).await?;
    let photos = if all.iter().any(|t| t.name == "photo") { queries::objects(&moment).await? } else { Vec::new() };
    let inside = how.photos && store.is_folder();
    let of_photos: u64 = photos.iter().filter(|_| inside).map(queries::Object::bytes).sum();
    enough_room(folder, db.size().await? + of_photos, how.keep_free)?;
    let mut tar = Tar { writer: Some(Writer::new(file, u64::try_from(now / 1_000).unwrap_or(0))), how, hold };
    for table in &all {
        let rows = tar.table(&moment, table, &mut manifest).await.with_context(|| format!("table {}", table.name))?;
        let columns = table.columns.clone();
        manifest.tables.push(Rows { name: table.name.clone(), columns, rows, last: table.numbered(&moment).await? });
    }
    moment.rollback().await?;
    let mut names: Vec<String> = photos.into_iter().flat_map(|p| p.names()).collect();
    names.sort_unstable();
    manifest.photos = Photos { inside, files: names.len() as u64, missing: Vec::new() };
    if inside {
        tar.photos(store, names, &mut manifest).await?;
    } else {
        let list: String = names.iter().map(|n| format!("{n}\n")).collect();
        tar.file(LIST, list.into_bytes(), &mut manifest).await?;
    }
    let text = serde_json::to_vec_pretty(&manifest)?;
    let bytes = tar
        .work(move |mut tar| {
            tar.begin(NAME)?;
            tar.write(&text)?;
            tar.end()?;
            Ok((None, tar.finish()?))
        })
        .await?;
    Ok(Made { manifest, bytes })
}

fn enough_room(folder: &Path, needed: u64, keep_free: u64) -> anyhow::Result<()> {
    let Ok(disk) = rustix::fs::statvfs(folder) else { return Ok(()) };
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let mib = |bytes: u64| bytes.div_ceil(1 << 20);
    ensure!(free >= needed.saturating_add(keep_free), "not enough room in {}: about {} MiB are needed besides the {} MiB that stay free, and {} MiB are there", folder.display(), mib(needed), mib(keep_free), mib(free));
    Ok(())
}

/// The tar under way; what takes time happens beside the async threads.
struct Tar<'a, 'b> {
    writer: Option<Writer>,
    how: &'a How<'a>,
    hold: &'a mut Option<Hold<'b>>,
}

impl Tar<'_, '_> {
    async fn work<T: Send + 'static>(&mut self, work: impl FnOnce(Writer) -> anyhow::Result<(Option<Writer>, T)> + Send + 'static) -> anyhow::Result<T> {
        let writer = self.writer.take().context("the backup was ended")?;
        let (writer, done) = tokio::task::spawn_blocking(move || work(writer)).await??;
        self.writer = writer;
        Ok(done)
    }

    /// Lets others have the machine; fails where nobody wants the backup any more.
    async fn pause(&mut self, begun: Instant) -> anyhow::Result<()> {
        if (self.how.stop)() {
            return Err(Stopped.into());
        }
        if let Some(hold) = self.hold.as_mut().filter(|h| h.said.elapsed() > SAY_AGAIN) {
            hold.say().await?;
        }
        if self.how.gently {
            tokio::time::sleep(begun.elapsed()).await;
        }
        Ok(())
    }

    async fn table(&mut self, moment: &impl ConnectionTrait, table: &Table, manifest: &mut Manifest) -> anyhow::Result<i64> {
        let (mut count, mut last): (i64, Option<Vec<Value>>) = (0, None);
        let name = file_of_table(&table.name);
        self.work(move |mut tar| tar.begin(&name).map(|()| (Some(tar), ()))).await?;
        loop {
            let begun = Instant::now();
            let portion = table.after(moment, last.as_deref()).await?;
            let Some(end) = portion.last().cloned() else { break };
            count += i64::try_from(portion.len())?;
            last = Some(end);
            self.work(move |mut tar| {
                let mut text = Vec::new();
                portion.iter().try_for_each(|row| rows::write(&mut text, row))?;
                tar.write(&text)?;
                Ok((Some(tar), ()))
            })
            .await?;
            self.pause(begun).await?;
        }
        manifest.files.push(self.work(|mut tar| tar.end().map(|m| (Some(tar), m))).await?);
        Ok(count)
    }

    async fn file(&mut self, name: &str, bytes: Vec<u8>, manifest: &mut Manifest) -> anyhow::Result<()> {
        let name = name.to_owned();
        let member = self
            .work(move |mut tar| {
                tar.begin(&name)?;
                tar.write(&bytes)?;
                tar.end().map(|m| (Some(tar), m))
            })
            .await?;
        manifest.files.push(member);
        Ok(())
    }

    /// One that is lost or cannot be read is named: a backup of all the rest is better than none. Many that cannot be read
    /// are something else.
    async fn photos(&mut self, store: &Store, names: Vec<String>, manifest: &mut Manifest) -> anyhow::Result<()> {
        let mut unreadable = 0;
        for name in names {
            let begun = Instant::now();
            match read(store, &name).await {
                Ok(Some(bytes)) => self.file(&file_of_photo(&name), bytes, manifest).await?,
                Err(error) if unreadable == UNREADABLE => return Err(error.context(name)),
                other => {
                    unreadable += usize::from(other.is_err());
                    tracing::warn!(%name, error = ?other.err(), "a photo is missing");
                    manifest.photos.files -= 1;
                    manifest.photos.missing.push(name);
                }
            }
            self.pause(begun).await?;
        }
        Ok(())
    }
}

async fn read(store: &Store, name: &str) -> anyhow::Result<Option<Vec<u8>>> {
    let Some(stream) = store.get(name).await? else { return Ok(None) };
    Ok(Some(stream.try_fold(Vec::new(), |mut all, part| async move { all.extend_from_slice(&part); Ok(all) }).await?))
}
