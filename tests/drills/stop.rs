//! SIGTERM under load. It says at once that it is not ready, finishes what it began, and ends well.

use std::time::{Duration, Instant};

use entraide::db::Db;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::Size;
use crate::crowd;
use crate::http::{self, form};
use crate::journal::word;
use crate::load::{self, Load};
use crate::report::Line;
use crate::server::Site;

/// Seconds until it ends.
const ENDS: f64 = 30.0;
/// Seconds until `/readyz` says so.
const SAID: f64 = 1.0;

pub async fn run(size: Size) -> anyhow::Result<Vec<Line>> {
    let rate = size.of(40, 200);
    let mut line = Line::new("SIGTERM under load", format!("at {rate} requests a second: not ready within {SAID} s, no request fails, one under way is finished, ends within {ENDS} s with 0"));
    let site = Site::sqlite()?;
    let crowd = crowd::gather(&site.url, 8, 0).await?;
    let mut server = site.start().await?;
    let load = Load::new(server.at, crowd.clone()).await?;
    let sending = load.begin(rate);
    tokio::time::sleep(Duration::from_secs(size.of(1, 5))).await;

    // an answer that is still being typed in when the end is asked for
    let (who, last) = (&crowd.customers[0], word(600, 1));
    let body = form(&[("body", &format!("This took a while to come, says {last}.")), ("form_key", &last)]);
    let mut slow = TcpStream::connect(server.at).await?;
    let head = http::head(server.at, "POST", "/questions/1/answers", &who.cookie);
    slow.write_all(format!("{head}content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n", body.len()).as_bytes()).await?;
    slow.write_all(&body.as_bytes()[..10]).await?;

    let asked = Instant::now();
    server.signal("TERM")?;
    // a balancer asks whether it is ready, and sends it nothing any more once it is not
    while http::get(server.at, "/readyz", "").await?.status == 200 {
        anyhow::ensure!(asked.elapsed() < Duration::from_secs(5), "it stays ready");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    line.at_most("not ready after", asked.elapsed().as_secs_f64(), SAID, "s");
    tokio::time::sleep(Duration::from_secs(2)).await;
    load.end().await;
    sending.await?;
    // beyond the moment at which it stops listening
    while TcpStream::connect(server.at).await.is_ok() {
        anyhow::ensure!(asked.elapsed() < Duration::from_secs(20), "it goes on listening");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    slow.write_all(&body.as_bytes()[10..]).await?;
    match http::answer(&mut slow).await {
        Ok(a) if a.status == 303 => load.journal.answered(None, last),
        Ok(a) => line.wrong(format_args!("what was under way is answered {}", a.describe())),
        Err(e) => line.wrong(format_args!("what was under way is not answered: {e}")),
    }
    let status = server.ends(Duration::from_secs(60)).await?;
    line.at_most("ended after", asked.elapsed().as_secs_f64(), ENDS, "s");
    line.saw(status);
    if !status.success() {
        line.wrong(format_args!("{status}: {}", server.log.tail()));
    }
    let seen = load.seen();
    line.saw(load::tally(&seen));
    for s in seen.iter().filter(|s| !s.good()) {
        line.wrong(&s.what);
    }
    let db = Db::connect(&site.url).await?;
    load.journal.compare(&db, &mut line).await?;
    db.close().await?;
    Ok(vec![line])
}
