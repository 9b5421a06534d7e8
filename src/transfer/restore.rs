//! A backup put where nothing is yet: looked at as a whole first, then all of it or nothing.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{BufReader, ErrorKind, Read as _, Seek as _, SeekFrom, Take};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use sea_orm::Value;

use super::load::{self, Loader, Portions};
use super::manifest::{LIST, Manifest, NAME, file_of_photo, file_of_table};
use super::{Carried, beside, folder_of, rows, sync_folder, tar};
use crate::config::Config;
use crate::db::Db;
use crate::db::tables::{Column, Table};
use crate::photos::Store;
use crate::search;

/// A manifest may name many photos; a photo of ours has some MiB.
const MANIFEST_AT_MOST: u64 = 1 << 30;
const PHOTO_AT_MOST: u64 = 64 << 20;

/// A whole backup, open.
pub struct Backup {
    pub manifest: Manifest,
    file: File,
    /// File → where its bytes begin, how many they are.
    places: HashMap<String, (u64, u64)>,
}

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    pub carried: Carried,
    pub photos: u64,
    /// Photos that rows name and that are not there.
    pub missing: Vec<String>,
}

impl Backup {
    /// Reads all of it: is it one, is it whole, is it what its manifest says and nothing more?
    pub fn open(from: &Path) -> anyhow::Result<Backup> {
        let file = File::open(from).with_context(|| format!("cannot open {}", from.display()))?;
        ensure!(file.metadata()?.is_file(), "{} is no file", from.display());
        let mut text = Vec::new();
        let found = tar::walk(&file, |name, bytes| {
            ensure!(text.is_empty(), "the backup is damaged: {name} stands behind its end");
            if name == NAME {
                bytes.take(MANIFEST_AT_MOST).read_to_end(&mut text)?;
            }
            Ok(())
        })?;
        ensure!(!text.is_empty(), "this is no backup of Entraide: it has no {NAME}");
        let manifest = Manifest::of(&text, &found)?;
        let places = found.into_iter().map(|f| (f.member.name, (f.at, f.member.bytes))).collect();
        Ok(Backup { manifest, file, places })
    }

    fn part(&self, name: &str) -> anyhow::Result<Take<BufReader<File>>> {
        let (at, bytes) = self.places.get(name).with_context(|| format!("the backup lacks {name}"))?;
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(*at))?;
        Ok(BufReader::with_capacity(1 << 18, file).take(*bytes))
    }

    fn bytes(&self, name: &str) -> anyhow::Result<Vec<u8>> {
        let mut all = Vec::new();
        let mut part = self.part(name)?;
        ensure!(part.limit() <= PHOTO_AT_MOST || name == LIST, "{name} is too large for a photo");
        part.read_to_end(&mut all)?;
        Ok(all)
    }

    /// Names of the photos, wherever they are.
    fn photos(&self) -> anyhow::Result<Vec<String>> {
        if self.manifest.photos.inside {
            return Ok(self.manifest.files.iter().filter_map(|f| f.name.strip_prefix("photos/").map(str::to_owned)).collect());
        }
        Ok(String::from_utf8(self.bytes(LIST)?)?.lines().map(str::to_owned).collect())
    }

    /// The same table here, if the backup has it as this schema does.
    fn fits(&self, tables: &[Table]) -> anyhow::Result<()> {
        let here: Vec<(&str, &[Column])> = tables.iter().map(|t| (t.name.as_str(), t.columns.as_slice())).collect();
        let there: Vec<(&str, &[Column])> = self.manifest.tables.iter().map(|t| (t.name.as_str(), t.columns.as_slice())).collect();
        if here == there {
            return Ok(());
        }
        let other = here.iter().chain(&there).find(|t| !here.contains(t) || !there.contains(t)).map_or("", |t| t.0);
        bail!("the backup says that its schema is {}, and has another table {other}", self.manifest.schema)
    }
}

/// Puts a backup where nothing is yet.
pub async fn restore(from: &Path, config: &Config) -> anyhow::Result<Restored> {
    let path = from.to_owned();
    let backup = tokio::task::spawn_blocking(move || Backup::open(&path)).await??;
    let url = config.database_url();
    let store = Store::new(config);
    if backup.manifest.photos.inside && store.is_folder() && store.is_there().await {
        ensure!(store.names().await?.is_empty(), "{} is not empty: a backup is restored where nothing is yet", config.photos_folder().display());
    }
    match Db::file_of(url) {
        Some(file) => into_file(&backup, file, &store).await,
        None => {
            let db = Db::connect(url).await?;
            let done = into_server(&backup, &db, &store).await;
            db.close().await?;
            done
        }
    }
}

/// SQLite: into another file first, which then gets its name.
async fn into_file(backup: &Backup, file: &Path, store: &Store) -> anyhow::Result<Restored> {
    for path in with_log(file)? {
        ensure!(!path.exists(), "{} is there already: a backup is restored where nothing is yet; stop the server and move it away", path.display());
    }
    let part = beside(file, ".part")?;
    let remove = || {
        for path in with_log(&part).unwrap_or_default() {
            let _ = fs::remove_file(path);
        }
    };
    remove();
    let restored = async {
        let db = Db::connect(&format!("sqlite://{}", part.display())).await?;
        let restored = fill(backup, &db, store).await;
        let sound = match &restored {
            Ok(_) => db.is_sound().await,
            Err(_) => Ok(()),
        };
        db.close().await?;
        sound?;
        restored
    };
    let named = async {
        let restored = restored.await?;
        let log = beside(&part, "-wal")?;
        ensure!(fs::metadata(&log).map_or(0, |m| m.len()) == 0, "{} was not closed", part.display());
        File::open(&part)?.sync_all()?;
        name(&part, file)?;
        anyhow::Ok(restored)
    };
    match named.await {
        Ok(restored) => {
            sync_folder(folder_of(file))?;
            remove();
            Ok(restored)
        }
        Err(e) => {
            remove();
            // the folder was empty
            if backup.manifest.photos.inside && store.is_folder() {
                take_away(store, &backup.photos().unwrap_or_default()).await;
            }
            Err(e)
        }
    }
}

