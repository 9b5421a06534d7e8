//! five times what the machine can answer. What it answers it answers in time; the rest is told at once to come later.

use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::Size;
use crate::crowd;
use crate::http;
use crate::load::{self, Seen};
use crate::report::Line;
use crate::server::Site;

pub async fn run(size: Size) -> anyhow::Result<Vec<Line>> {
    let seconds = size.of(8, 300);
    let (part, p99, told, back) = (0.9, 1_000.0, 50.0, 10.0);
    let mut line = Line::new("overload", format!("five times the capacity for {seconds} s: goodput ≥ {:.0}% of the peak, accepted p99 ≤ {p99} ms, the rest 503 with Retry-After in {told} ms at the median, as before within {back} s", part * 100.0));
    let site = Site::sqlite()?;
    let crowd = crowd::gather(&site.url, 2, 0).await?;
    let mut server = site.start().await?;
    let load = load::Load::new(server.at, crowd).await?;
    drop(load);
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
    Ok(vec![line])
}

async fn one(at: std::net::SocketAddr) -> (Seen, bool) {
    let begun = Instant::now();
    let answer = http::get(at, "/search?q=box", "").await;
    let hint = answer.as_ref().is_ok_and(|a| a.header("retry-after").is_some());
    let what = match &answer {
        Ok(a) if a.status == 200 => String::new(),
        Ok(a) => a.describe(),
        Err(e) => e.to_string(),
    };
    (Seen { begun, ended: Instant::now(), status: answer.ok().map(|a| a.status), what }, hint)
}
