//! The tables themselves, whatever they hold: for carrying a whole community from one database to another. What is derived
//! (the search) or the database's own (its numbering of writers, the record of its schema) is no table here.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, FromQueryResult, QueryResult, Value};
use serde::{Deserialize, Serialize};

use super::{count, placeholders, row, rows, run, sql};
use crate::values;

/// What a column holds, in either database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Number,
    Text,
    Truth,
    Bytes,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    pub name: String,
    pub kind: Kind,
}

/// A table; its columns by name, so that both databases have them in one order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<Column>,
    /// Places of the key's columns; none: a small table, read at once.
    key: Vec<usize>,
}

#[derive(FromQueryResult)]
struct Named {
    name: String,
}

#[derive(FromQueryResult)]
struct Described {
    name: String,
    kind: String,
    pk: i64,
}

const OWN: &str = "name NOT LIKE 'search\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT IN ('bus', 'writer', 'settings_stamp', 'seaql_migrations')";

fn on_postgres(db: &impl ConnectionTrait) -> bool {
    db.get_database_backend() == DbBackend::Postgres
}

/// All of them, by name.
pub async fn tables(db: &impl ConnectionTrait) -> anyhow::Result<Vec<Table>> {
    let all = match on_postgres(db) {
        true => format!("SELECT name FROM (SELECT CAST(table_name AS TEXT) AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE') t WHERE {OWN} ORDER BY name COLLATE \"C\""),
        false => format!("SELECT name FROM sqlite_master WHERE type = 'table' AND {OWN} ORDER BY name"),
    };
    let described = match on_postgres(db) {
        true => {
            "SELECT CAST(a.attname AS TEXT) AS name, format_type(a.atttypid, NULL) AS kind, CAST(COALESCE(array_position(CAST(i.indkey AS int2[]), a.attnum) + 1, 0) AS BIGINT) AS pk
             FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relnamespace = CAST(current_schema() AS regnamespace) LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
             WHERE c.relname = $1 AND a.attnum > 0 AND NOT a.attisdropped"
        }
        false => "SELECT name, type AS kind, pk FROM pragma_table_info($1)",
    };
    let mut found = Vec::new();
    for table in rows::<Named>(db, &all, []).await? {
        let mut columns: Vec<Described> = rows(db, described, values![table.name.as_str()]).await?;
        columns.sort_by(|a, b| a.name.cmp(&b.name));
        let mut key: Vec<(i64, usize)> = columns.iter().enumerate().filter(|(_, c)| c.pk > 0).map(|(n, c)| (c.pk, n)).collect();
        key.sort_unstable();
        let columns = columns.into_iter().map(|c| Ok(Column { kind: kind(&c.kind).ok_or_else(|| anyhow::anyhow!("{}.{} is {}", table.name, c.name, c.kind))?, name: c.name })).collect::<anyhow::Result<_>>()?;
        found.push(Table { name: table.name, columns, key: key.into_iter().map(|(_, n)| n).collect() });
    }
    Ok(found)
}

fn kind(word: &str) -> Option<Kind> {
    let word = word.to_lowercase();
    let is = |part: &str| word.contains(part);
    match () {
        () if is("int") => Some(Kind::Number),
        () if is("bool") => Some(Kind::Truth),
        () if is("text") || is("char") => Some(Kind::Text),
        () if is("blob") || is("bytea") => Some(Kind::Bytes),
        () => None,
    }
}

/// Values that a statement may have at most.
const VALUES: usize = 20_000;

impl Table {
    /// Rows of one portion.
    fn portion(&self) -> usize {
        (VALUES / self.columns.len().max(1)).clamp(1, 500)
    }

    fn list(&self) -> String {
        self.columns.iter().map(|c| format!("\"{}\"", c.name)).collect::<Vec<_>>().join(", ")
    }

    /// The next portion of rows in the order of the key, after this row.
    pub async fn after(&self, db: &impl ConnectionTrait, last: Option<&[Value]>) -> Result<Vec<Vec<Value>>, DbErr> {
        if self.key.is_empty() {
            if last.is_some() {
                return Ok(Vec::new());
            }
            let text = format!("SELECT {} FROM \"{}\"", self.list(), self.name);
            return db.query_all_raw(sql(db, &text, [])).await?.iter().map(|row| self.values(row)).collect();
        }
        let key = self.key.iter().map(|n| format!("\"{}\"", self.columns[*n].name)).collect::<Vec<_>>().join(", ");
        let after = match last {
            Some(_) => format!("WHERE ({key}) > ({})", placeholders(1, self.key.len())),
            None => String::new(),
        };
        let text = format!("SELECT {} FROM \"{}\" {after} ORDER BY {key} LIMIT {}", self.list(), self.name, self.portion());
        let from: Vec<Value> = last.map(|row| self.key.iter().map(|n| row[*n].clone()).collect()).unwrap_or_default();
        db.query_all_raw(sql(db, &text, from)).await?.iter().map(|row| self.values(row)).collect()
    }

    fn values(&self, row: &QueryResult) -> Result<Vec<Value>, DbErr> {
        let value = |(n, column): (usize, &Column)| {
            Ok(match column.kind {
                Kind::Number => Value::from(row.try_get_by_index::<Option<i64>>(n)?),
                Kind::Text => Value::from(row.try_get_by_index::<Option<String>>(n)?),
                Kind::Truth => Value::from(row.try_get_by_index::<Option<bool>>(n)?),
                Kind::Bytes => Value::from(row.try_get_by_index::<Option<Vec<u8>>>(n)?),
            })
        };
        self.columns.iter().enumerate().map(value).collect()
    }

