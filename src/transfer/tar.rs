//! The tar of a backup: plain files with plain names, one after another, each header and each filler as this program
//! writes them. Any tar program reads it; here nothing else is read, so that there is no place for anything more.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek as _, SeekFrom, Write as _};

use anyhow::{Context, bail, ensure};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

const BLOCK: usize = 512;

/// A file in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub name: String,
    pub bytes: u64,
    pub sha256: String,
}

/// The header of a file; `at` in seconds.
fn header(name: &str, bytes: u64, at: u64) -> anyhow::Result<[u8; BLOCK]> {
    ensure!(!name.is_empty() && name.len() < 100 && name.bytes().all(|b| b.is_ascii_graphic()), "{name:?} is no name for a file of a backup");
    let mut block = [0; BLOCK];
    let mut put = |from: usize, text: &[u8]| block[from..from + text.len()].copy_from_slice(text);
    put(0, name.as_bytes());
    put(100, b"0000600\0");
    put(108, b"0000000\0");
    put(116, b"0000000\0");
    // what eleven octal digits cannot say is said in bytes
    match bytes < 1 << 33 {
        true => put(124, format!("{bytes:011o}\0").as_bytes()),
        false => {
            put(124, &[0x80, 0, 0, 0]);
            put(128, &bytes.to_be_bytes());
        }
    }
    put(136, format!("{:011o}\0", at & 0o777_7777_7777).as_bytes());
    put(148, b"        ");
    put(156, b"0");
    put(257, b"ustar\x0000");
    let sum: u32 = block.iter().map(|b| u32::from(*b)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Ok(block)
}

fn filler(bytes: u64) -> usize {
    (BLOCK - (bytes % BLOCK as u64) as usize) % BLOCK
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut all, b| {
        let _ = write!(all, "{b:02x}");
        all
    })
}

/// Writes one, file after file, their sizes unknown until they end.
pub struct Writer {
    to: BufWriter<File>,
    at: u64,
    /// Name, where its header is, its bytes and their hash so far.
    open: Option<(String, u64, u64, Sha256)>,
}

impl Writer {
    /// `at`: in seconds, what each file says it was written at.
    pub fn new(to: File, at: u64) -> Writer {
        Writer { to: BufWriter::with_capacity(1 << 18, to), at, open: None }
    }

    pub fn begin(&mut self, name: &str) -> anyhow::Result<()> {
        let here = self.to.stream_position()?;
        self.to.write_all(&header(name, 0, self.at)?)?;
        self.open = Some((name.to_owned(), here, 0, Sha256::new()));
        Ok(())
    }

    pub fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        let (_, _, written, hash) = self.open.as_mut().context("no file was begun")?;
        *written += bytes.len() as u64;
        hash.update(bytes);
        Ok(self.to.write_all(bytes)?)
    }

    pub fn end(&mut self) -> anyhow::Result<Member> {
        let (name, at, bytes, hash) = self.open.take().context("no file was begun")?;
        self.to.write_all(&[0; BLOCK][..filler(bytes)])?;
        let here = self.to.stream_position()?;
        self.to.seek(SeekFrom::Start(at))?;
        self.to.write_all(&header(&name, bytes, self.at)?)?;
        self.to.seek(SeekFrom::Start(here))?;
        Ok(Member { name, bytes, sha256: hex(&hash.finalize()) })
    }

    /// Ends it; all of it is on the disk then. How many bytes it has.
    pub fn finish(mut self) -> anyhow::Result<u64> {
        self.to.write_all(&[0; 2 * BLOCK])?;
        let bytes = self.to.stream_position()?;
        self.to.into_inner().map_err(|e| e.into_error())?.sync_all()?;
        Ok(bytes)
    }
}

/// What [`walk`] found: the file, where its bytes begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub member: Member,
    pub at: u64,
}

/// Reads all of it, gives each file's name and bytes to `each`, and says what is there. Fails at anything that this program
/// would not have written.
pub fn walk(from: &File, mut each: impl FnMut(&str, &mut dyn Read) -> anyhow::Result<()>) -> anyhow::Result<Vec<Found>> {
    let mut from = BufReader::with_capacity(1 << 18, from);
    let mut found = Vec::new();
    let mut place = from.seek(SeekFrom::Start(0))?;
    loop {
        let mut block = [0; BLOCK];
        fill(&mut from, &mut block, "its end is missing")?;
        place += BLOCK as u64;
        if block == [0; BLOCK] {
            fill(&mut from, &mut block, "its end is missing")?;
            ensure!(block == [0; BLOCK] && from.read(&mut [0])? == 0, "the backup is damaged: something stands behind its end");
            return Ok(found);
        }
        let (name, bytes) = read_header(&block)?;
        let mut hashed = Hashed { from: from.by_ref().take(bytes), hash: Sha256::new() };
        each(&name, &mut hashed)?;
        std::io::copy(&mut hashed, &mut std::io::sink())?;
        ensure!(hashed.from.limit() == 0, "the backup is damaged: it ends in the middle of {name}");
        let sha256 = hex(&hashed.hash.finalize());
        let mut rest = [0; BLOCK];
        fill(&mut from, &mut rest[..filler(bytes)], "its end is missing")?;
        ensure!(rest == [0; BLOCK], "the backup is damaged: something stands behind {name}");
        found.push(Found { member: Member { name, bytes, sha256 }, at: place });
        place += bytes + filler(bytes) as u64;
    }
}

