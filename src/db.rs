//! The database: SQLite in one file, or PostgreSQL. What differs between the two stays here and in `search/`.
//!
//! Reads go to [`Db::read`], writes happen in a transaction from [`Db::write`]. On SQLite there is exactly one
//! writing connection, its transactions begin IMMEDIATE, and readers are `query_only`; so nobody ever meets
//! "database is locked", and a write outside a transaction fails.

mod changes;
mod sight;
pub mod tables;
mod upkeep;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use sea_orm::sqlx::Connection as _;
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, FromQueryResult, IsolationLevel, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait, Value,
};

pub use changes::{Change, changes, forget_changes, no_changes};
pub use sight::{ahead, foreign, sight, sight_of, unseen, writer};

/// Four readers gave the best throughput on two cores; eight gained nothing.
const SQLITE_READERS: u32 = 4;
const POSTGRES_READERS: u32 = 12;
/// Those who write to one thread wait for each other's locks: few do so at the database, the others for a connection.
const POSTGRES_WRITERS: u32 = 8;
/// Readers are told at once that the database is down. Writers stand in line, on either database.
const READERS_WAIT: Duration = Duration::from_secs(2);
const WRITERS_WAIT: Duration = Duration::from_secs(30);
/// How the connections of a server are called.
const SERVING: &str = "entraide serve";
/// Fixes the WAL-reset corruption of 3.7.0–3.51.2.
const SQLITE_AT_LEAST: (u32, u32, u32) = (3, 51, 3);

/// Both ends of the database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    write: DatabaseConnection,
    read: DatabaseConnection,
}

impl Db {
    /// Connects to `sqlite://path` or `postgres://…`. Creates the SQLite file and its folder; does not migrate.
    pub async fn connect(url: &str) -> anyhow::Result<Db> {
        Db::connect_as(url, "entraide").await
    }

    /// The same for a server: whoever would put another community in its place is told that it runs.
    pub async fn connect_to_serve(url: &str) -> anyhow::Result<Db> {
        Db::connect_as(url, SERVING).await
    }

    async fn connect_as(url: &str, name: &'static str) -> anyhow::Result<Db> {
        if let Some(path) = Db::file_of(url).and_then(Path::to_str) {
            if let Some(folder) = Path::new(path).parent().filter(|f| !f.as_os_str().is_empty()) {
                std::fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
            }
            let url = format!("sqlite://{path}?mode=rwc");
            let write = Database::connect(sqlite(&url, 1, false)).await.with_context(|| format!("cannot open {path}"))?;
            private_file(path)?;
            check_sqlite(&write).await?;
            let read = Database::connect(sqlite(&url, SQLITE_READERS, true)).await?;
            Ok(Db { write, read })
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let read = Database::connect(postgres(url, POSTGRES_READERS, READERS_WAIT, name)).await.context("cannot reach PostgreSQL")?;
            let write = Database::connect(postgres(url, POSTGRES_WRITERS, WRITERS_WAIT, name)).await.context("cannot reach PostgreSQL")?;
            Ok(Db { write, read })
        } else {
            bail!("DATABASE_URL must begin with sqlite:// or postgres://")
        }
    }

    /// Where reads go. On SQLite, a write through it is refused by the database.
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// A transaction; the only way to write. Dropped without `commit`, it leaves nothing behind.
    pub async fn write(&self) -> Result<DatabaseTransaction, DbErr> {
        self.write
            .begin_with_options(TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate), ..Default::default() })
            .await
    }

    /// Tells `watcher` of every statement. Before the first clone: it is for tests and measurements.
    pub fn watch(&mut self, watcher: impl Fn(&sea_orm::metric::Info<'_>) + Send + Sync + 'static) {
        let watcher = Arc::new(watcher);
        let again = watcher.clone();
        self.read.set_metric_callback(move |info| watcher(info));
        self.write.set_metric_callback(move |info| again(info));
    }

    pub fn backend(&self) -> DbBackend {
        self.read.get_database_backend()
    }

    pub fn is_postgres(&self) -> bool {
        self.backend() == DbBackend::Postgres
    }

    /// A moment of the database for questions that may take long: nothing times out, and all answers agree.
    pub async fn unhurried(&self) -> Result<DatabaseTransaction, DbErr> {
        if !self.is_postgres() {
            return self.read.begin().await;
        }
        let tx = self.read.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?;
        tx.execute_unprepared("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0").await?;
        Ok(tx)
    }

    /// Tables with rows that refer to rows which are not there, and how many. PostgreSQL never lets one in.
    pub async fn broken_references(tx: &DatabaseTransaction) -> Result<Vec<(String, i64)>, DbErr> {
        #[derive(FromQueryResult)]
        struct Broken {
            name: String,
            n: i64,
        }
        if tx.get_database_backend() == DbBackend::Postgres {
            return Ok(Vec::new());
        }
        let text = "SELECT \"table\" || ' (' || parent || ')' AS name, COUNT(*) AS n FROM pragma_foreign_key_check GROUP BY 1 ORDER BY 1";
        let broken: Vec<Broken> = rows(tx, text, []).await?;
        Ok(broken.into_iter().map(|b| (b.name, b.n)).collect())
    }

    /// Closes every connection; on SQLite the last one folds the write-ahead log into the file.
    pub async fn close(self) -> Result<(), DbErr> {
        self.read.close().await?;
        self.write.close().await
    }
}

