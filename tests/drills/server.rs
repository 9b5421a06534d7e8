//! The program as a process: started on its database, watched, ended in whatever way.

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::http;

/// Limits that are out of the way here: drills are about other things.
const GENEROUS: &[(&str, &str)] = &[
    ("ENTRAIDE_LIMITS_PAGES", "1000000000"),
    ("ENTRAIDE_LIMITS_PAGES_PER_MINUTE", "1000000000"),
    ("ENTRAIDE_LIMITS_MEMBER_PAGES", "1000000000"),
    ("ENTRAIDE_LIMITS_MEMBER_PAGES_PER_MINUTE", "1000000000"),
    ("ENTRAIDE_LIMITS_ADDRESS_PAGES_PER_MINUTE", "1000000000"),
    ("ENTRAIDE_LIMITS_SEARCHES_PER_MINUTE", "1000000000"),
    ("ENTRAIDE_LIMITS_MEMBER_SEARCHES_PER_MINUTE", "1000000000"),
    ("ENTRAIDE_LIMITS_FEEDS_PER_TEN_MINUTES", "1000000000"),
    ("ENTRAIDE_LIMITS_LOGINS_PER_MINUTE", "1000000"),
    ("ENTRAIDE_LIMITS_MEMBER_TIMES", "1000000"),
    ("ENTRAIDE_LIMITS_GAPS", "0"),
    ("ENTRAIDE_BACKUP_NIGHTLY", "false"),
    ("ENTRAIDE_TWO_STEP_STAFF", "offered"),
    ("ENTRAIDE_LOG", "warn"),
    ("ENTRAIDE_LOG_FORMAT", "text"),
];

/// A community: its folder, its database, its settings; and where it is served, while it is.
pub struct Site {
    folder: tempfile::TempDir,
    pub url: String,
    settings: Vec<(String, String)>,
    /// Words before the program's name: `prlimit`, `faketime`.
    wrapper: Vec<String>,
    at: Mutex<Option<SocketAddr>>,
}

impl Site {
    /// On SQLite, in a folder of its own.
    pub fn sqlite() -> anyhow::Result<Site> {
        let folder = tempfile::Builder::new().prefix("entraide-drill-").tempdir()?;
        let url = format!("sqlite://{}", folder.path().join("data/entraide.db").display());
        Ok(Site::new(folder, url))
    }

    /// On a database that is there.
    pub fn on(url: &str) -> anyhow::Result<Site> {
        Ok(Site::new(tempfile::Builder::new().prefix("entraide-drill-").tempdir()?, url.to_owned()))
    }

    fn new(folder: tempfile::TempDir, url: String) -> Site {
        Site { folder, url, settings: Vec::new(), wrapper: Vec::new(), at: Mutex::default() }
    }

    pub fn set(&mut self, name: &str, value: &str) {
        self.settings.push((name.to_owned(), value.to_owned()));
    }

