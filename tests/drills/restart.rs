//! PostgreSQL ends as in a crash and comes back, under load, again and again.

use std::time::{Duration, Instant};

use entraide::db::Db;

use crate::Size;
use crate::cluster;
use crate::crowd;
use crate::load::{self, Load};
use crate::report::Line;
use crate::server::Site;

/// Seconds after PostgreSQL accepts until the first good answer, and until there are no others.
const FIRST: f64 = 2.0;
const STEADY: f64 = 5.0;

pub async fn run(size: Size) -> anyhow::Result<Vec<Line>> {
    let (times, rate) = (size.of(1, 20), size.of(40, 200));
    let mut line = Line::new("PostgreSQL restarted", format!("{times} immediate restarts at {rate} requests a second: nothing but 503, first success in {FIRST} s, steady in {STEADY} s, nothing acknowledged lost, no restart of ours"));
    let cluster = cluster::shared()?;
    let site = Site::on(&cluster.database().await?)?;
    let crowd = crowd::gather(&site.url, 8, 0).await?;
    let mut server = site.start().await?;
    let load = Load::new(server.at, crowd).await?;
    let sending = load.begin(rate);
    let mut back = Vec::new();
    let pause = Duration::from_secs_f64(STEADY + 1.0);
    tokio::time::sleep(Duration::from_secs(1)).await;
    for _ in 0..times {
        cluster.restart().await?;
        back.push(Instant::now());
        tokio::time::sleep(pause).await;
    }
    load.end().await;
    sending.await?;
    let seen = load.seen();
    line.saw(load::tally(&seen));
    for s in seen.iter().filter(|s| !s.good() && s.status != Some(503)) {
        line.wrong(&s.what);
    }
    let (mut first, mut steady) = (0_f64, 0_f64);
    for at in &back {
        let after = |s: &load::Seen| s.ended.duration_since(*at).as_secs_f64();
        // what the next restart cut off is not this one's
        let own = |s: &&load::Seen| s.begun >= *at && (s.begun < *at + Duration::from_secs_f64(STEADY) || s.ended < *at + pause);
        let within: Vec<_> = seen.iter().filter(own).collect();
        first = first.max(within.iter().filter(|s| s.good()).map(|s| after(s)).fold(f64::INFINITY, f64::min));
        steady = steady.max(within.iter().filter(|s| !s.good()).map(|s| after(s)).fold(0.0, f64::max));
    }
    line.at_most("first success after", first, FIRST, "s");
    line.at_most("last failure after", steady, STEADY, "s");
    if !server.running()? {
        line.wrong("the server ended");
    }
    if server.log.contains("panicked") {
        line.wrong("the server panicked");
    }
    server.stop().await?;
    let db = Db::connect(&site.url).await?;
    load.journal.compare(&db, &mut line).await?;
    db.close().await?;
    line.saw(format_args!("{} writes acknowledged", load.journal.acknowledged()));
    if let Err(said) = site.check()? {
        line.wrong(format_args!("check: {said}"));
    }
    Ok(vec![line])
}