fn postgres(url: &str, connections: u32, wait: Duration, name: &'static str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(wait)
        .sqlx_logging(false)
        .test_before_acquire(false)
        .map_sqlx_postgres_opts(move |o| o.application_name(name).options([("statement_timeout", "5s"), ("lock_timeout", "2s"), ("idle_in_transaction_session_timeout", "10s"), ("jit", "off")]));
    options
}

fn sqlite(url: &str, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(connections)
        .acquire_timeout(if read_only { Duration::from_secs(5) } else { WRITERS_WAIT })
        .sqlx_logging(false)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .test_before_acquire(false)
        // SQLite itself ends a transaction that meets a full disk or an I/O error; its driver then fails to end it, counts it as
        // open, and would put the next ones inside it, where nothing is ever committed. Such a connection is not used again.
        .map_sqlx_sqlite_pool_opts(|pool| pool.before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) })))
        .map_sqlx_sqlite_opts(move |o| {
            o.journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
                .statement_cache_capacity(256)
                .pragma("mmap_size", "268435456")
                .pragma("cache_size", "-16000")
                .pragma("temp_store", "memory")
                .pragma("journal_size_limit", "67108864")
                .pragma("query_only", if read_only { "on" } else { "off" })
        });
    options
}

async fn check_sqlite(db: &DatabaseConnection) -> anyhow::Result<()> {
    #[derive(FromQueryResult)]
    struct Version {
        version: String,
    }
    let row: Option<Version> = row(db, "SELECT sqlite_version() AS version", []).await?;
    let text = row.map(|v| v.version).unwrap_or_default();
    let mut parts = text.split('.').map(|p| p.parse::<u32>().unwrap_or(0));
    let found = (parts.next().unwrap_or(0), parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    if found < SQLITE_AT_LEAST {
        bail!("SQLite {text} can corrupt its write-ahead log; 3.51.3 or newer is needed");
    }
    Ok(())
}

/// The file holds addresses and password hashes: only its owner may read it.
#[cfg(unix)]
fn private_file(path: &str) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).with_context(|| format!("cannot protect {path}"))
}

#[cfg(not(unix))]
fn private_file(_path: &str) -> anyhow::Result<()> {
    Ok(())
}

/// A statement in portable SQL (`$1` placeholders) for the database at hand.
pub fn sql<C: ConnectionTrait>(db: &C, text: &str, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(db.get_database_backend(), text, values)
}

/// All rows of a query, decoded.
pub async fn rows<T: FromQueryResult>(db: &impl ConnectionTrait, text: &str, values: impl IntoIterator<Item = Value>) -> Result<Vec<T>, DbErr> {
    db.query_all_raw(sql(db, text, values)).await?.iter().map(|r| T::from_query_result(r, "")).collect()
}

/// The first row of a query, decoded, if there is one.
pub async fn row<T: FromQueryResult>(db: &impl ConnectionTrait, text: &str, values: impl IntoIterator<Item = Value>) -> Result<Option<T>, DbErr> {
    db.query_one_raw(sql(db, text, values)).await?.map(|r| T::from_query_result(&r, "")).transpose()
}

/// A whole number that the query calls `n`; 0 without a row.
pub async fn count(db: &impl ConnectionTrait, text: &str, values: impl IntoIterator<Item = Value>) -> Result<i64, DbErr> {
    db.query_one_raw(sql(db, text, values)).await?.map_or(Ok(0), |r| r.try_get("", "n"))
}