    pub fn through(&mut self, words: &[&str]) {
        self.wrapper = words.iter().map(|w| (*w).to_owned()).collect();
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where it is served now.
    pub fn at(&self) -> Option<SocketAddr> {
        *self.at.lock().expect("nobody panics with it")
    }

    pub fn gone(&self) {
        *self.at.lock().expect("nobody panics with it") = None;
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let program = env!("CARGO_BIN_EXE_entraide");
        let mut words: Vec<&OsStr> = self.wrapper.iter().map(OsStr::new).collect();
        words.push(program.as_ref());
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).args(arguments).current_dir(self.folder.path()).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default()).env("DATABASE_URL", &self.url);
        command.envs(GENEROUS.iter().copied()).envs(self.settings.iter().map(|(k, v)| (k, v)));
        command
    }

    /// Another command of the program, to its end.
    pub fn runs(&self, arguments: &[&str]) -> anyhow::Result<Output> {
        Ok(self.command(arguments).stdin(Stdio::null()).output()?)
    }

    /// Another command of the program, begun.
    pub fn begins(&self, arguments: &[&str]) -> anyhow::Result<Child> {
        Ok(self.command(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
    }

    /// `entraide check`: what it says where something is not true.
    pub fn check(&self) -> anyhow::Result<Result<(), String>> {
        let out = self.runs(&["check"])?;
        let said = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
        Ok(if out.status.success() { Ok(()) } else { Err(said) })
    }

    /// Starts it and waits until it says that it is ready.
    pub async fn start(&self) -> anyhow::Result<Server> {
        let begun = Instant::now();
        let mut server = self.spawn()?;
        while !http::get(server.at, "/readyz", "").await.is_ok_and(|a| a.status == 200) {
            anyhow::ensure!(begun.elapsed() < Duration::from_secs(60), "it is not ready after a minute");
            if let Some(status) = server.child.try_wait()? {
                bail!("it ended with {status}: {}", server.log.tail());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        server.ready_after = begun.elapsed();
        *self.at.lock().expect("nobody panics with it") = Some(server.at);
        Ok(server)
    }

    fn spawn(&self) -> anyhow::Result<Server> {
        // a group of its own: what stands before the program's name may leave it behind
        let mut child = self.command(&["serve", "--listen", "127.0.0.1:0"]).process_group(0).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().context("the program starts")?;
        let log = Log::default();
        let errors = BufReader::new(child.stderr.take().context("piped")?);
        let kept = log.clone();
        std::thread::spawn(move || errors.lines().map_while(Result::ok).for_each(|line| kept.line(line)));
        let mut lines = BufReader::new(child.stdout.take().context("piped")?).lines();
        let said = lines.by_ref().map_while(Result::ok).find(|l| l.contains("http://"));
        let at = said.as_deref().and_then(|l| l.split("http://").nth(1)).and_then(|a| a.trim().parse().ok());
        let Some(at) = at else {
            let status = child.wait()?;
            // the last words may still be on their way
            std::thread::sleep(Duration::from_millis(100));
            bail!("it does not serve ({status}): {}", log.tail());
        };
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Server { child, at, log, ready_after: Duration::ZERO })
    }
}

/// What the program wrote to standard error.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<(usize, VecDeque<String>)>>);

impl Log {
    fn line(&self, line: String) {
        let mut log = self.0.lock().expect("nobody panics with it");
        log.0 += 1;
        log.1.push_back(line);
        if log.1.len() > 2_000 {
            log.1.pop_front();
        }
    }

    /// Lines so far.
    pub fn lines(&self) -> usize {
        self.0.lock().expect("nobody panics with it").0
    }

    pub fn contains(&self, word: &str) -> bool {
        self.0.lock().expect("nobody panics with it").1.iter().any(|l| l.contains(word))
    }

    pub fn tail(&self) -> String {
        let log = self.0.lock().expect("nobody panics with it");
        log.1.iter().rev().take(5).rev().map(String::as_str).collect::<Vec<_>>().join("\n        ")
    }
}

/// A running server; it ends with this value.
pub struct Server {
    child: Child,
    pub at: SocketAddr,
    pub log: Log,
    /// From its start until it was ready.
    pub ready_after: Duration,
}

impl Server {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// `kill -9`.
    pub fn kill(mut self) -> anyhow::Result<()> {
        self.signal("KILL")?;
        self.child.wait()?;
        Ok(())
    }

    /// A signal by name, to the program and what it was started through.
    pub fn signal(&self, name: &str) -> anyhow::Result<()> {
        let sent = Command::new("kill").args([format!("-{name}"), "--".into(), format!("-{}", self.child.id())]).status()?;
        anyhow::ensure!(sent.success(), "the program is gone already");
        Ok(())
    }

    pub fn running(&mut self) -> anyhow::Result<bool> {
        Ok(self.child.try_wait()?.is_none())
    }

    /// Waits for its end.
    pub async fn ends(&mut self, within: Duration) -> anyhow::Result<ExitStatus> {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            anyhow::ensure!(begun.elapsed() < within, "it does not end within {within:?}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Stops it in order and at once, as Ctrl-C does.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        self.signal("INT")?;
        let status = self.ends(Duration::from_secs(60)).await?;
        anyhow::ensure!(status.success(), "it ended with {status}: {}", self.log.tail());
        Ok(())
    }

    /// A number of KiB from `/proc/PID/status`: `RssAnon`, `Threads`.
    pub fn status(&self, name: &str) -> u64 {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.id())).unwrap_or_default();
        let line = text.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(':'));
        line.and_then(|l| l.split_whitespace().next()).and_then(|n| n.parse().ok()).unwrap_or_default()
    }

    /// Anonymous memory in MiB: mapped files of the database are not counted.
    pub fn memory(&self) -> f64 {
        self.status("RssAnon") as f64 / 1_024.0
    }

    /// Open file descriptors.
    pub fn files(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.id())).map_or(0, Iterator::count)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.signal("KILL");
        let _ = self.child.wait();
    }
}

