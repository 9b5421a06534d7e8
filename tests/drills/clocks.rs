//! the clock of the machine is wrong. `faketime` moves it for the server alone; how long things take stays true.

use crate::Size;
use crate::crowd;
use crate::http::{self, form};
use crate::journal::word;
use crate::report::Line;
use crate::server::Site;

/// Each moment, and whether whoever was signed in may have to sign in again.
const MOMENTS: &[(&str, bool)] = &[
    ("+1h", false),
    ("-1h", false),
    ("+1d", false),
    ("-1d", false),
    ("@1970-01-02 00:00:00", true),
    ("@2038-01-19 03:14:05", true),
    ("@2028-02-29 12:00:00", true),
    ("@2027-03-28 01:59:58", true),
    ("@2100-01-01 00:00:00", true),
];

pub async fn run(_: Size) -> anyhow::Result<Vec<Line>> {
    let mut line = Line::new("wrong clocks", format!("{} moments from 1970 to 2100: it serves, takes posts, runs its jobs, panics nowhere, and nobody is signed out by an hour or a day", MOMENTS.len()));
    anyhow::ensure!(std::process::Command::new("faketime").arg("--version").output().is_ok(), "faketime is not installed: tests/drill installs it");
    let mut served = 0;
    for (n, (moment, anew)) in MOMENTS.iter().enumerate() {
        let mut site = Site::sqlite()?;
        let crowd = crowd::gather(&site.url, 2, 1).await?;
        // some life from before the clock moved
        let server = site.start().await?;
        asks(server.at, &crowd.customers[0].cookie, n * 10).await?;
        server.stop().await?;
        site.through(&["faketime", "-f", moment]);
        site.set("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        site.set("DONT_FAKE_MONOTONIC", "1");
        let mut server = match site.start().await {
            Ok(server) => server,
            Err(e) => {
                line.wrong(format_args!("{moment}: {e:#}"));
                continue;
            }
        };
        // the clock really is another one
        if let Some(year) = moment.strip_prefix('@').and_then(|m| m.get(..4)) {
            let home = http::get(server.at, "/", "").await?;
            if !home.header("date").is_some_and(|d| d.contains(year)) {
                line.wrong(format_args!("{moment}: the server's date is {:?}", home.header("date")));
            }
        }
        for path in ["/", "/questions/1", "/search?q=box", "/tags", "/users", "/transparency", "/feeds/questions.atom", "/sitemap.xml"] {
            let page = http::get(server.at, path, "").await?;
            if page.status >= 500 {
                line.wrong(format_args!("{moment}: {path} is {}", page.describe()));
            }
        }
        for who in [&crowd.customers[0], &crowd.managers[0]] {
            let own = http::get(server.at, "/settings/profile", &who.cookie).await?;
            if own.status >= 500 || (!anew && own.status != 200) {
                line.wrong(format_args!("{moment}: whoever was signed in meets {} {}", own.location(), own.describe()));
            }
        }
        let feed = http::get(server.at, "/staff/feed", &crowd.managers[0].cookie).await?;
        if feed.status >= 500 {
            line.wrong(format_args!("{moment}: the feed is {}", feed.describe()));
        }
        let asked = http::post(server.at, "/questions", &crowd.customers[1].cookie, &question(n * 10 + 5)).await?;
        if asked.status >= 500 || (!anew && asked.status != 303) {
            line.wrong(format_args!("{moment}: asking is {}", asked.describe()));
        }
        let jobs = tokio::task::block_in_place(|| site.runs(&["jobs", "run-once"]))?;
        if !jobs.status.success() {
            line.wrong(format_args!("{moment}: the jobs: {}", String::from_utf8_lossy(&jobs.stderr).lines().last().unwrap_or_default()));
        }
        if !server.running()? || server.log.contains("panicked") {
            line.wrong(format_args!("{moment}: it failed: {}", server.log.tail()));
        }
        drop(server);
        served += 1;
    }
    line.saw(format_args!("{served} moments served"));
    Ok(vec![line])
}

fn question(n: usize) -> String {
    let title = format!("Trouble with the box, {}", word(400, n));
    form(&[("title", &title), ("body", "It blinks since yesterday. What can be tried?"), ("form_key", &title)])
}

async fn asks(at: std::net::SocketAddr, cookie: &str, n: usize) -> anyhow::Result<()> {
    let asked = http::post(at, "/questions", cookie, &question(n)).await?;
    anyhow::ensure!(asked.status == 303, "asking is answered {}", asked.describe());
    Ok(())
}
