//! A whole community from one place to another: a backup, its restoring, a move between the databases.
//!
//! What must stay true: what is read is one moment of the source, whatever is written meanwhile; a backup is one file, the same
//! from either database, and is looked at as a whole before anything of it is used; a target that holds anything is refused;
//! all rows arrive in one transaction, each table compared before it is kept, or none; numbers go on where they were. What is
//! derived (the search) is made anew. A file that has its name is whole: it is written under another one first.

pub mod backup;
mod carry;
mod load;
mod manifest;
pub mod nightly;
pub mod restore;
mod rows;
mod tar;

pub use carry::carry;
pub use manifest::Manifest;

use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::Context;

/// What was carried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Table → rows.
    pub tables: Vec<(String, i64)>,
}

impl Carried {
    pub fn rows(&self) -> i64 {
        self.tables.iter().map(|(_, rows)| rows).sum()
    }
}

impl fmt::Display for Carried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (table, rows) in self.tables.iter().filter(|(_, rows)| *rows > 0) {
            writeln!(f, "{rows:>10} {table}")?;
        }
        write!(f, "{:>10} rows of {} tables, each compared", self.rows(), self.tables.len())
    }
}

/// `name.end` in the same folder.
fn beside(path: &Path, end: &str) -> anyhow::Result<PathBuf> {
    let name = path.file_name().and_then(|n| n.to_str()).with_context(|| format!("{} names nothing", path.display()))?;
    Ok(path.with_file_name(format!("{name}{end}")))
}

/// The folder of a file.
fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What was renamed in it stays so.
fn sync_folder(folder: &Path) -> anyhow::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