/// Gives the restored file its name, unless somebody began another one under it meanwhile.
fn name(part: &Path, file: &Path) -> anyhow::Result<()> {
    for path in with_log(file)? {
        ensure!(!path.exists(), "{} came meanwhile: stop the server and move it away", path.display());
    }
    match fs::hard_link(part, file) {
        // some file systems have none
        Err(e) if matches!(e.kind(), ErrorKind::Unsupported | ErrorKind::PermissionDenied) => Ok(fs::rename(part, file)?),
        done => done.with_context(|| format!("{} cannot be given its name", file.display())),
    }
}

/// The file of a database, and those that SQLite keeps beside it.
fn with_log(file: &Path) -> anyhow::Result<[PathBuf; 3]> {
    Ok([file.to_owned(), beside(file, "-wal")?, beside(file, "-shm")?])
}

/// PostgreSQL: in one transaction, where nobody serves from it.
async fn into_server(backup: &Backup, db: &Db, store: &Store) -> anyhow::Result<Restored> {
    let mut tries = 5;
    // one that stopped just now is still counted for a moment
    while db.is_served().await? {
        tries -= 1;
        ensure!(tries > 0, "a server runs on this database: stop it first");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    load::must_be_empty(db.read()).await?;
    if let Some(schema) = db.schema().await? {
        ensure!(schema <= backup.manifest.schema, "the database is empty, but its schema ({schema}) is newer than the backup's ({}): give a new one", backup.manifest.schema);
    }
    fill(backup, db, store).await
}

async fn fill(backup: &Backup, db: &Db, store: &Store) -> anyhow::Result<Restored> {
    // as it was then; what came since comes after the rows
    db.migrate_to(&backup.manifest.schema).await?;
    let tables = crate::db::tables::tables(db.read()).await?;
    backup.fits(&tables)?;
    let mut loader = Loader::begin(db, &tables).await?;
    for table in &backup.manifest.tables {
        let mut lines = Lines { from: backup.part(&file_of_table(&table.name))?, line: Vec::new() };
        loader.table(&mut lines, table.last).await?;
    }
    let loaded = loader.compared().await?;
    let (new, kept) = keep_photos(backup, store).await;
    let carried = match kept {
        Ok(photos) => loaded.keep().await.map(|carried| (carried, photos)),
        Err(e) => Err(e),
    };
    let (carried, photos) = match carried {
        Ok(carried) => carried,
        Err(e) => {
            take_away(store, &new).await;
            return Err(e);
        }
    };
    let finished = async {
        db.migrate().await?;
        db.take_stock().await;
        search::rebuild(db).await.context("the rows are there; the search could not be made")
    };
    finished.await?;
    let missing = match backup.manifest.photos.inside {
        true => backup.manifest.photos.missing.clone(),
        false => lost(backup, store).await,
    };
    Ok(Restored { carried, photos, missing })
}

/// Those that were not there before, also where not all could be kept; and how many there are. A name is never used twice:
/// what a bucket has under it is the photo.
async fn keep_photos(backup: &Backup, store: &Store) -> (Vec<String>, anyhow::Result<u64>) {
    let mut new = Vec::new();
    if !backup.manifest.photos.inside {
        return (new, Ok(0));
    }
    let all = async {
        let names = backup.photos()?;
        let count = names.len() as u64;
        for name in names {
            if store.has(&name).await.with_context(|| name.clone())? {
                continue;
            }
            let bytes = backup.bytes(&file_of_photo(&name))?;
            new.push(name.clone());
            store.put(&name, bytes).await.with_context(|| name)?;
        }
        anyhow::Ok(count)
    };
    let done = all.await;
    (new, done)
}

async fn take_away(store: &Store, photos: &[String]) {
    for name in photos {
        let _ = store.remove(name).await;
    }
}

/// Photos that a backup only names, and that are not where they should be.
async fn lost(backup: &Backup, store: &Store) -> Vec<String> {
    let named = backup.photos().unwrap_or_default();
    if named.is_empty() {
        return named;
    }
    match store.names().await {
        Ok(there) => {
            let there: std::collections::HashSet<String> = there.into_iter().collect();
            named.into_iter().filter(|n| !there.contains(n)).collect()
        }
        Err(error) => {
            tracing::warn!(%error, "whether all photos are there is not known");
            Vec::new()
        }
    }
}

/// Rows of a table's file, some at a time.
struct Lines {
    from: Take<BufReader<File>>,
    line: Vec<u8>,
}

/// Rows and bytes of one portion.
const PORTION: usize = 500;
const PORTION_BYTES: usize = 4 << 20;

impl Portions for Lines {
    async fn next(&mut self, table: &Table) -> anyhow::Result<Vec<Vec<Value>>> {
        let (mut portion, mut bytes) = (Vec::new(), 0);
        while portion.len() < PORTION && bytes < PORTION_BYTES {
            let Some(row) = rows::read(&mut self.from, &mut self.line, &table.columns)? else { break };
            bytes += self.line.len();
            portion.push(row);
        }
        Ok(portion)
    }
}
