//! five times what the machine can answer. What it answers it answers in time; the rest is told at once to come later.

use std::net::SocketAddr;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinSet;

use crate::Size;
use crate::crowd;
use crate::http;
use crate::load::{self, Seen};
use crate::report::Line;
use crate::server::Site;

/// Browsers that stay connected.
const BROWSERS: usize = 600;

pub async fn run(size: Size) -> anyhow::Result<Vec<Line>> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    // the load has a core of its own, or it would be what the server lacks
    if cores > 1 {
        pinned("1")?;
    }
    let line = held(size, cores > 1).await;
    if cores > 1 {
        pinned(&format!("0-{}", cores - 1))?;
    }
    Ok(vec![line?])
}

/// Where all threads of this process run.
fn pinned(cores: &str) -> anyhow::Result<()> {
    let done = Command::new("taskset").args(["-a", "-c", "-p", cores, &std::process::id().to_string()]).output()?;
    anyhow::ensure!(done.status.success(), "taskset: {}", String::from_utf8_lossy(&done.stderr));
    Ok(())
}

async fn held(size: Size, alone: bool) -> anyhow::Result<Line> {
    let seconds = size.of(8, 300);
    let (part, p99, told, back) = (0.9, 1_000.0, 50.0, 10.0);
    let mut line = Line::new("overload", format!("five times the capacity for {seconds} s: goodput ≥ {:.0}% of the peak, accepted p99 ≤ {p99} ms, the rest 503 with Retry-After in {told} ms at the median, as before within {back} s", part * 100.0));
    let mut site = Site::sqlite()?;
    let crowd = crowd::gather(&site.url, 2, 0).await?;
    if alone {
        site.through(&["taskset", "-c", "0"]);
    }
    let mut server = site.start().await?;
    drop(load::Load::new(server.at, crowd).await?);
    let at = server.at;

    // the peak: some who each wait for their answer
    let peak_for = Duration::from_secs(size.of(3, 15));
    let begun = Instant::now();
    let mut all = JoinSet::new();
    for _ in 0..16 {
        all.spawn(async move {
            let mut seen = Vec::new();
            let mut browser = http::Line::open(at).await?;
            while begun.elapsed() < peak_for {
                seen.push(one(&mut browser, at, Instant::now()).await.0);
            }
            anyhow::Ok(seen)
        });
    }
    let mut seen = Vec::new();
    while let Some(done) = all.join_next().await {
        seen.extend(done??);
    }
    let peak = seen.iter().filter(|s| s.good()).count() as f64 / peak_for.as_secs_f64();
    let calm = load::percentile(&seen, 0.5);

    // five times as many a second, whoever waits; how long each takes counts from when it was due
    let (due, waiting) = mpsc::unbounded_channel::<Instant>();
    let waiting = Arc::new(Mutex::new(waiting));
    let mut all = JoinSet::new();
    for _ in 0..BROWSERS {
        let waiting = waiting.clone();
        all.spawn(async move {
            let (mut seen, mut hinted) = (Vec::new(), true);
            let mut browser = http::Line::open(at).await?;
            loop {
                let next = waiting.lock().await.recv().await;
                let Some(since) = next else { return anyhow::Ok((seen, hinted)) };
                let (one, hint) = one(&mut browser, at, since).await;
                if one.status.is_none() {
                    browser = http::Line::open(at).await?;
                }
                hinted &= hint || one.status != Some(503);
                seen.push(one);
            }
        });
    }
    let begun = Instant::now();
    let mut pace = tokio::time::interval(Duration::from_millis(2));
    let mut sent = 0.0;
    while begun.elapsed() < Duration::from_secs(seconds) {
        pace.tick().await;
        while sent < begun.elapsed().as_secs_f64() * peak * 5.0 {
            sent += 1.0;
            due.send(Instant::now())?;
        }
    }
    let took = begun.elapsed().as_secs_f64();
    drop(due);
    let (mut seen, mut hinted) = (Vec::new(), true);
    while let Some(done) = all.join_next().await {
        let (some, hints) = done??;
        seen.extend(some);
        hinted &= hints;
    }
    // the first moments are those in which it notices
    let (good, refused): (Vec<Seen>, Vec<Seen>) = seen.into_iter().filter(|s| s.begun >= begun + Duration::from_secs(3)).partition(Seen::good);
    let goodput = good.len() as f64 / (took - 3.0);
    line.saw(format_args!("peak {peak:.0}/s, goodput {goodput:.0}/s, {}", load::tally(&refused)));
    if goodput < peak * part {
        line.wrong(format_args!("goodput is {:.0}% of the peak", goodput / peak * 100.0));
    }
    line.at_most("accepted p99", load::percentile(&good, 0.99), p99, "ms");
    if refused.is_empty() {
        line.wrong("nothing was refused");
    } else {
        line.at_most("refused p50", load::percentile(&refused, 0.5), told, "ms");
    }
    for s in refused.iter().filter(|s| s.status != Some(503)) {
        line.wrong(&s.what);
    }
    if !hinted {
        line.wrong("a 503 without Retry-After");
    }
    let over = Instant::now();
    let mut browser = http::Line::open(at).await?;
    loop {
        let (seen, _) = one(&mut browser, at, Instant::now()).await;
        if seen.good() && seen.took().as_secs_f64() * 1_000.0 < calm * 2.0 + 50.0 {
            break;
        }
        anyhow::ensure!(over.elapsed() < Duration::from_secs(60), "it does not come back");
    }
    line.at_most("as before after", over.elapsed().as_secs_f64(), back, "s");
    if !server.running()? || server.log.contains("panicked") {
        line.wrong(format_args!("the server failed: {}", server.log.tail()));
    }
    server.stop().await?;
    Ok(line)
}

async fn one(browser: &mut http::Line, at: SocketAddr, begun: Instant) -> (Seen, bool) {
    let answer = browser.get(at, "/search?q=box").await;
    let hint = answer.as_ref().is_ok_and(|a| a.header("retry-after").is_some());
    let what = match &answer {
        Ok(a) if matches!(a.status, 200 | 503) => String::new(),
        Ok(a) => a.describe(),
        Err(e) => e.to_string(),
    };
    (Seen { begun, ended: Instant::now(), status: answer.ok().map(|a| a.status), what }, hint)
}
