//! The last file of a backup: what it is a backup of, and what all its files are.

use anyhow::{Context, bail, ensure};
use serde::{Deserialize, Serialize};

use super::tar::{Found, Member};
use crate::clock::Millis;
use crate::db::Db;
use crate::db::tables::Column;
use crate::photos::jobs::is_ours;

/// Its name.
pub(super) const NAME: &str = "manifest.json";
/// Photos that are not inside, a line each.
pub(super) const LIST: &str = "photos.txt";
const FORM: u32 = 1;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// How backups are written; another one is not read.
    pub form: u32,
    /// The program that made it.
    pub version: String,
    /// The last step of its schema.
    pub schema: String,
    pub made_at: Millis,
    pub tables: Vec<Rows>,
    pub photos: Photos,
    /// Every other file, in order.
    pub files: Vec<Member>,
}

/// The rows of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    pub name: String,
    pub columns: Vec<Column>,
    pub rows: i64,
    /// The last number it gave.
    pub last: Option<i64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Photos {
    /// Their files are in the backup; else their names alone.
    pub inside: bool,
    pub files: u64,
    /// Those that rows name and that were not there.
    pub missing: Vec<String>,
}

pub(super) fn file_of_table(table: &str) -> String {
    format!("tables/{table}.jsonl")
}

pub(super) fn file_of_photo(name: &str) -> String {
    format!("photos/{name}")
}

impl Manifest {
    pub(super) fn new(schema: String, made_at: Millis) -> Manifest {
        Manifest { form: FORM, version: env!("CARGO_PKG_VERSION").into(), schema, made_at, tables: Vec::new(), photos: Photos::default(), files: Vec::new() }
    }

    pub fn rows(&self) -> i64 {
        self.tables.iter().map(|t| t.rows).sum()
    }

    /// Reads it, and holds what it says against the files that are there: these and no others, in their order.
    pub(super) fn of(text: &[u8], found: &[Found]) -> anyhow::Result<Manifest> {
        #[derive(Deserialize)]
        struct Form {
            form: u32,
        }
        let form: Form = serde_json::from_slice(text).context("the backup is damaged: its manifest cannot be read")?;
        ensure!(form.form == FORM, "the backup has a form that this program does not know: a newer Entraide made it");
        let manifest: Manifest = serde_json::from_slice(text).context("the backup is damaged: its manifest cannot be read")?;
        ensure!(Db::knows(&manifest.schema), "a newer Entraide made the backup ({} is not known here): restore it with that one", manifest.schema);
        let (_, files) = found.split_last().context("the backup is empty")?;
        for (said, there) in manifest.files.iter().zip(files) {
            if *said != there.member {
                bail!("the backup is damaged: {} is not what its manifest says", there.member.name);
            }
        }
        ensure!(manifest.files.len() == files.len(), "the backup is damaged: it holds {} files, and its manifest names {}", files.len(), manifest.files.len());
        manifest.makes_sense()?;
        Ok(manifest)
    }

    fn makes_sense(&self) -> anyhow::Result<()> {
        let mut files = self.files.iter().map(|f| f.name.as_str());
        for table in &self.tables {
            ensure!(files.next() == Some(file_of_table(&table.name).as_str()), "the backup lacks the table {}", table.name);
        }
        let rest: Vec<&str> = files.collect();
        if !self.photos.inside {
            ensure!(rest == [LIST], "the backup holds what none holds: {rest:?}");
            return Ok(());
        }
        ensure!(rest.len() as u64 == self.photos.files, "the backup holds {} photos of {}", rest.len(), self.photos.files);
        if let Some(other) = rest.iter().find(|name| !name.strip_prefix("photos/").is_some_and(is_ours)) {
            bail!("the backup holds what none holds: {other}");
        }
        match rest.windows(2).find(|pair| pair[0] >= pair[1]) {
            Some(pair) => bail!("the backup holds {} twice", pair[1]),
            None => Ok(()),
        }
    }
}
