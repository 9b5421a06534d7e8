//! The load: a second process that sends a fixed number of requests over a fixed number of connections and tells how long
//! they took. HTTP by hand, so that it costs little.

use std::net::SocketAddr;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

/// One request of a case; `{n}` in path and body becomes its number.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Job {
    pub requests: Vec<Request>,
    pub times: usize,
    pub connections: usize,
    /// What each must answer.
    pub status: u16,
    /// Microseconds between two requests, whatever becomes of the earlier ones; none: as fast as the connections allow.
    /// A request that has to wait for its connection has waited: its time counts from when it was due.
    pub every: Option<u64>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Request {
    pub post: bool,
    pub path: String,
    pub cookie: String,
    pub body: String,
    pub origin: String,
}

/// Microseconds of each request, sorted, and seconds of all.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Took {
    pub micros: Vec<u64>,
    pub seconds: f64,
}

impl Took {
    pub fn percentile(&self, p: f64) -> u64 {
        let last = self.micros.len().saturating_sub(1);
        self.micros.get(((last as f64) * p).round() as usize).copied().unwrap_or_default()
    }
}

/// Runs a job from another process.
pub async fn run(at: SocketAddr, job: &Job) -> anyhow::Result<Took> {
    let file = tempfile::NamedTempFile::new()?;
    std::fs::write(file.path(), serde_json::to_vec(job)?)?;
    let out = tokio::process::Command::new(std::env::current_exe()?)
        .args(["--load".as_ref(), at.to_string().as_ref(), file.path().as_os_str()])
        .stdout(Stdio::piped())
        .spawn()?
        .wait_with_output()
        .await?;
    if !out.status.success() {
        bail!("the load failed");
    }
    serde_json::from_slice(&out.stdout).context("the load did not say how long it took")
}

/// The other process.
pub async fn child(arguments: &[String]) -> anyhow::Result<()> {
    let [at, file] = arguments else { bail!("--load ADDRESS FILE") };
    let at: SocketAddr = at.parse()?;
    let job: Arc<Job> = Arc::new(serde_json::from_slice(&std::fs::read(file)?)?);
    let next = Arc::new(AtomicUsize::new(0));
    let begun = Instant::now();
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..job.connections {
        all.spawn(connection(at, job.clone(), next.clone(), begun));
    }
    let mut took = Took::default();
    while let Some(done) = all.join_next().await {
        took.micros.extend(done??);
    }
    took.seconds = begun.elapsed().as_secs_f64();
    took.micros.sort_unstable();
    println!("{}", serde_json::to_string(&took)?);
    Ok(())
}

async fn connection(at: SocketAddr, job: Arc<Job>, next: Arc<AtomicUsize>, start: Instant) -> anyhow::Result<Vec<u64>> {
    let mut socket = BufReader::with_capacity(64 * 1024, TcpStream::connect(at).await?);
    socket.get_ref().set_nodelay(true)?;
    let mut micros = Vec::new();
    let (mut line, mut body) = (String::new(), Vec::new());
    loop {
        let n = next.fetch_add(1, Ordering::Relaxed);
        if n >= job.times {
            return Ok(micros);
        }
        let request = &job.requests[n % job.requests.len()];
        let begun = match job.every {
            Some(every) => {
                let due = start + Duration::from_micros(every * n as u64);
                tokio::time::sleep_until(due.into()).await;
                due
            }
            None => Instant::now(),
        };
        socket.get_mut().write_all(&bytes(request, n)).await?;
        let status = answer(&mut socket, &mut line, &mut body).await?;
        micros.push(u64::try_from(begun.elapsed().as_micros())?);
        if status != job.status {
            bail!("{} answered {status}, not {}: {}", request.path, job.status, String::from_utf8_lossy(&body).chars().take(600).collect::<String>());
        }
    }
}

/// One request over a connection of its own; its status.
pub async fn once(at: SocketAddr, request: &Request) -> anyhow::Result<u16> {
    let mut socket = BufReader::new(TcpStream::connect(at).await?);
    socket.get_mut().write_all(&bytes(request, 0)).await?;
    answer(&mut socket, &mut String::new(), &mut Vec::new()).await
}

fn bytes(r: &Request, n: usize) -> Vec<u8> {
    let number = n.to_string();
    let (path, body) = (r.path.replace("{n}", &number), r.body.replace("{n}", &number));
    let mut out = format!(
        "{} {path} HTTP/1.1\r\nhost: {}\r\nsec-fetch-site: same-origin\r\naccept: text/html\r\naccept-language: en\r\nuser-agent: bench\r\n",
        if r.post { "POST" } else { "GET" },
        r.origin.trim_start_matches("http://")
    );
    if !r.cookie.is_empty() {
        out.push_str(&format!("cookie: {}\r\n", r.cookie));
    }
    if r.post {
        out.push_str(&format!("origin: {}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n", r.origin, body.len()));
    }
    out.push_str("\r\n");
    out.push_str(&body);
    out.into_bytes()
}

/// Reads one answer; its status.
async fn answer(socket: &mut BufReader<TcpStream>, line: &mut String, body: &mut Vec<u8>) -> anyhow::Result<u16> {
    line.clear();
    body.clear();
    socket.read_line(line).await?;
    let status: u16 = line.split(' ').nth(1).context("no status")?.parse()?;
    let (mut length, mut chunked) = (0_usize, false);
    loop {
        line.clear();
        socket.read_line(line).await?;
        let header = line.trim_end();
        if header.is_empty() {
            break;
        }
        let lower = header.to_ascii_lowercase();
        if let Some(v) = lower.strip_prefix("content-length:") {
            length = v.trim().parse()?;
        }
        chunked |= lower.starts_with("transfer-encoding:") && lower.contains("chunked");
    }
    if chunked {
        loop {
            line.clear();
            socket.read_line(line).await?;
            let size = usize::from_str_radix(line.trim(), 16).context("a chunk's size")?;
            let from = body.len();
            body.resize(from + size + 2, 0);
            socket.read_exact(&mut body[from..]).await?;
            if size == 0 {
                return Ok(status);
            }
        }
    }
    body.resize(length, 0);
    socket.read_exact(body).await?;
    Ok(status)
}
