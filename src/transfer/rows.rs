//! Rows as lines of text: a JSON array a row, its values in the order of the columns, bytes as hexadecimal digits.

use std::io::{BufRead, Read as _};

use anyhow::{Context, ensure};
use sea_orm::Value;
use serde_json::Value as Json;

use super::tar::hex;
use crate::db::tables::{Column, Kind};

/// No row of ours is nearly as long.
const LINE: u64 = 64 << 20;

/// Adds a row.
pub fn write(out: &mut Vec<u8>, row: &[Value]) -> anyhow::Result<()> {
    out.push(b'[');
    for (n, value) in row.iter().enumerate() {
        if n > 0 {
            out.push(b',');
        }
        match value {
            Value::BigInt(Some(n)) => serde_json::to_writer(&mut *out, n)?,
            Value::String(Some(text)) => serde_json::to_writer(&mut *out, text)?,
            Value::Bool(Some(truth)) => serde_json::to_writer(&mut *out, truth)?,
            Value::Bytes(Some(bytes)) => serde_json::to_writer(&mut *out, &hex(bytes))?,
            _ => out.extend_from_slice(b"null"),
        }
    }
    out.extend_from_slice(b"]\n");
    Ok(())
}

/// The next row, if there is one.
pub fn read(from: &mut impl BufRead, line: &mut Vec<u8>, columns: &[Column]) -> anyhow::Result<Option<Vec<Value>>> {
    line.clear();
    if from.by_ref().take(LINE).read_until(b'\n', line)? == 0 {
        return Ok(None);
    }
    ensure!(line.last() == Some(&b'\n'), "a row has no end");
    let row: Vec<Json> = serde_json::from_slice(line).context("a row that is none")?;
    ensure!(row.len() == columns.len(), "a row of {} values where there are {} columns", row.len(), columns.len());
    row.into_iter().zip(columns).map(|(v, c)| value(v, c.kind).with_context(|| format!("in the column {}", c.name))).collect::<anyhow::Result<_>>().map(Some)
}

fn value(json: Json, kind: Kind) -> anyhow::Result<Value> {
    Ok(match (kind, json) {
        (Kind::Number, Json::Null) => Value::BigInt(None),
        (Kind::Text, Json::Null) => Value::String(None),
        (Kind::Truth, Json::Null) => Value::Bool(None),
        (Kind::Bytes, Json::Null) => Value::Bytes(None),
        (Kind::Number, Json::Number(n)) => n.as_i64().context("a number that is too large")?.into(),
        (Kind::Text, Json::String(text)) => text.into(),
        (Kind::Truth, Json::Bool(truth)) => truth.into(),
        (Kind::Bytes, Json::String(text)) => bytes(&text).context("bytes that are none")?.into(),
        _ => anyhow::bail!("a value of another kind"),
    })
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    if text.len() % 2 != 0 || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_as_they_were_written() {
        let columns = [("a", Kind::Number), ("b", Kind::Text), ("c", Kind::Truth), ("d", Kind::Bytes)].map(|(name, kind)| Column { name: name.into(), kind });
        let rows: [Vec<Value>; 3] = [
            vec![i64::MIN.into(), "line\nend \" \\ \u{2028} \0 é 🧅".into(), true.into(), vec![0_u8, 255, 10].into()],
            vec![i64::MAX.into(), "".into(), false.into(), Vec::<u8>::new().into()],
            vec![Value::BigInt(None), Value::String(None), Value::Bool(None), Value::Bytes(None)],
        ];
        let mut text = Vec::new();
        rows.iter().for_each(|row| write(&mut text, row).expect("written"));
        assert_eq!(text.iter().filter(|b| **b == b'\n').count(), 3);
        let (mut from, mut line) = (text.as_slice(), Vec::new());
        for row in &rows {
            assert_eq!(read(&mut from, &mut line, &columns).expect("read").as_ref(), Some(row));
        }
        assert_eq!(read(&mut from, &mut line, &columns).expect("the end"), None);
        for bad in ["[1]\n", "[1,\"\",true,\"0\"]\n", "[\"1\",\"\",true,\"\"]\n", "[1,\"\",true,\"zz\"]\n", "[1,\"\",true,\"\"]", "{}\n", "[1.5,\"\",true,\"\"]\n"] {
            assert!(read(&mut bad.as_bytes(), &mut line, &columns).is_err(), "{bad}");
        }
    }
}
