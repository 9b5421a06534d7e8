//! Rows into an empty database: all in one transaction, in any order of tables; each table is read back and compared
//! before anything is kept.

use anyhow::{Context, ensure};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};
use sha2::{Digest as _, Sha256};

use super::Carried;
use crate::db::Db;
use crate::db::tables::{self, Table};

/// What a community cannot be without: a database with rows there is somebody's.
const TELLING: &[&str] = &["account", "post", "audit", "mail"];

/// Nothing of anybody's is there. A schema may be.
pub async fn must_be_empty(db: &impl ConnectionTrait) -> anyhow::Result<()> {
    for table in tables::tables(db).await?.iter().filter(|t| TELLING.contains(&t.name.as_str())) {
        ensure!(table.is_empty(db).await?, "the target is not empty: it has rows in {}", table.name);
    }
    Ok(())
}

pub struct Loader {
    tx: DatabaseTransaction,
    tables: Vec<Table>,
    /// Puts back what refuses rows in any order.
    back: Vec<String>,
    sums: Vec<Sum>,
}

impl Loader {
    /// Its tables must be these.
    pub async fn begin(to: &Db, tables: &[Table]) -> anyhow::Result<Loader> {
        ensure!(tables == tables::tables(to.read()).await?, "the tables of the two databases are not the same");
        let tx = to.write().await?;
        must_be_empty(&tx).await?;
        let back = tables::unguard(&tx, tables).await?;
        Ok(Loader { tx, tables: tables.to_vec(), back, sums: Vec::new() })
    }

    /// The next table, in the order in which they were given; `last`: what it goes on numbering after.
    pub async fn table(&mut self, rows: &mut impl Portions, last: Option<i64>) -> anyhow::Result<()> {
        let table = self.tables.get(self.sums.len()).context("more tables than there are")?;
        table.empty(&self.tx).await?;
        let mut sum = Sum::default();
        loop {
            let portion = rows.next(table).await.with_context(|| table.name.clone())?;
            if portion.is_empty() {
                break;
            }
            table.insert(&self.tx, &portion).await.with_context(|| format!("{} after {} rows", table.name, sum.rows))?;
            portion.iter().for_each(|row| sum.add(row));
        }
        if let Some(last) = last {
            table.number_after(&self.tx, last).await?;
        }
        self.sums.push(sum);
        Ok(())
    }

    /// Compares each table with what came, and has everything refer to what is there.
    pub async fn compared(self) -> anyhow::Result<Loaded> {
        ensure!(self.sums.len() == self.tables.len(), "tables are missing");
        let mut carried = Carried::default();
        for (table, sum) in self.tables.iter().zip(self.sums) {
            let found = Sum::of(&self.tx, table).await?;
            ensure!(found == sum, "table {} holds {} rows there, and they are not the {} that came", table.name, found.rows, sum.rows);
            carried.tables.push((table.name.clone(), sum.rows));
        }
        for statement in self.back {
            self.tx.execute_unprepared(&statement).await.with_context(|| statement.clone())?;
        }
        for (what, n) in Db::broken_references(&self.tx).await? {
            anyhow::bail!("{n} rows of {what} refer to nothing");
        }
        Ok(Loaded { tx: self.tx, carried })
    }
}

/// All is there, and not kept yet.
pub struct Loaded {
    tx: DatabaseTransaction,
    carried: Carried,
}

impl Loaded {
    pub async fn keep(self) -> anyhow::Result<Carried> {
        self.tx.commit().await?;
        Ok(self.carried)
    }
}

/// Where rows come from, some at a time; none: that was all of the table.
pub trait Portions {
    fn next(&mut self, table: &Table) -> impl Future<Output = anyhow::Result<Vec<Vec<Value>>>> + Send;
}

/// What all rows of a table come to, in whatever order: a row that is missing, doubled or different shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    rows: i64,
    hashes: u128,
}

impl Sum {
    async fn of(db: &impl ConnectionTrait, table: &Table) -> anyhow::Result<Sum> {
        let mut sum = Sum::default();
        let mut last: Option<Vec<Value>> = None;
        loop {
            let portion = table.after(db, last.as_deref()).await?;
            let Some(end) = portion.last().cloned() else { return Ok(sum) };
            portion.iter().for_each(|row| sum.add(row));
            last = Some(end);
        }
    }

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