    /// Puts a portion in as it is, numbers included.
    pub async fn insert(&self, tx: &DatabaseTransaction, rows: &[Vec<Value>]) -> Result<(), DbErr> {
        if rows.is_empty() {
            return Ok(());
        }
        if rows.len() > self.portion() {
            for some in rows.chunks(self.portion()) {
                Box::pin(self.insert(tx, some)).await?;
            }
            return Ok(());
        }
        let width = self.columns.len();
        let groups: Vec<String> = (0..rows.len()).map(|n| format!("({})", placeholders(n * width + 1, width))).collect();
        let text = format!("INSERT INTO \"{}\" ({}) VALUES {}", self.name, self.list(), groups.join(", "));
        run(tx, &text, rows.iter().flatten().cloned()).await?;
        Ok(())
    }

    pub async fn empty(&self, tx: &DatabaseTransaction) -> Result<(), DbErr> {
        run(tx, &format!("DELETE FROM \"{}\"", self.name), []).await?;
        Ok(())
    }

    pub async fn is_empty(&self, db: &impl ConnectionTrait) -> Result<bool, DbErr> {
        Ok(count(db, &format!("SELECT COUNT(*) AS n FROM (SELECT 1 FROM \"{}\" LIMIT 1) t", self.name), []).await? == 0)
    }

    /// The last number it gave to a row, if it numbers them. A row that is gone does not give its number back.
    pub async fn numbered(&self, db: &impl ConnectionTrait) -> Result<Option<i64>, DbErr> {
        #[derive(FromQueryResult)]
        struct Last {
            n: i64,
        }
        if !on_postgres(db) {
            let last: Option<Last> = row(db, "SELECT seq AS n FROM sqlite_sequence WHERE name = $1", values![self.name.as_str()]).await?;
            return Ok(last.map(|l| l.n));
        }
        let Some(sequence) = self.sequence(db).await? else { return Ok(None) };
        let last: Option<Last> = row(db, &format!("SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS n FROM {sequence}"), []).await?;
        Ok(last.map(|l| l.n))
    }

    /// Goes on numbering after this.
    pub async fn number_after(&self, tx: &DatabaseTransaction, last: i64) -> Result<(), DbErr> {
        if !on_postgres(tx) {
            run(tx, "DELETE FROM sqlite_sequence WHERE name = $1", values![self.name.as_str()]).await?;
            run(tx, "INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)", values![self.name.as_str(), last]).await?;
        } else if let Some(sequence) = self.sequence(tx).await? {
            tx.query_one_raw(sql(tx, &format!("SELECT setval('{sequence}', {}, {})", last.max(1), last > 0), [])).await?;
        }
        Ok(())
    }

    async fn sequence(&self, db: &impl ConnectionTrait) -> Result<Option<String>, DbErr> {
        if !self.columns.iter().any(|c| c.name == "id") {
            return Ok(None);
        }
        #[derive(FromQueryResult)]
        struct Sequence {
            name: Option<String>,
        }
        let found: Option<Sequence> = row(db, "SELECT pg_get_serial_sequence($1, 'id') AS name", values![format!("\"{}\"", self.name)]).await?;
        Ok(found.and_then(|s| s.name))
    }
}

/// Takes away, until the transaction ends, what refuses rows that come in any order: references and triggers. Gives the
/// statements that put it back; the references are followed then.
pub async fn unguard(tx: &DatabaseTransaction, tables: &[Table]) -> Result<Vec<String>, DbErr> {
    #[derive(FromQueryResult)]
    struct Guard {
        place: String,
        name: String,
        text: String,
    }
    let mut back = Vec::new();
    if on_postgres(tx) {
        tx.execute_unprepared("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0").await?;
        let references = "SELECT CAST(CAST(conrelid AS regclass) AS TEXT) AS place, CAST(conname AS TEXT) AS name, pg_get_constraintdef(oid) AS text FROM pg_constraint
             WHERE contype = 'f' AND connamespace = CAST(current_schema() AS regnamespace) ORDER BY 1, 2";
        for g in rows::<Guard>(tx, references, []).await? {
            tx.execute_unprepared(&format!("ALTER TABLE {} DROP CONSTRAINT \"{}\"", g.place, g.name)).await?;
            back.push(format!("ALTER TABLE {} ADD CONSTRAINT \"{}\" {}", g.place, g.name, g.text));
        }
        for table in tables {
            tx.execute_unprepared(&format!("ALTER TABLE \"{}\" DISABLE TRIGGER USER", table.name)).await?;
            back.push(format!("ALTER TABLE \"{}\" ENABLE TRIGGER USER", table.name));
        }
    } else {
        tx.execute_unprepared("PRAGMA defer_foreign_keys = ON").await?;
        for g in rows::<Guard>(tx, "SELECT tbl_name AS place, name, sql AS text FROM sqlite_master WHERE type = 'trigger' ORDER BY name", []).await? {
            tx.execute_unprepared(&format!("DROP TRIGGER \"{}\"", g.name)).await?;
            back.push(g.text);
        }
    }
    Ok(back)
}
