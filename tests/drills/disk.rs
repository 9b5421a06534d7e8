//! the disk is full. Who writes is told at once that nothing was saved; reading goes on; as soon as there is room again,
//! so does writing.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use entraide::db::Db;

use crate::Size;
use crate::crowd::{self, Person};
use crate::http::{self, form};
use crate::journal::{Journal, word};
use crate::report::Line;
use crate::server::{Server, Site};

/// Seconds until who writes is told.
const TOLD: f64 = 1.0;
/// Seconds after room is made until a write is taken.
const BACK: f64 = 5.0;
/// Of so many pages, this part has to come.
const READS: f64 = 0.99;

pub async fn run(size: Size) -> anyhow::Result<Vec<Line>> {
    let mut lines = vec![limited(size).await?];
    match Mount::new(size.of(16, 64)) {
        Ok(mount) => lines.push(mounted(size, mount).await?),
        Err(e) if size == Size::Full => lines.push(Line::failed("full disk, a small one", &e)),
        Err(_) => {}
    }
    Ok(lines)
}

/// A disk of some MiB in memory; gone with this value.
struct Mount(PathBuf);

impl Mount {
    fn new(mib: u32) -> anyhow::Result<Mount> {
        let at = PathBuf::from(format!("/tmp/entraide-drill-disk-{}", std::process::id()));
        std::fs::create_dir_all(&at)?;
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={mib}m"), "tmpfs"]).arg(&at).output()?;
        if !done.status.success() {
            let _ = std::fs::remove_dir(&at);
            anyhow::bail!("a small disk cannot be mounted here: {}", String::from_utf8_lossy(&done.stderr));
        }
        Ok(Mount(at))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
        let _ = std::fs::remove_dir(&self.0);
    }
}

/// Writes until nothing more fits.
fn fill(folder: &Path) -> anyhow::Result<PathBuf> {
    let ballast = folder.join("ballast");
    let mut file = File::create(&ballast)?;
    for portion in [1 << 16, 1 << 10, 1] {
        while file.write_all(&vec![0; portion]).is_ok() {}
    }
    Ok(ballast)
}

async fn mounted(size: Size, mount: Mount) -> anyhow::Result<Line> {
    let site = Site::on(&format!("sqlite://{}/entraide.db", mount.0.display()))?;
    let folder = mount.0.clone();
    let line = held("full disk, a small one", size, site, |_| fill(&folder).map(drop), |_| Ok(std::fs::remove_file(mount.0.join("ballast"))?)).await?;
    drop(mount);
    Ok(line)
}

/// The same where nothing can be mounted: no file may grow any more.
async fn limited(size: Size) -> anyhow::Result<Line> {
    let mut site = Site::sqlite()?;
    // the kernel would end the process otherwise: a full disk does not
    site.through(&["sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"]);
    let limit = |server: &Server, bytes: &str| -> anyhow::Result<()> {
        let done = Command::new("prlimit").args(["--pid", &server.id().to_string(), &format!("--fsize={bytes}:unlimited")]).status()?;
        anyhow::ensure!(done.success(), "prlimit does not work here");
        Ok(())
    };
    held("full disk, no file may grow", size, site, |server| limit(server, "4096"), |server| limit(server, "unlimited")).await
}

async fn held(what: &str, size: Size, site: Site, fill: impl FnOnce(&Server) -> anyhow::Result<()>, free: impl FnOnce(&Server) -> anyhow::Result<()>) -> anyhow::Result<Line> {
    let mut line = Line::new(what, format!("503 within {TOLD} s, reads go on, writes back within {BACK} s, nothing acknowledged lost, the log stays short"));
    let crowd = crowd::gather(&site.url, 4, 0).await?;
    let mut server = site.start().await?;
    let (journal, me) = (Journal::default(), &crowd.customers[0]);
    let title = format!("Trouble with the box, {}", word(800, 0));
    let asked = http::post(server.at, "/questions", &me.cookie, &form(&[("title", &title), ("body", "It blinks since yesterday. What can be tried?"), ("form_key", &title)])).await?;
    anyhow::ensure!(asked.status == 303, "asking is answered {}", asked.describe());
    let mut n = 0;
    for _ in 0..20 {
        n += 1;
        answer(&server, me, n, &journal).await?;
    }
    let lines_before = server.log.lines();
    fill(&server)?;
    let (begun, full) = (Instant::now(), Duration::from_secs(size.of(3, 30)));
    let (mut refused, mut slowest, mut reads, mut good) = (0, 0.0_f64, 0, 0);
    while begun.elapsed() < full {
        n += 1;
        let sent = Instant::now();
        let done = answer(&server, &crowd.customers[n % 4], n, &journal).await?;
        match done.status {
            303 => {}
            503 => {
                refused += 1;
                slowest = slowest.max(sent.elapsed().as_secs_f64());
                if done.header("retry-after").is_none() || !done.body.contains("<h1") {
                    line.wrong("a 503 without a page or without Retry-After");
                }
            }
            _ => line.wrong(format_args!("a write is answered {}", done.describe())),
        }
        for (path, who) in [("/", ""), ("/questions/1", me.cookie.as_str())] {
            reads += 1;
            let page = http::get(server.at, path, who).await?;
            good += usize::from(matches!(page.status, 200 | 301));
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let said = server.log.lines() - lines_before;
    line.saw(format_args!("{refused} writes refused, {good} of {reads} pages"));
    line.at_most("told after", slowest, TOLD, "s");
    line.at_most("log", said as f64, 2.0 + full.as_secs_f64() / 5.0, "lines");
    if !line.ok() {
        line.wrong(server.log.tail());
    }
    if refused == 0 {
        line.wrong("no write was refused: the disk was not full");
    }
    if (good as f64) < reads as f64 * READS {
        line.wrong("pages did not come");
    }
    if !server.running()? {
        line.wrong("the server ended");
        return Ok(line);
    }
    free(&server)?;
    let freed = Instant::now();
    loop {
        n += 1;
        if answer(&server, me, n, &journal).await?.status == 303 {
            break;
        }
        anyhow::ensure!(freed.elapsed() < Duration::from_secs(60), "writes do not come back");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    line.at_most("writes back after", freed.elapsed().as_secs_f64(), BACK, "s");
    server.stop().await?;
    let db = Db::connect(&site.url).await?;
    db.is_sound().await?;
    journal.compare(&db, &mut line).await?;
    db.close().await?;
    line.saw(format_args!("{} writes acknowledged", journal.acknowledged()));
    if let Err(said) = site.check()? {
        line.wrong(format_args!("check: {said}"));
    }
    Ok(line)
}

async fn answer(server: &Server, who: &Person, n: usize, journal: &Journal) -> anyhow::Result<http::Answer> {
    let word = word(500, n);
    let body = format!("Unplug it for ten seconds, says {word}. {}", "Then wait until the lamp is green again. ".repeat(20));
    let done = http::post(server.at, "/questions/1/answers", &who.cookie, &form(&[("body", &body), ("form_key", &word)])).await?;
    if done.status == 303 {
        journal.answered(None, word);
    }
    Ok(done)
}
