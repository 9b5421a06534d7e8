//! A PostgreSQL of the drills' own, as durable as a real one, that can be restarted. A small shell holds it: it waits for the
//! end of its standard input, which comes when this process ends in whatever way, then stops the cluster and removes it.

use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context as _, ensure};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database};

pub struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    /// Closed by the system when this process ends.
    _held: ChildStdin,
    databases: AtomicU32,
}

/// `$1` the folder, `$2` PostgreSQL's programs.
const SHELL: &str = r#"
trap '' INT TERM HUP
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
cd /
mkdir -p "$1" && chmod 755 "$1" || exit 1
if [ "$(id -u)" = 0 ]; then chown postgres "$1" || { echo "there is no user postgres"; exit 1; }; fi
as "$2/initdb" -D "$1/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$1.log" 2>&1 || { cat "$1.log"; rm -rf "$1" "$1.log"; exit 1; }
as "$2/pg_ctl" -D "$1/data" -l "$1/log" -w -t 60 -o "-k $1 -c listen_addresses='' -c max_connections=200 -c shared_buffers=64MB" start >"$1.log" 2>&1 || { cat "$1.log" "$1/log"; rm -rf "$1" "$1.log"; exit 1; }
echo ready
cat >/dev/null
as "$2/pg_ctl" -D "$1/data" -m immediate -w stop >/dev/null 2>&1
rm -rf "$1" "$1.log"
"#;

static SHARED: OnceLock<Cluster> = OnceLock::new();

/// One for all drills, which run one after the other; it ends with the process.
pub fn shared() -> anyhow::Result<&'static Cluster> {
    if SHARED.get().is_none() {
        let _ = SHARED.set(Cluster::start()?);
    }
    SHARED.get().context("it was started")
}

impl Cluster {
    fn start() -> anyhow::Result<Cluster> {
        let programs = programs().context("PostgreSQL's initdb was found neither in PATH nor in /usr/lib/postgresql; tests/run installs it")?;
        // a socket's path has 107 bytes at most
        let folder = PathBuf::from(format!("/tmp/entraide-drill-pg-{}-{:04x}", std::process::id(), rand::random::<u16>()));
        #[expect(clippy::zombie_processes, reason = "it outlives this process on purpose: it cleans up after it")]
        let mut holder = Command::new("/bin/sh").args(["-c", SHELL, "sh"]).arg(&folder).arg(&programs).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).process_group(0).spawn()?;
        let held = holder.stdin.take().context("piped")?;
        let mut said = String::new();
        for line in BufReader::new(holder.stdout.take().context("piped")?).lines().map_while(Result::ok) {
            if line == "ready" {
                break;
            }
            said.push_str(&line);
            said.push('\n');
        }
        ensure!(folder.join("data").exists(), "PostgreSQL does not start:\n{said}");
        Ok(Cluster { folder, programs, _held: held, databases: AtomicU32::new(0) })
    }

    /// An empty database.
    pub async fn database(&self) -> anyhow::Result<String> {
        let name = format!("d{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let mut options = ConnectOptions::new(self.url("postgres"));
        options.max_connections(1).sqlx_logging(false);
        let admin = Database::connect(options).await?;
        admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
        admin.close().await?;
        Ok(self.url(&name))
    }

    fn url(&self, name: &str) -> String {
        format!("postgres://postgres@localhost/{name}?host={}", self.folder.display())
    }

    /// `pg_ctl restart -m immediate`: as if it had crashed. Returns when it accepts again.
    pub async fn restart(&self) -> anyhow::Result<()> {
        let (data, log, program) = (self.folder.join("data"), self.folder.join("log"), self.programs.join("pg_ctl"));
        let done = tokio::task::spawn_blocking(move || {
            let mut command = if data.metadata().is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) != 0) && runs_as_root() {
                let mut c = Command::new("runuser");
                c.args(["-u", "postgres", "--"]).arg(program);
                c
            } else {
                Command::new(program)
            };
            command.arg("-D").arg(data).arg("-l").arg(log).args(["-m", "immediate", "-w", "-t", "60", "restart"]).current_dir("/").stdout(Stdio::null()).stderr(Stdio::null()).status()
        })
        .await??;
        ensure!(done.success(), "PostgreSQL does not come back");
        Ok(())
    }
}

pub fn runs_as_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0)
}

/// The folder with `initdb` and `pg_ctl`: Debian's newest, else beside the one in PATH.
fn programs() -> Option<PathBuf> {
    let in_path: Vec<PathBuf> = std::env::var_os("PATH").map(|p| std::env::split_paths(&p).collect()).unwrap_or_default();
    let installed = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut debian: Vec<(u32, PathBuf)> = installed.filter_map(|e| Some((e.file_name().to_str()?.parse().ok()?, e.path().join("bin")))).collect();
    debian.sort();
    debian.into_iter().rev().map(|(_, p)| p).chain(in_path).find(|p| p.join("initdb").exists() && p.join("pg_ctl").exists())
}
