//! Many rows in one statement.

use sea_orm::{DatabaseTransaction, DbErr, Value};

use crate::db;

/// In one statement. Either database takes far more, but SQLite's driver looks each one up among all the others, and
/// statements of one shape are prepared once.
const PLACEHOLDERS: usize = 400;

/// Inserts rows, each with one value a column, in as few statements as it takes.
pub async fn insert(tx: &DatabaseTransaction, table: &str, columns: &[&str], rows: Vec<Vec<Value>>) -> Result<(), DbErr> {
    let mut rows = rows.into_iter();
    loop {
        let chunk: Vec<Vec<Value>> = rows.by_ref().take(PLACEHOLDERS / columns.len()).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        let mut text = format!("INSERT INTO {table} ({}) VALUES ", columns.join(", "));
        for (i, row) in chunk.iter().enumerate() {
            text.push_str(if i == 0 { "(" } else { ", (" });
            text.push_str(&db::placeholders(i * columns.len() + 1, row.len()));
            text.push(')');
        }
        db::run(tx, &text, chunk.into_iter().flatten()).await?;
    }
}
