//! sockets that say nothing, clients that are slow, bodies that are too large. Others do not notice.

use std::net::SocketAddr;
use std::process::Command;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::Size;
use crate::crowd;
use crate::http;
use crate::load::{self, Load, Seen};
use crate::report::Line;
use crate::server::{Server, Site};

/// Of the others' requests, this part succeeds.
const OTHERS: f64 = 0.999;

/// A site that takes more connections than are opened here, and how many this process and it may have.
fn wide(connections: usize) -> anyhow::Result<Site> {
    let mut site = Site::sqlite()?;
    let files = (connections + 2_000).to_string();
    let mine = Command::new("prlimit").args(["--pid", &std::process::id().to_string(), &format!("--nofile={files}:")]).output()?;
    anyhow::ensure!(mine.status.success(), "{files} open files are not permitted: {}", String::from_utf8_lossy(&mine.stderr));
    // the default of 10,000 is for all: here the others come beside them
    site.set("ENTRAIDE_LIMITS_CONNECTIONS", &(connections + 1_000).to_string());
    Ok(site)
}

/// Opens so many at once at most, so that the queue of the listener is not what is measured.
async fn opened(at: SocketAddr, many: usize) -> anyhow::Result<Vec<TcpStream>> {
    let mut all = Vec::new();
    while all.len() < many {
        let mut some = JoinSet::new();
        for _ in 0..(many - all.len()).min(100) {
            some.spawn(TcpStream::connect(at));
        }
        while let Some(one) = some.join_next().await {
            all.push(one??);
        }
    }
    Ok(all)
}

/// What it holds when the jobs that come with a start are done.
async fn rested(server: &Server, size: Size) -> f64 {
    tokio::time::sleep(Duration::from_secs(size.of(0, 20))).await;
    server.memory()
}

fn judge(line: &mut Line, others: &[Seen]) {
    let good = others.iter().filter(|s| s.good()).count();
    line.saw(format_args!("others {good} of {}", others.len()));
    if (good as f64) < others.len() as f64 * OTHERS || others.is_empty() {
        line.wrong("others did not succeed");
        for s in others.iter().filter(|s| !s.good()).take(3) {
            line.wrong(&s.what);
        }
    }
}

/// Seen since a moment.
fn since(load: &Load, at: Instant) -> Vec<Seen> {
    load.seen().into_iter().filter(|s| s.begun >= at).collect()
}

pub async fn idle(size: Size) -> anyhow::Result<Vec<Line>> {
    let many = size.of(500, 10_000);
    let (mib, gone) = (150.0, 90.0);
    let mut line = Line::new("idle sockets", format!("{many} silent sockets: at most {mib} MiB more, closed within {gone} s, others' p99 at most twice as long and {}% served", OTHERS * 100.0));
    let site = wide(many)?;
    let crowd = crowd::gather(&site.url, 8, 0).await?;
    let server = site.start().await?;
    let load = Load::new(server.at, crowd).await?;
    let sending = load.begin(size.of(20, 50));
    tokio::time::sleep(Duration::from_secs(10)).await;
    let quiet = load.seen();
    let (memory, files) = (rested(&server, size).await, server.files());
    let begun = Instant::now();
    let held = opened(server.at, many).await?;
    let most = server.memory();
    let mut freed = None;
    while freed.is_none() && begun.elapsed().as_secs_f64() < gone * 1.5 {
        tokio::time::sleep(Duration::from_millis(500)).await;
        freed = (server.files() < files + 100).then(|| begun.elapsed().as_secs_f64());
    }
    load.end().await;
    sending.await?;
    drop(held);
    line.at_most("memory", most - memory, mib, "MiB more");
    line.at_most("closed after", freed.unwrap_or(f64::INFINITY), gone, "s");
    let others = since(&load, begun);
    judge(&mut line, &others);
    // beside the rest of a suite, how long pages take says nothing
    if size == Size::Full {
        line.at_most("others' p99 to that before", load::percentile(&others, 0.99) / load::percentile(&quiet, 0.99).max(10.0), 2.0, "×");
    }
    server.stop().await?;
    Ok(vec![line])
}

pub async fn slow(size: Size) -> anyhow::Result<Vec<Line>> {
    let each = size.of(100, 2_000);
    let (closed, mib) = (30.0, 150.0);
    let mut line = Line::new("slow clients", format!("{each} slow heads and {each} slow bodies: closed within {closed} s, at most {mib} MiB more, {}% of the others' requests succeed", OTHERS * 100.0));
    let site = wide(each * 2)?;
    let crowd = crowd::gather(&site.url, 8, 0).await?;
    let server = site.start().await?;
    let load = Load::new(server.at, crowd).await?;
    let sending = load.begin(size.of(20, 50));
    let memory = rested(&server, size).await;
    let begun = Instant::now();
    let mut all = JoinSet::new();
    for (n, socket) in opened(server.at, each * 2).await?.into_iter().enumerate() {
        all.spawn(crawl(socket, n % 2 == 0));
    }
    let (mut most, mut longest) = (0.0_f64, 0.0_f64);
    let mut look = tokio::time::interval(Duration::from_millis(500));
    loop {
        tokio::select! {
            _ = look.tick() => most = most.max(server.memory()),
            done = all.join_next() => match done {
                Some(took) => longest = longest.max(took?.as_secs_f64()),
                None => break,
            },
        }
    }
    load.end().await;
    sending.await?;
    line.at_most("closed after", longest, closed, "s");
    line.at_most("memory", most - memory, mib, "MiB more");
    judge(&mut line, &since(&load, begun));
    server.stop().await?;
    Ok(vec![line])
}

