//! A backup is a folder: the community as one SQLite file, whatever it is served from; its photos; and a page that says
//! what is in it, so that a copy that was cut short or changed is not restored.

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Carried, carry};
use crate::clock::Millis;
use crate::db::Db;

const DATABASE: &str = "entraide.db";
const PHOTOS: &str = "photos";
const CONTENTS: &str = "contents.json";

/// What is in a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// The program that made it.
    pub version: String,
    pub made_at: Millis,
    pub bytes: u64,
    pub sha256: String,
    pub photos: u64,
}

/// Writes a backup into a folder that is not there yet. Whoever serves the community goes on meanwhile.
pub async fn make(db: &Db, photos: &Path, to: &Path, now: Millis) -> anyhow::Result<Contents> {
    ensure!(!to.exists(), "{} is there already", to.display());
    let part = beside(to, "part")?;
    if part.exists() {
        fs::remove_dir_all(&part).with_context(|| format!("what is left of an earlier try in {}", part.display()))?;
    }
    let made = fill(db, photos, &part, now).await;
    if made.is_err() {
        // nothing half done stays
        let _ = fs::remove_dir_all(&part);
    }
    let contents = made?;
    fs::rename(&part, to)?;
    sync_folder(to.parent())?;
    Ok(contents)
}

async fn fill(db: &Db, photos: &Path, part: &Path, now: Millis) -> anyhow::Result<Contents> {
    private_folder(part)?;
    let file = part.join(DATABASE);
    if !db.copy_into(&file).await? {
        let copy = Db::connect(&format!("sqlite://{}", file.display())).await?;
        copy.migrate().await?;
        carry(db, &copy).await?;
        copy.close().await?;
    }
    // after the rows: what they name is there, and what came since does no harm
    let photos = copy_folder(photos, &part.join(PHOTOS))?;
    let (bytes, sha256) = digest(&file)?;
    File::open(&file)?.sync_all()?;
    let contents = Contents { version: env!("CARGO_PKG_VERSION").into(), made_at: now, bytes, sha256, photos };
    let mut page = File::create(part.join(CONTENTS))?;
    page.write_all(serde_json::to_string_pretty(&contents)?.as_bytes())?;
    page.sync_all()?;
    sync_folder(Some(part))?;
    Ok(contents)
}

/// Is it whole?
pub fn read(from: &Path) -> anyhow::Result<Contents> {
    let page = fs::read_to_string(from.join(CONTENTS)).with_context(|| format!("{} is no backup: it has no {CONTENTS}", from.display()))?;
    let contents: Contents = serde_json::from_str(&page).with_context(|| format!("{CONTENTS} cannot be read"))?;
    let (bytes, sha256) = digest(&from.join(DATABASE))?;
    ensure!(bytes == contents.bytes && sha256 == contents.sha256, "the backup is damaged: {DATABASE} is not what {CONTENTS} says ({bytes} bytes of {})", contents.bytes);
    let photos = count_files(&from.join(PHOTOS))?;
    ensure!(photos >= contents.photos, "the backup is damaged: {photos} photos of {}", contents.photos);
    Ok(contents)
}

/// Puts a backup where nothing is yet.
pub async fn restore(from: &Path, url: &str, photos: &Path) -> anyhow::Result<Option<Carried>> {
    read(from)?;
    ensure!(count_files(photos)? == 0, "{} is not empty", photos.display());
    let carried = match Db::file_of(url) {
        Some(file) => {
            restore_file(&from.join(DATABASE), file)?;
            let db = Db::connect(url).await?;
            db.is_sound().await?;
            db.migrate().await?;
            db.close().await?;
            None
        }
        None => {
            // a copy: opening a database writes beside it
            let place = std::env::temp_dir().join(format!("entraide-restore-{}", std::process::id()));
            private_folder(&place)?;
            let done = through(&from.join(DATABASE), &place.join(DATABASE), url).await;
            let _ = fs::remove_dir_all(&place);
            Some(done?)
        }
    };
    copy_folder(&from.join(PHOTOS), photos)?;
    Ok(carried)
}

async fn through(backup: &Path, copy: &Path, url: &str) -> anyhow::Result<Carried> {
    fs::copy(backup, copy)?;
    let from = Db::connect(&format!("sqlite://{}", copy.display())).await?;
    from.is_sound().await?;
    from.migrate().await?;
    let to = Db::connect(url).await?;
    to.migrate().await?;
    let carried = carry(&from, &to).await;
    from.close().await?;
    to.close().await?;
    carried
}

fn restore_file(backup: &Path, to: &Path) -> anyhow::Result<()> {
    ensure!(!to.exists(), "{} is there already: a backup is restored where nothing is", to.display());
    if let Some(folder) = to.parent().filter(|f| !f.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let part = beside(to, "part")?;
    fs::copy(backup, &part)?;
    OpenOptions::new().write(true).open(&part)?.sync_all()?;
    fs::rename(&part, to)?;
    sync_folder(to.parent())
}

fn beside(path: &Path, end: &str) -> anyhow::Result<PathBuf> {
    let name = path.file_name().and_then(|n| n.to_str()).with_context(|| format!("{} names nothing", path.display()))?;
    Ok(path.with_file_name(format!("{name}.{end}")))
}

/// It holds addresses and password hashes.
fn private_folder(path: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(path).with_context(|| format!("cannot create {}", path.display()))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

fn digest(file: &Path) -> anyhow::Result<(u64, String)> {
    let mut from = File::open(file).with_context(|| format!("cannot open {}", file.display()))?;
    let (mut hash, mut bytes, mut portion) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let n = from.read(&mut portion)?;
        if n == 0 {
            return Ok((bytes, hash.finalize().iter().map(|b| format!("{b:02x}")).collect()));
        }
        bytes += n as u64;
        hash.update(&portion[..n]);
    }
}

/// Copies all files of a folder, however deep; how many. One that is not there is empty, one that went meanwhile is gone.
fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<u64> {
    let mut copied = 0;
    if !from.is_dir() {
        return Ok(0);
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copied += copy_folder(&path, &target)?;
        } else if entry.file_type()?.is_file() && path.exists() {
            fs::copy(&path, &target).with_context(|| path.display().to_string())?;
            File::open(&target)?.sync_all()?;
            copied += 1;
        }
    }
    sync_folder(Some(to))?;
    Ok(copied)
}

fn count_files(folder: &Path) -> anyhow::Result<u64> {
    if !folder.is_dir() {
        return Ok(0);
    }
    let mut files = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        files += if entry.file_type()?.is_dir() { count_files(&entry.path())? } else { 1 };
    }
    Ok(files)
}

fn sync_folder(folder: Option<&Path>) -> anyhow::Result<()> {
    let folder = folder.filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