/// Runs a statement inside a transaction; gives the number of rows it changed.
pub async fn run(tx: &DatabaseTransaction, text: &str, values: impl IntoIterator<Item = Value>) -> Result<u64, DbErr> {
    Ok(tx.execute_raw(sql(tx, text, values)).await?.rows_affected())
}

/// `$3, $4, $5` for three values from the third on.
pub fn placeholders(from: usize, count: usize) -> String {
    (from..from + count).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ")
}

/// Holds a row's lock until the transaction ends, so that two people changing it wait for each other.
/// SQLite has one writer and needs none. Rows that refer to the locked one may still be added.
pub async fn lock(tx: &DatabaseTransaction, table: &'static str, id: i64) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.query_one_raw(sql(tx, &format!("SELECT id FROM {table} WHERE id = $1 FOR NO KEY UPDATE"), [id.into()])).await?;
    }
    Ok(())
}

/// The same for every row that a condition picks, in the order of their ids.
pub async fn lock_all(tx: &DatabaseTransaction, table: &'static str, condition: &str, values: impl IntoIterator<Item = Value>) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.query_all_raw(sql(tx, &format!("SELECT id FROM {table} WHERE {condition} ORDER BY id FOR NO KEY UPDATE"), values)).await?;
    }
    Ok(())
}

/// The same, and what the rows say once they are held. The statement has an order: everyone locks in the same.
pub async fn held_rows<T: FromQueryResult>(tx: &DatabaseTransaction, text: &str, values: impl IntoIterator<Item = Value>) -> Result<Vec<T>, DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        return rows(tx, &format!("{text} FOR NO KEY UPDATE"), values).await;
    }
    rows(tx, text, values).await
}

/// The record of deeds gets its link from the database itself, when a transaction commits.
pub fn links_at_commit(tx: &DatabaseTransaction) -> bool {
    tx.get_database_backend() == DbBackend::Postgres
}

/// Waits until nobody else has this turn (`"publish 42"`); it ends with the transaction. Unlike a row's lock it stands in
/// nobody's way who does something else to the same row.
pub async fn turn(tx: &DatabaseTransaction, name: &str) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.query_one_raw(sql(tx, "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [name.into()])).await?;
    }
    Ok(())
}

/// After rows with given ids went in, PostgreSQL's numbering must be moved past them.
pub async fn renumber(tx: &DatabaseTransaction, table: &'static str) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let text = format!("SELECT setval(pg_get_serial_sequence('{table}', 'id'), COALESCE(MAX(id), 1)) AS n FROM {table}");
        tx.query_one_raw(sql(tx, &text, [])).await?;
    }
    Ok(())
}

/// Ids for rows about to be inserted many at a time; nobody else is given them.
pub async fn reserve(tx: &DatabaseTransaction, table: &'static str, count: usize) -> Result<Vec<i64>, DbErr> {
    #[derive(FromQueryResult)]
    struct Next {
        id: i64,
    }
    let n = i64::try_from(count).unwrap_or(i64::MAX);
    if tx.get_database_backend() == DbBackend::Postgres {
        let text = format!("SELECT nextval(pg_get_serial_sequence('{table}', 'id')) AS id FROM generate_series(1, $1)");
        let mut ids: Vec<i64> = rows::<Next>(tx, &text, [n.into()]).await?.into_iter().map(|r| r.id).collect();
        ids.sort_unstable();
        return Ok(ids);
    }
    // One writer at a time: what the table last numbered stays true until this transaction ends.
    let last: Option<Next> = row(tx, "SELECT seq AS id FROM sqlite_sequence WHERE name = $1", [table.into()]).await?;
    let last = last.map_or(0, |r| r.id);
    Ok((last + 1..=last + n).collect())
}

/// Values for [`rows`], [`row`], [`count`] and [`run`]: `values![id, "word", now]`.
#[macro_export]
macro_rules! values {
    ($($v:expr),* $(,)?) => { [$(sea_orm::Value::from($v)),*] };
}

/// SQL for "this column contains these words, letter by letter": `LIKE` folds case on one database and not on the other.
pub fn contains(db: &impl ConnectionTrait, column: &str, words: &str) -> String {
    match db.get_database_backend() {
        DbBackend::Postgres => format!("strpos({column}, {words}) > 0"),
        _ => format!("instr({column}, {words}) > 0"),
    }
}
