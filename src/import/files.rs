//! The files of a dump: plain or `.zst`, read as a stream of lines whose length is bounded.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, bail};

/// No post of any forum is longer; what is, is not a dump.
const LONGEST_LINE: usize = 16 << 20;

/// One file of a dump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub path: PathBuf,
    /// As the operator knows it, in messages.
    pub name: String,
    pub bytes: u64,
}

/// Bytes read so far, over all files; what the progress bar shows.
pub type Progressed = Arc<AtomicU64>;

/// A file of the folder by its plain name, or the same with `.zst`.
pub fn find(dir: &Path, name: &str) -> anyhow::Result<Option<Source>> {
    for name in [name.to_owned(), format!("{name}.zst")] {
        let path = dir.join(&name);
        if path.is_file() {
            let bytes = path.metadata().with_context(|| format!("cannot read {}", path.display()))?.len();
            return Ok(Some(Source { path, name, bytes }));
        }
    }
    Ok(None)
}

/// The files `prefix*.csv` or `prefix*.csv.zst`, in the order of their names; one that is there in both forms counts once.
pub fn find_all(dir: &Path, prefix: &str) -> anyhow::Result<Vec<Source>> {
    let mut names: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(dir).with_context(|| format!("cannot read the folder {}", dir.display()))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let plain = name.strip_suffix(".zst").unwrap_or(&name);
        if plain.starts_with(prefix) && plain.ends_with(".csv") {
            names.push(plain.to_owned());
        }
    }
    names.sort();
    names.dedup();
    let mut found = Vec::new();
    for name in names {
        found.extend(find(dir, &name)?);
    }
    Ok(found)
}

/// Lines of a file, with their numbers. Bytes that are not UTF-8 are the caller's to refuse.
pub struct Lines {
    input: Box<dyn BufRead + Send>,
    /// Of the line last given; the first is 1.
    pub number: u64,
}

/// What came next.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// With its line end, if it had one.
    Bytes(Vec<u8>),
    /// So long that it was dropped.
    TooLong,
    End,
}

impl Lines {
    pub fn open(source: &Source, progressed: &Progressed) -> anyhow::Result<Lines> {
        let file = File::open(&source.path).with_context(|| format!("cannot open {}", source.path.display()))?;
        let file = Counted { inner: file, count: progressed.clone() };
        let input: Box<dyn BufRead + Send> = if source.name.ends_with(".zst") {
            Box::new(BufReader::with_capacity(1 << 16, zstd::Decoder::new(file).with_context(|| format!("{} is not a zstd file", source.name))?))
        } else {
            Box::new(BufReader::with_capacity(1 << 16, file))
        };
        Ok(Lines::new(input))
    }

    pub fn new(input: Box<dyn BufRead + Send>) -> Lines {
        Lines { input, number: 0 }
    }

    /// The next line; a byte-order mark at the very beginning is dropped.
    pub fn next(&mut self) -> io::Result<Line> {
        let mut line = Vec::new();
        let limit = LONGEST_LINE as u64;
        if (&mut self.input).take(limit).read_until(b'\n', &mut line)? == 0 {
            return Ok(Line::End);
        }
        self.number += 1;
        if line.len() as u64 == limit && !line.ends_with(b"\n") {
            loop {
                line.clear();
                if (&mut self.input).take(1 << 16).read_until(b'\n', &mut line)? == 0 || line.ends_with(b"\n") {
                    return Ok(Line::TooLong);
                }
            }
        }
        if self.number == 1 && line.starts_with(b"\xEF\xBB\xBF") {
            line.drain(..3);
        }
        Ok(Line::Bytes(line))
    }
}

struct Counted<R> {
    inner: R,
    count: Progressed,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.count.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// The folder must be there before anything else is said about it.
pub fn folder(dir: &Path) -> anyhow::Result<()> {
    if !dir.is_dir() {
        bail!("{} is not a folder", dir.display());
    }
    Ok(())
}
