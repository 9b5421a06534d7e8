//! five times what the machine can answer. What it answers it answers in time; the rest is told at once to come later.

use std::net::SocketAddr;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::Size;
use crate::crowd;
use crate::http::{self, form};
use crate::journal::word;
use crate::load::{self, Seen};
use crate::report::Line;
use crate::server::Site;

pub async fn run(size: Size) -> anyhow::Result<Vec<Line>> {
    let seconds = size.of(8, 300);
    let (part, p99, told, back) = (0.9, 1_000.0, 50.0, 10.0);
    let mut line = Line::new("overload", format!("five times the capacity for {seconds} s: goodput ≥ {:.0}% of the peak, accepted p99 ≤ {p99} ms, the rest 503 with Retry-After in {told} ms at the median, as before within {back} s", part * 100.0));
    let mut site = Site::sqlite()?;
    for limit in ["pages", "pages_per_minute", "searches_per_minute"] {
        site.set(&format!("ENTRAIDE_LIMITS_{}", limit.to_uppercase()), "1000000000");
    }
    // whoever sends has a core and sockets of their own
    let apart = size == Size::Full && std::thread::available_parallelism()?.get() > 1;
    if apart {
        site.through(&["taskset", "-c", "0"]);
        own("taskset", &["-acp", "1-1023"])?;
        own("prlimit", &["--nofile=12000:", "--pid"])?;
    }
    let crowd = crowd::gather(&site.url, 8, 0).await?;
    let mut server = site.start().await?;
    // there is something to find
    for n in 0..size.of(50, 1_000) {
        let title = format!("Trouble with the box, {}", word(600, n));
        let body = form(&[("title", &title), ("body", "It blinks since yesterday evening, and does not work. What can be tried?"), ("form_key", &title)]);
        let asked = http::post(server.at, "/questions", &crowd.customers[n % crowd.customers.len()].cookie, &body).await?;
        anyhow::ensure!(asked.status == 303, "asking is answered {}", asked.describe());
    }
    let at = server.at;

    // the peak: some who each wait for their answer
    let peak_for = Duration::from_secs(size.of(3, 15));
    let begun = Instant::now();
    let mut all = JoinSet::new();
    for _ in 0..16 {
        all.spawn(async move {
            let mut seen = Vec::new();
            while begun.elapsed() < peak_for {
                seen.push(one(at).await.0);
            }
            seen
        });
    }
    let mut seen = Vec::new();
    while let Some(done) = all.join_next().await {
        seen.extend(done?);
    }
    let peak = seen.iter().filter(|s| s.good()).count() as f64 / peak_for.as_secs_f64();
    let calm = load::percentile(&seen, 0.5);

    // five times as many a second, whoever waits
    let begun = Instant::now();
    let mut pace = tokio::time::interval(Duration::from_millis(5));
    let mut all = JoinSet::new();
    let (mut due, mut seen, mut hinted) = (0.0, Vec::new(), true);
    while begun.elapsed() < Duration::from_secs(seconds) {
        pace.tick().await;
        let until = begun.elapsed().as_secs_f64() * peak * 5.0;
        while due < until {
            due += 1.0;
            all.spawn(one(at));
        }
        while let Some(done) = all.try_join_next() {
            let (one, hint) = done?;
            hinted &= hint || one.status != Some(503);
            seen.push(one);
        }
    }
    let took = begun.elapsed().as_secs_f64();
    while let Some(done) = all.join_next().await {
        seen.push(done?.0);
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
    loop {
        let (seen, _) = one(at).await;
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
    if apart {
        own("taskset", &["-acp", "0-1023"])?;
    }
    Ok(vec![line])
}

/// Runs a command on this process.
fn own(command: &str, words: &[&str]) -> anyhow::Result<()> {
    let said = Command::new(command).args(words).arg(std::process::id().to_string()).output()?;
    anyhow::ensure!(said.status.success(), "{command}: {}", String::from_utf8_lossy(&said.stderr));
    Ok(())
}

/// Searches for what nobody searched for before: nothing is remembered of it.
async fn one(at: SocketAddr) -> (Seen, bool) {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let begun = Instant::now();
    let path = format!("/search?q=my+box+blinks+and+does+not+work+{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let answer = http::get(at, &path, "").await;
    let hint = answer.as_ref().is_ok_and(|a| a.header("retry-after").is_some());
    let what = match &answer {
        Ok(a) if a.status == 200 => String::new(),
        Ok(a) => a.describe(),
        Err(e) => e.to_string(),
    };
    (Seen { begun, ended: Instant::now(), status: answer.ok().map(|a| a.status), what }, hint)
}
