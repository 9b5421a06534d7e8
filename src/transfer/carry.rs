//! Rows from one database into another, empty one; and whether they are the same there.

use anyhow::{Context, ensure};
use sea_orm::{ConnectionTrait, Value};
use sha2::{Digest as _, Sha256};

use super::Carried;
use crate::db::tables::{self, Table};
use crate::db::Db;
use crate::search;

/// Carries everything. Both schemas are up to date.
pub async fn carry(from: &Db, to: &Db) -> anyhow::Result<Carried> {
    let moment = from.unhurried().await?;
    let all = tables::tables(&moment).await?;
    ensure!(all == tables::tables(to.read()).await?, "the tables of the two databases are not the same");
    for table in all.iter().filter(|t| matches!(t.name.as_str(), "account" | "post" | "audit" | "mail")) {
        ensure!(table.is_empty(to.read()).await?, "the target is not empty: it has rows in {}", table.name);
    }
    let tx = to.write().await?;
    let back = tables::unguard(&tx, &all).await?;
    let mut written = Vec::new();
    for table in &all {
        table.empty(&tx).await?;
        let mut sum = Sum::default();
        let mut last: Option<Vec<Value>> = None;
        loop {
            let portion = table.after(&moment, last.as_deref()).await.with_context(|| table.name.clone())?;
            let Some(end) = portion.last().cloned() else { break };
            table.insert(&tx, &portion).await.with_context(|| format!("{} after {last:?}", table.name))?;
            portion.iter().for_each(|row| sum.add(row));
            last = Some(end);
        }
        if let Some(number) = table.numbered(&moment).await? {
            table.number_after(&tx, number).await?;
        }
        written.push(sum);
    }
    for statement in back {
        tx.execute_unprepared(&statement).await.with_context(|| statement.clone())?;
    }
    tx.commit().await?;
    moment.rollback().await?;
    to.take_stock().await;

    let there = to.unhurried().await?;
    let mut carried = Carried::default();
    for (table, sum) in all.iter().zip(written) {
        let found = read(&there, table).await?;
        ensure!(found == sum, "table {} holds {} rows there, and they are not the {} of here", table.name, found.rows, sum.rows);
        carried.tables.push((table.name.clone(), sum.rows));
    }
    there.rollback().await?;
    search::rebuild(to).await.context("the rows are there; the search could not be made")?;
    Ok(carried)
}

async fn read(db: &impl ConnectionTrait, table: &Table) -> anyhow::Result<Sum> {
    let mut sum = Sum::default();
    let mut last: Option<Vec<Value>> = None;
    loop {
        let portion = table.after(db, last.as_deref()).await?;
        let Some(end) = portion.last().cloned() else { return Ok(sum) };
        portion.iter().for_each(|row| sum.add(row));
        last = Some(end);
    }
}

/// What all rows of a table come to, in whatever order: a row that is missing, doubled or different shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    rows: i64,
    hashes: u128,
}

impl Sum {
    fn add(&mut self, row: &[Value]) {
        let mut hash = Sha256::new();
        for value in row {
            let (mark, bytes): (u8, Vec<u8>) = match value {
                Value::BigInt(Some(n)) => (1, n.to_be_bytes().to_vec()),
                Value::String(Some(text)) => (2, text.as_bytes().to_vec()),
                Value::Bool(Some(truth)) => (3, vec![u8::from(*truth)]),
                Value::Bytes(Some(bytes)) => (4, bytes.clone()),
                _ => (0, Vec::new()),
            };
            hash.update([mark]);
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(&bytes);
        }
        let mut first = [0; 16];
        first.copy_from_slice(&hash.finalize()[..16]);
        self.hashes = self.hashes.wrapping_add(u128::from_be_bytes(first));
        self.rows += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(rows: &[&[Value]]) -> Sum {
        let mut sum = Sum::default();
        rows.iter().for_each(|r| sum.add(r));
        sum
    }

    #[test]
    fn a_difference_shows_and_the_order_does_not() {
        let (a, b): (&[Value], &[Value]) = (&[1_i64.into(), "a".into()], &[2_i64.into(), "b".into()]);
        assert_eq!(sum(&[a, b]), sum(&[b, a]));
        assert_ne!(sum(&[a, b]), sum(&[a, a]));
        assert_ne!(sum(&[a]), sum(&[a, b]));
        assert_ne!(sum(&[&["ab".into(), "c".into()]]), sum(&[&["a".into(), "bc".into()]]));
        assert_ne!(sum(&[&[Value::String(None)]]), sum(&[&["".into()]]));
    }
}