/// A byte each half second, until the server has had enough; how long that took.
async fn crawl(mut socket: TcpStream, head: bool) -> Duration {
    let begun = Instant::now();
    let start: &[u8] = if head { b"GET / HTTP/1.1\r\nhost: x\r\nx-slow: " } else { b"POST /login HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 8000\r\n\r\n" };
    if socket.write_all(start).await.is_err() {
        return begun.elapsed();
    }
    let mut pace = tokio::time::interval(Duration::from_millis(500));
    let mut said = [0; 4_096];
    while begun.elapsed() < Duration::from_secs(120) {
        tokio::select! {
            _ = pace.tick() => if socket.write_all(b"a").await.is_err() { break },
            read = socket.read(&mut said) => if matches!(read, Ok(0) | Err(_)) { break },
        }
    }
    begun.elapsed()
}

pub async fn big(size: Size) -> anyhow::Result<Vec<Line>> {
    let many = size.of(5, 100);
    let mib = 16.0;
    let mut line = Line::new("big bodies", format!("{many} posts of 100 MB at once, with a length and in chunks: 413 to each, at most {mib} MiB more"));
    let site = Site::sqlite()?;
    crowd::gather(&site.url, 1, 0).await?;
    let server = site.start().await?;
    // what a first refusal needs is no body's
    for chunked in [true, false] {
        oversized(server.at, chunked).await?;
    }
    let memory = rested(&server, size).await;
    let mut all = JoinSet::new();
    for n in 0..many {
        all.spawn(oversized(server.at, n % 2 == 0));
    }
    let (mut most, mut read, mut refused) = (0.0_f64, 0, 0);
    let mut look = tokio::time::interval(Duration::from_millis(5));
    loop {
        tokio::select! {
            _ = look.tick() => most = most.max(server.memory()),
            done = all.join_next() => match done {
                Some(done) => {
                    let (status, bytes) = done??;
                    read = read.max(bytes);
                    match status {
                        413 => refused += 1,
                        other => line.wrong(format_args!("one is answered {other}")),
                    }
                }
                None => break,
            },
        }
    }
    line.saw(format_args!("{refused} refused, the longest after {:.1} MB were on their way", read as f64 / 1e6));
    line.at_most("memory", most - memory, mib, "MiB more");
    let after = http::get(server.at, "/", "").await?;
    if after.status != 200 {
        line.wrong(format_args!("then the home page is {}", after.describe()));
    }
    alive(server, &mut line).await?;
    Ok(vec![line])
}

async fn alive(mut server: Server, line: &mut Line) -> anyhow::Result<()> {
    if !server.running()? || server.log.contains("panicked") {
        line.wrong(format_args!("the server failed: {}", server.log.tail()));
    }
    server.stop().await
}

/// Sends 100 MB to a form that takes a password; the status of the answer, and what was sent until it came.
async fn oversized(at: SocketAddr, chunked: bool) -> anyhow::Result<(u16, usize)> {
    const WHOLE: usize = 100_000_000;
    let mut socket = TcpStream::connect(at).await?;
    let how = if chunked { "transfer-encoding: chunked".to_owned() } else { format!("content-length: {WHOLE}") };
    let head = http::head(at, "POST", "/login", "");
    socket.write_all(format!("{head}content-type: application/x-www-form-urlencoded\r\n{how}\r\n\r\n").as_bytes()).await?;
    let mut portion = b"password=".to_vec();
    portion.resize(1 << 14, b'a');
    if chunked {
        portion = [format!("{:x}\r\n", portion.len()).into_bytes(), portion, b"\r\n".to_vec()].concat();
    }
    let (mut reader, mut writer) = socket.into_split();
    let mut sent = 0;
    let mut said = Vec::new();
    let sending = async {
        while sent < WHOLE && writer.write_all(&portion).await.is_ok() {
            sent += portion.len();
        }
        std::future::pending::<()>().await
    };
    let hearing = async {
        let mut some = [0; 4_096];
        while let Ok(n) = reader.read(&mut some).await {
            if n == 0 {
                break;
            }
            said.extend_from_slice(&some[..n]);
            if said.windows(4).any(|w| w == b"\r\n\r\n") {
                break;
            }
        }
    };
    tokio::select! {
        () = sending => {}
        () = hearing => {}
        () = tokio::time::sleep(Duration::from_secs(60)) => {}
    }
    let status = String::from_utf8_lossy(&said).split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
    Ok((status, sent))
}
