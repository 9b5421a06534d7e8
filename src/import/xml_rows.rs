//! Rows of a Stack Exchange dump: one `<row …/>` a line. A row that does not parse is reported with its line; the
//! ones after it are read as if nothing had happened.

use std::collections::HashMap;
use std::io;

use quick_xml::XmlVersion;
use quick_xml::events::Event;

use super::files::{Line, Lines};

/// The attributes of a row, by name.
pub type Attributes = HashMap<String, String>;

/// One row, or why there is none.
#[derive(Debug)]
pub struct Row {
    pub line: u64,
    pub attributes: Result<Attributes, String>,
}

pub struct Rows {
    lines: Lines,
    /// The beginning of a row that was seen while another was still open.
    waiting: Option<(u64, Vec<u8>)>,
}

impl Rows {
    pub fn new(lines: Lines) -> Rows {
        Rows { lines, waiting: None }
    }

    pub fn next(&mut self) -> io::Result<Option<Row>> {
        let (line, mut bytes) = match self.waiting.take() {
            Some(begun) => begun,
            None => loop {
                match self.lines.next()? {
                    Line::Bytes(line) if begins(&line) => break (self.lines.number, line),
                    Line::Bytes(_) => {}
                    Line::TooLong => return Ok(Some(Row { line: self.lines.number, attributes: Err("a line longer than any post".into()) })),
                    Line::End => return Ok(None),
                }
            },
        };
        // A row may be laid out over several lines, though the public dumps never do.
        while !bytes.trim_ascii_end().ends_with(b">") {
            match self.lines.next()? {
                Line::Bytes(more) if begins(&more) => {
                    self.waiting = Some((self.lines.number, more));
                    break;
                }
                Line::Bytes(more) => bytes.extend(more),
                Line::TooLong | Line::End => break,
            }
        }
        Ok(Some(Row { line, attributes: attributes(&bytes) }))
    }
}

fn begins(line: &[u8]) -> bool {
    line.trim_ascii_start().starts_with(b"<row")
}

fn attributes(bytes: &[u8]) -> Result<Attributes, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "text that is not UTF-8")?;
    let mut reader = quick_xml::Reader::from_str(text.trim());
    let row = match reader.read_event().map_err(|e| e.to_string())? {
        Event::Empty(row) => row,
        Event::Start(row) => row,
        _ => return Err("not a row".into()),
    };
    let mut found = Attributes::new();
    for attribute in row.attributes() {
        let attribute = attribute.map_err(|e| e.to_string())?;
        let name = std::str::from_utf8(attribute.key.as_ref()).map_err(|_| "text that is not UTF-8")?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|e| e.to_string())?;
        found.insert(name.to_owned(), value.replace('\0', ""));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_row_does_not_stop_the_rest() {
        let text = "\u{FEFF}<?xml version=\"1.0\"?>\n<posts>\n  <row Id=\"1\" Body=\"&lt;p&gt;a&#xA;b &amp;amp; c\" />\n  <row Id=\"2\" Body=\"open />\n  <row Id=\"3\"\n  Body=\"x\" />\n  <row Id=\"4\" Id=\"4\" />\n</posts>\n";
        let mut rows = Rows::new(Lines::new(Box::new(io::Cursor::new(text.as_bytes().to_vec()))));
        let found: Vec<Row> = std::iter::from_fn(|| rows.next().expect("memory can be read")).collect();
        assert_eq!(found.iter().map(|r| (r.line, r.attributes.is_ok())).collect::<Vec<_>>(), [(3, true), (4, false), (5, true), (7, false)]);
        assert_eq!(found[0].attributes.as_ref().ok().and_then(|a| a.get("Body")).map(String::as_str), Some("<p>a\nb &amp; c"));
        assert_eq!(found[2].attributes.as_ref().ok().and_then(|a| a.get("Body")).map(String::as_str), Some("x"));
    }
}