fn fill(from: &mut impl Read, to: &mut [u8], why: &str) -> anyhow::Result<()> {
    match from.read_exact(to) {
        Err(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => bail!("the backup is damaged: {why}"),
        other => Ok(other?),
    }
}

fn read_header(block: &[u8; BLOCK]) -> anyhow::Result<(String, u64)> {
    const FOREIGN: &str = "this is no backup of Entraide, or a damaged one: it holds what a backup does not";
    let name = block[..100].split(|b| *b == 0).next().and_then(|n| std::str::from_utf8(n).ok()).context(FOREIGN)?;
    let octal = |from: usize| std::str::from_utf8(&block[from..from + 11]).ok().and_then(|t| u64::from_str_radix(t, 8).ok()).context(FOREIGN);
    let bytes = match block[124] {
        0x80 => u64::from_be_bytes(block[128..136].try_into().context(FOREIGN)?),
        _ => octal(124)?,
    };
    // all else is as we would write it
    ensure!(header(name, bytes, octal(136)?).context(FOREIGN)? == *block, FOREIGN);
    Ok((name.to_owned(), bytes))
}

struct Hashed<R> {
    from: R,
    hash: Sha256,
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        let n = self.from.read(to)?;
        self.hash.update(&to[..n]);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(files: &[(&str, &[u8])]) -> File {
        let file = tempfile::tempfile().expect("a file");
        let mut tar = Writer::new(file.try_clone().expect("the same"), 1_795_510_800);
        for (name, bytes) in files {
            tar.begin(name).expect("begun");
            bytes.chunks(7).for_each(|part| tar.write(part).expect("written"));
            tar.end().expect("ended");
        }
        tar.finish().expect("finished");
        file
    }

    fn names(file: &File) -> anyhow::Result<Vec<String>> {
        Ok(walk(file, |_, _| Ok(()))?.into_iter().map(|f| f.member.name).collect())
    }

    fn bytes(mut file: &File) -> Vec<u8> {
        let mut all = Vec::new();
        file.seek(SeekFrom::Start(0)).expect("begun anew");
        file.read_to_end(&mut all).expect("read");
        all
    }

    fn of(bytes: &[u8]) -> File {
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(bytes).expect("written");
        file
    }

    #[test]
    fn what_was_written_is_read_and_each_changed_byte_shows() {
        let file = written(&[("tables/a.jsonl", b"[1]\n"), ("empty", b""), ("large", &[7; 1_500])]);
        let found = walk(&file, |_, _| Ok(())).expect("whole");
        assert_eq!(found.iter().map(|f| (f.member.name.as_str(), f.member.bytes)).collect::<Vec<_>>(), [("tables/a.jsonl", 4), ("empty", 0), ("large", 1_500)]);
        let whole = bytes(&file);
        for at in (0..whole.len()).step_by(3) {
            let mut changed = whole.clone();
            changed[at] ^= 4;
            let read = walk(&of(&changed), |_, _| Ok(()));
            assert!(read.is_err() || read.expect("read") != found, "byte {at}");
        }
        for length in (0..whole.len()).step_by(100) {
            assert!(names(&of(&whole[..length])).is_err(), "cut short to {length}");
        }
        assert!(names(&of(&[whole.as_slice(), b"more"].concat())).is_err());
    }

    #[test]
    fn sizes_beyond_octal_and_names_beyond_sense() {
        for size in [0, 1, (1 << 33) - 1, 1 << 33, u64::MAX] {
            assert_eq!(read_header(&header("a", size, 5).expect("a header")).expect("read"), ("a".to_owned(), size));
        }
        for name in ["", &"x".repeat(100), "a b", "a\0b", "é"] {
            assert!(header(name, 1, 1).is_err(), "{name:?}");
        }
        let mut link = header("a", 0, 5).expect("a header");
        link[156] = b'2';
        assert!(read_header(&link).is_err());
    }
}
