//! Records of a CSV file (RFC 4180: quoted fields, line ends inside them), one after the other, each with the line it
//! begins on. A record whose quotes never close is given up where the next one visibly begins, so that one broken row
//! does not swallow the rest of the file.

use std::io;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::files::{Line, Lines};

/// A record begins with its number and its date, perhaps with another number between.
static BEGINS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\d+,(\d+,)?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d").expect("a constant pattern"));

/// The fields of one record in the order of the file, or why there are none.
#[derive(Debug, PartialEq, Eq)]
pub struct Record {
    /// On which it begins; the file's first is 1.
    pub line: u64,
    pub fields: Result<Vec<String>, String>,
}

/// Reads records. The first one is the header.
pub struct Records {
    lines: Lines,
    /// Seen to begin a new record while another was still open.
    waiting: Option<(u64, Vec<u8>)>,
}

/// The line a record begins on and its bytes; or the line of one that cannot be read.
type Begun = Result<(u64, Vec<u8>), u64>;

impl Records {
    pub fn new(lines: Lines) -> Records {
        Records { lines, waiting: None }
    }

    pub fn next(&mut self) -> io::Result<Option<Record>> {
        let (line, mut bytes) = match self.waiting.take() {
            Some(begun) => begun,
            None => match self.begin()? {
                Some(Ok(begun)) => begun,
                Some(Err(line)) => return Ok(Some(Record { line, fields: Err("a line longer than any post".into()) })),
                None => return Ok(None),
            },
        };
        let mut open = quotes(&bytes) % 2 == 1;
        while open {
            match self.lines.next()? {
                Line::Bytes(more) if BEGINS.is_match(&more) => {
                    self.waiting = Some((self.lines.number, more));
                    return Ok(Some(Record { line, fields: Err("a quote is never closed".into()) }));
                }
                Line::Bytes(more) => {
                    open ^= quotes(&more) % 2 == 1;
                    bytes.extend(more);
                }
                Line::TooLong => return Ok(Some(Record { line, fields: Err("a line longer than any post".into()) })),
                Line::End => return Ok(Some(Record { line, fields: Err("a quote is never closed".into()) })),
            }
        }
        Ok(Some(Record { line, fields: fields(&bytes) }))
    }

    /// The first line of the next record, blank lines passed over; `Err` holds the line of one too long.
    fn begin(&mut self) -> io::Result<Option<Begun>> {
        loop {
            match self.lines.next()? {
                Line::Bytes(line) if line.trim_ascii().is_empty() => {}
                Line::Bytes(line) => return Ok(Some(Ok((self.lines.number, line)))),
                Line::TooLong => return Ok(Some(Err(self.lines.number))),
                Line::End => return Ok(None),
            }
        }
    }
}

fn quotes(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| **b == b'"').count()
}

/// Splits one record. By hand: a reader of its own for each record would cost more than the record.
fn fields(bytes: &[u8]) -> Result<Vec<String>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "text that is not UTF-8")?;
    let text = text.strip_suffix('\n').unwrap_or(text);
    let mut rest = text.strip_suffix('\r').unwrap_or(text);
    let mut fields = Vec::new();
    loop {
        let end = match rest.strip_prefix('"') {
            None => rest.find(',').unwrap_or(rest.len()),
            Some(quoted) => {
                let mut field = String::new();
                let mut inside = quoted;
                // Two quotes are one; one alone ends the field.
                while let Some((before, after)) = inside.split_once('"') {
                    field.push_str(before);
                    match after.strip_prefix('"') {
                        Some(more) => {
                            field.push('"');
                            inside = more;
                        }
                        None => {
                            inside = after;
                            break;
                        }
                    }
                }
                fields.push(clean(&field));
                match inside.strip_prefix(',') {
                    Some(more) => rest = more,
                    None if inside.is_empty() => return Ok(fields),
                    None => return Err("text after a closing quote".into()),
                }
                continue;
            }
        };
        fields.push(clean(&rest[..end]));
        match rest.get(end + 1..) {
            Some(more) => rest = more,
            None => return Ok(fields),
        }
    }
}

/// U+0000 cannot be stored; nothing is lost with it.
fn clean(text: &str) -> String {
    if text.contains('\0') { text.replace('\0', "") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8]) -> Vec<Record> {
        let mut records = Records::new(Lines::new(Box::new(io::Cursor::new(text.to_vec()))));
        std::iter::from_fn(|| records.next().expect("memory can be read")).collect()
    }

    #[test]
    fn line_ends_and_quotes_inside_a_field() {
        let found = all("\u{FEFF}id,created,content\r\n1,2023-01-01 00:00:00 +0000,\"a \"\"b\"\"\r\nc\"\n\n2,2023-01-01 00:00:00 +0000,d".as_bytes());
        assert_eq!(found.iter().map(|r| r.line).collect::<Vec<_>>(), [1, 2, 5]);
        assert_eq!(found[0].fields.as_deref(), Ok(["id", "created", "content"].map(String::from).as_slice()));
        assert_eq!(found[1].fields.as_ref().map(|f| f[2].as_str()), Ok("a \"b\"\r\nc"));
        assert_eq!(found[2].fields.as_ref().map(|f| f[2].as_str()), Ok("d"));
    }

    #[test]
    fn fields_of_every_shape() {
        let f = |text: &str| fields(text.as_bytes());
        let some = |expected: &[&str]| Ok(expected.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>());
        assert_eq!(f("a,,\"b,\"\"c\"\"\n\",\r\n"), some(&["a", "", "b,\"c\"\n", ""]));
        assert_eq!(f("\"\",é"), some(&["", "é"]));
        assert_eq!(f("a,\"b\""), some(&["a", "b"]));
        assert_eq!(f("a\0b"), some(&["ab"]));
        assert!(f("\"a\"b,c").is_err());
    }

    #[test]
    fn an_open_quote_does_not_swallow_the_rest() {
        let found = all(b"id,created,content\n1,2023-01-01 00:00:00 +0000,\"never closed\nmore\n2,7,2023-01-02 00:00:00 +0000,fine\n3,2023-01-03 00:00:00 +0000,\xFF\n4,2023-01-04 00:00:00 +0000,\"to the end");
        assert_eq!(found.iter().map(|r| (r.line, r.fields.is_ok())).collect::<Vec<_>>(), [(1, true), (2, false), (4, true), (5, false), (6, false)]);
    }
}
