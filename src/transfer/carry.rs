//! Rows from one database straight into another, empty one.

use anyhow::Context;
use sea_orm::{DatabaseTransaction, Value};

use super::Carried;
use super::load::{Loader, Portions};
use crate::db::Db;
use crate::db::tables::{self, Table};
use crate::search;

/// Carries everything. Both schemas are up to date.
pub async fn carry(from: &Db, to: &Db) -> anyhow::Result<Carried> {
    let moment = from.unhurried().await?;
    let all = tables::tables(&moment).await?;
    let mut loader = Loader::begin(to, &all).await?;
    let mut source = Source { moment: &moment, last: None };
    for table in &all {
        source.last = None;
        let number = table.numbered(&moment).await?;
        loader.table(&mut source, number).await?;
    }
    let carried = loader.compared().await?.keep().await?;
    moment.rollback().await?;
    to.take_stock().await;
    search::rebuild(to).await.context("the rows are there; the search could not be made")?;
    Ok(carried)
}

struct Source<'a> {
    moment: &'a DatabaseTransaction,
    last: Option<Vec<Value>>,
}

impl Portions for Source<'_> {
    async fn next(&mut self, table: &Table) -> anyhow::Result<Vec<Vec<Value>>> {
        let portion = table.after(self.moment, self.last.as_deref()).await?;
        if let Some(last) = portion.last() {
            self.last = Some(last.clone());
        }
        Ok(portion)
    }
}
