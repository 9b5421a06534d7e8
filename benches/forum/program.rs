//! The program as it is installed, over the same database: how soon it is ready, and the memory it holds.

use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use entity::PostId;
use entraide::web::paths;

use crate::forum::Forum;
use crate::load::{self, Job, Request};
use crate::targets::{Said, Target};

/// Seconds to the first page, MB at rest and under load: `performance.md`.
const READY: f64 = 0.5;
const AT_REST: f64 = 60.0;
const UNDER_LOAD: f64 = 200.0;
/// How long it rests before it is looked at: the jobs that come with a start are done by then.
const REST: Duration = Duration::from_secs(20);

/// Stopped when it goes.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub async fn measure(forum: &Forum) -> anyhow::Result<Said> {
    let at = free()?;
    let begun = Instant::now();
    let mut program = Program(start(forum, at)?);
    while tokio::net::TcpStream::connect(at).await.is_err() || !ready(at).await {
        if let Some(status) = program.0.try_wait()? {
            bail!("the program ended: {status}");
        }
        if begun.elapsed() > Duration::from_secs(60) {
            bail!("the program is not ready after a minute");
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let soon = begun.elapsed().as_secs_f64();
    tokio::time::sleep(REST).await;
    let rest = anonymous(program.0.id()).context("memory of the program")?;
    let job = mixed(forum);
    let mut most = rest;
    let load = load::run(at, &job);
    tokio::pin!(load);
    let took = loop {
        tokio::select! {
            took = &mut load => break took?,
            () = tokio::time::sleep(Duration::from_millis(50)) => most = most.max(anonymous(program.0.id()).unwrap_or_default()),
        }
    };
    let bytes = forum.bytes().await?;
    Ok(Said {
        text: format!("the program over a database of {:.0} MB; under load: {} pages in {:.1} s from {} connections", bytes / 1e6, took.micros.len(), took.seconds, job.connections),
        targets: vec![
            Target::at_most("start to ready", soon, READY, "s"),
            Target::at_most("memory at rest", rest, AT_REST, "MB"),
            Target::at_most("memory under load", most, UNDER_LOAD, "MB"),
        ],
    })
}

fn start(forum: &Forum, at: SocketAddr) -> anyhow::Result<Child> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_entraide"));
    command.arg("serve").env("DATABASE_URL", &forum.url).env("PORT", at.port().to_string()).env("ENTRAIDE_BASE_URL", &forum.base).env("ENTRAIDE_MAIL", "none").env("ENTRAIDE_TWO_STEP_STAFF", "offered");
    for key in crate::forum::UNLIMITED {
        command.env(format!("ENTRAIDE_{}", key.replace('.', "_").to_uppercase()), "1000000000");
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("the program does not start")
}

/// A port nobody has.
fn free() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

async fn ready(at: SocketAddr) -> bool {
    let request = Request { path: paths::Readyz.to_string(), origin: "http://127.0.0.1".into(), ..Request::default() };
    load::once(at, &request).await.is_ok_and(|status| status == 200)
}

/// What visitors and members read, in turn, from 32 connections.
fn mixed(forum: &Forum) -> Job {
    let thread = |t: &crate::forum::Thread| paths::Question { id: PostId(t.id), slug: &t.slug }.to_string();
    let pages = [
        paths::Home.to_string(),
        thread(&forum.twenty),
        thread(&forum.longest),
        paths::Tag { name: &forum.tag.name }.to_string(),
        paths::with_query(paths::Search, &[("q", "email")]),
        paths::with_query(paths::Search, &[("q", "acount pasword")]),
        paths::User { username: &forum.helper }.to_string(),
    ];
    let request = |path: &String, cookie: &str| Request { path: path.clone(), cookie: cookie.to_owned(), origin: forum.base.clone(), ..Request::default() };
    let requests = pages.iter().flat_map(|p| [request(p, ""), request(p, &forum.readers[0])]).collect();
    Job { requests, times: 6_000, connections: 32, status: 200, every: None }
}

/// Megabytes of a process that are no mapped files.
fn anonymous(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let kilobytes: f64 = status.lines().find_map(|l| l.strip_prefix("RssAnon:"))?.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes / 1_000.0)
}
