//! The whole database as text, to see that something changed nothing.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait as _, FromQueryResult, JsonValue, Statement};

use super::app::{Engine, TestApp};

/// Table → its rows as text, sorted.
pub type Dump = BTreeMap<String, Vec<String>>;

/// Columns that any request may move: who was seen when, how often a question was read.
fn moving(table: &str) -> &'static [&'static str] {
    match table {
        "session" => &["last_seen_at", "expires_at", "data"],
        "account" => &["last_seen_at"],
        "question" => &["views"],
        _ => &[],
    }
}

impl TestApp {
    pub async fn dump(&self) -> Dump {
        let tables = match self.engine {
            Engine::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%_fts%' AND name NOT LIKE '%_data' AND name NOT LIKE '%_idx' AND name NOT LIKE '%_docsize' AND name NOT LIKE '%_config' AND sql NOT LIKE 'CREATE VIRTUAL%'",
            Engine::Postgres => "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
        };
        let db = self.db().read();
        let mut dump = Dump::new();
        let all = db.query_all_raw(Statement::from_string(db.get_database_backend(), tables)).await.expect("the tables are listed");
        for row in all {
            let table: String = row.try_get("", "name").expect("a name");
            let rows = JsonValue::find_by_statement(Statement::from_string(db.get_database_backend(), format!("SELECT * FROM {table}"))).all(db).await.expect("a table is read");
            let mut lines: Vec<String> = rows
                .into_iter()
                .map(|mut row| {
                    if let Some(columns) = row.as_object_mut() {
                        for name in moving(&table) {
                            columns.remove(*name);
                        }
                    }
                    row.to_string()
                })
                .collect();
            lines.sort();
            dump.insert(table, lines);
        }
        dump
    }

    /// Fails with the rows that came, went or changed.
    pub async fn unchanged_since(&self, before: &Dump) {
        let after = self.dump().await;
        let mut changes = Vec::new();
        for (table, rows) in &after {
            let old = before.get(table).map(Vec::as_slice).unwrap_or_default();
            changes.extend(rows.iter().filter(|r| !old.contains(r)).map(|r| format!("+ {table} {r}")));
            changes.extend(old.iter().filter(|r| !rows.contains(r)).map(|r| format!("- {table} {r}")));
        }
        assert!(changes.is_empty(), "the database changed:\n{}", changes.join("\n"));
    }
}
