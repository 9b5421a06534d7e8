//! A private PostgreSQL for this process: made in a temporary folder, reached by its socket, gone with the process.
//!
//! A small shell holds the cluster. It waits for the end of its standard input, which comes when this process ends in
//! whatever way, then stops the cluster and removes the folder.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use entraide::db::Db;
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection};
use tokio::sync::OnceCell;

static CLUSTER: OnceCell<Cluster> = OnceCell::const_new();
static NUMBER: AtomicU32 = AtomicU32::new(0);

struct Cluster {
    folder: PathBuf,
    admin: DatabaseConnection,
    /// How a database is copied: as files, in half the time of a copy through the log. Before 15 there is no other way.
    strategy: &'static str,
    /// Closed by the system when this process ends.
    _held: ChildStdin,
}

/// Makes the cluster, starts it, says "ready", waits, cleans up. `$1` the folder, `$2` PostgreSQL's programs.
const SHELL: &str = r#"
trap '' INT TERM HUP
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
cd /
mkdir -p "$1" && chmod 755 "$1" || exit 1
if [ "$(id -u)" = 0 ]; then chown postgres "$1" || { echo "there is no user postgres"; exit 1; }; fi
as "$2/initdb" -D "$1/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$1.log" 2>&1 || { cat "$1.log"; rm -rf "$1" "$1.log"; exit 1; }
as "$2/pg_ctl" -D "$1/data" -l "$1/log" -w -t 60 -o "-k $1 -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off -c max_connections=500 -c shared_buffers=96MB -c max_wal_size=256MB -c min_wal_size=32MB -c wal_level=minimal -c max_wal_senders=0" start >"$1.log" 2>&1 || { cat "$1.log" "$1/log"; rm -rf "$1" "$1.log"; exit 1; }
echo ready
cat >/dev/null
as "$2/pg_ctl" -D "$1/data" -m immediate -w stop >/dev/null 2>&1
rm -rf "$1" "$1.log"
"#;

/// A fresh database with the schema, and its address.
pub async fn database() -> (String, String) {
    let cluster = CLUSTER.get_or_init(start).await;
    let name = format!("t{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let text = format!("CREATE DATABASE {name} TEMPLATE schema{}", cluster.strategy);
    cluster.admin.execute_unprepared(&text).await.expect("a database is created from the template");
    (url(&cluster.folder, &name), name)
}

/// Removes a database whose test passed.
pub async fn drop(name: &str) {
    if let Some(cluster) = CLUSTER.get() {
        let _ = cluster.admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
    }
}

fn url(folder: &Path, name: &str) -> String {
    format!("postgres://postgres@localhost/{name}?host={}", folder.display())
}

async fn start() -> Cluster {
    let programs = programs().expect(
        "PostgreSQL is needed by the tests and its initdb was found neither in PATH nor in /usr/lib/postgresql; tests/run installs it, or: apt-get install postgresql",
    );
    // a socket's path has 107 bytes at most
    let folder = PathBuf::from(format!("{}/entraide-pg-{}-{:04x}", place(), std::process::id(), rand::random::<u16>()));
    #[expect(clippy::zombie_processes, reason = "it outlives the test process on purpose: it cleans up after it")]
    let mut child = Command::new("/bin/sh")
        .args(["-c", SHELL, "sh"])
        .arg(&folder)
        .arg(programs)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .process_group(0)
        .spawn()
        .expect("/bin/sh runs");
    let held = child.stdin.take().expect("it was piped");
    let mut said = String::new();
    for line in BufReader::new(child.stdout.take().expect("it was piped")).lines().map_while(Result::ok) {
        if line == "ready" {
            break;
        }
        said.push_str(&line);
        said.push('\n');
    }
    assert!(folder.join("data").exists(), "PostgreSQL does not start:\n{said}");
    let mut options = ConnectOptions::new(url(&folder, "postgres"));
    options.max_connections(4).acquire_timeout(std::time::Duration::from_secs(60)).sqlx_logging(false);
    let admin = Database::connect(options).await.expect("the private PostgreSQL answers");
    admin.execute_unprepared("CREATE DATABASE schema").await.expect("the template is created");
    let db = super::app::patiently(&url(&folder, "schema")).await;
    db.migrate().await.expect("the schema is made");
    db.close().await.expect("the template is left alone");
    let version = std::fs::read_to_string(folder.join("data/PG_VERSION")).expect("a cluster names its version");
    let strategy = if version.trim().parse::<u32>().is_ok_and(|v| v >= 15) { " STRATEGY FILE_COPY" } else { "" };
    Cluster { folder, admin, strategy, _held: held }
}

/// In memory where there is room: each test has a database of its own, hundreds of files that come and go.
fn place() -> &'static str {
    const ROOM: u64 = 3 * 1024 * 1024;
    let said = Command::new("df").args(["-Pk", "/dev/shm"]).output().map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
    let free: Option<u64> = said.lines().nth(1).and_then(|l| l.split_whitespace().nth(3)).and_then(|n| n.parse().ok());
    if free.is_some_and(|kib| kib >= ROOM) { "/dev/shm" } else { "/tmp" }
}

/// The folder with `initdb` and `pg_ctl`: beside the one in PATH, else Debian's newest.
fn programs() -> Option<PathBuf> {
    let in_path = std::env::var_os("PATH").into_iter().flat_map(|p| std::env::split_paths(&p).collect::<Vec<_>>());
    let mut debian: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|e| Some((e.file_name().to_str()?.parse().ok()?, e.path().join("bin"))))
        .collect();
    debian.sort();
    let found = debian.into_iter().rev().map(|(_, p)| p).chain(in_path).find(|p| p.join("initdb").exists() && p.join("pg_ctl").exists())?;
    Some(found)
}
