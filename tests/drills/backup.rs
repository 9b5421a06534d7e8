//! a backup while people write, restored where nothing was; and the move to PostgreSQL and back.

use std::sync::Arc;
use std::time::{Duration, Instant};

use entraide::db::Db;

use crate::Size;
use crate::cluster;
use crate::crowd;
use crate::http;
use crate::load::{self, Load};
use crate::report::Line;
use crate::server::Site;

pub async fn run(size: Size) -> anyhow::Result<Vec<Line>> {
    let cluster = cluster::shared()?;
    let mut lines = Vec::new();
    let site = Site::sqlite()?;
    let (line, restored) = backed_up("backup and restore, SQLite", size, &site, Site::sqlite()?).await?;
    lines.push(line);
    lines.push(moved(&restored, Site::on(&cluster.database().await?)?).await?);
    let site = Site::on(&cluster.database().await?)?;
    let (line, _) = backed_up("backup and restore, PostgreSQL", size, &site, Site::on(&cluster.database().await?)?).await?;
    lines.push(line);
    lines.push(refused(&site)?);
    Ok(lines)
}

/// A photo stands for all of them: what is in the folder goes along.
const PHOTO: &str = "data/photos/ab/abcdef.webp";

async fn backed_up(what: &str, size: Size, site: &Site, empty: Site) -> anyhow::Result<(Line, Site)> {
    let rate = size.of(40, 100);
    let mut line = Line::new(what, format!("at {rate} writes a second: all that was acknowledged before is there, check clean, p99 at most twice as long"));
    let crowd = crowd::gather(&site.url, 8, 0).await?;
    let server = site.start().await?;
    std::fs::create_dir_all(site.folder().join("data/photos/ab"))?;
    std::fs::write(site.folder().join(PHOTO), b"a photo")?;
    let load = Load::of_writes(server.at, crowd).await?;
    let sending = load.begin(rate);
    tokio::time::sleep(Duration::from_secs(size.of(2, 30))).await;
    let quiet = load.seen();
    let before = load.journal.words();
    let begun = Instant::now();
    let folder = site.folder().join("backup");
    let made = run_command(site, &["backup", &folder.display().to_string()]).await?;
    let took = begun.elapsed();
    load.end().await;
    sending.await?;
    line.saw(format_args!("{} writes before, {} in all, {:.1} s", before.len(), load.journal.acknowledged(), took.as_secs_f64()));
    if let Err(said) = made {
        line.wrong(format_args!("backup: {said}"));
        return Ok((line, empty));
    }
    let meanwhile: Vec<load::Seen> = load.seen().into_iter().filter(|s| s.begun >= begun && s.begun <= begun + took).collect();
    for s in meanwhile.iter().filter(|s| !s.good()) {
        line.wrong(&s.what);
    }
    if size == Size::Full {
        line.at_most("p99 to that before", load::percentile(&meanwhile, 0.99) / load::percentile(&quiet, 0.99), 2.0, "×");
    }
    server.stop().await?;
    // the machine it is restored on has nothing but the backup
    if let Err(said) = run_command(&empty, &["restore", &folder.display().to_string()]).await? {
        line.wrong(format_args!("restore: {said}"));
        return Ok((line, empty));
    }
    let db = Db::connect(&empty.url).await?;
    load.journal.holds(&db, &before, &mut line).await?;
    db.close().await?;
    look(&empty, &mut line).await?;
    Ok((line, empty))
}

/// `check`, the photo, and whether it serves.
async fn look(site: &Site, line: &mut Line) -> anyhow::Result<()> {
    match site.check()? {
        Ok(()) => line.saw("check clean"),
        Err(said) => line.wrong(format_args!("check: {said}")),
    }
    if site.url.starts_with("sqlite") && std::fs::read(site.folder().join(PHOTO)).ok().as_deref() != Some(b"a photo") {
        line.wrong("a photo is missing");
    }
    let server = site.start().await?;
    let page = http::get(server.at, "/", "").await?;
    if page.status != 200 || !page.body.contains("/questions/") {
        line.wrong(format_args!("the home page is {}", page.describe()));
    }
    server.stop().await
}

/// SQLite → PostgreSQL → SQLite: the program compares each row of each table both times, and here the ends are compared.
async fn moved(from: &Site, to: Site) -> anyhow::Result<Line> {
    let mut line = Line::new("move to PostgreSQL and back", "each row of each table the same, numbers go on, check clean on each, a target that is not empty refused");
    let back = Site::sqlite()?;
    for (source, target) in [(from, &to), (&to, &back)] {
        if let Err(said) = run_command(source, &["move", "--to", &target.url]).await? {
            line.wrong(format_args!("move: {said}"));
            return Ok(line);
        }
        if let Err(said) = target.check()? {
            line.wrong(format_args!("check: {said}"));
        }
    }
    let (one, other) = (rows(&from.url).await?, rows(&back.url).await?);
    for (table, n) in &one {
        let there = other.iter().find(|(t, _)| t == table).map_or(&-1, |(_, n)| n);
        if there != n {
            line.wrong(format_args!("{table}: {n} rows became {there}"));
        }
    }
    line.saw(format_args!("{} rows of {} tables there and back", one.iter().map(|(_, n)| n).sum::<i64>(), one.len()));
    if run_command(from, &["move", "--to", &to.url]).await?.is_ok() {
        line.wrong("it was moved over what was there");
    }
    // whoever writes next is given a number that nobody had
    let crowd_can_write = Arc::new(to);
    let server = crowd_can_write.start().await?;
    let page = http::get(server.at, "/questions/1", "").await?;
    if !matches!(page.status, 200 | 301) {
        line.wrong(format_args!("a thread is {}", page.describe()));
    }
    server.stop().await?;
    Ok(line)
}

async fn rows(url: &str) -> anyhow::Result<Vec<(String, i64)>> {
    let db = Db::connect(url).await?;
    let mut counts = Vec::new();
    for table in entraide::db::tables::tables(db.read()).await? {
        // what a check or a start writes for itself
        if !matches!(table.name.as_str(), "job" | "feed_row" | "rule_version" | "linked_host") {
            counts.push((table.name.clone(), entraide::db::count(db.read(), &format!("SELECT COUNT(*) AS n FROM \"{}\"", table.name), []).await?));
        }
    }
    db.close().await?;
    Ok(counts)
}

/// A backup that was cut short or changed.
fn refused(site: &Site) -> anyhow::Result<Line> {
    let mut line = Line::new("a damaged backup", "refused, and nothing of it left behind");
    let file = site.folder().join("backup/entraide.db");
    let whole = std::fs::read(&file)?;
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    for (how, bytes) in [("cut short", &whole[..whole.len() / 2]), ("changed", &changed[..])] {
        std::fs::write(&file, bytes)?;
        let empty = Site::sqlite()?;
        let out = empty.runs(&["restore", &file.parent().unwrap_or(&file).display().to_string()])?;
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        if out.status.success() || !said.contains("damaged") {
            line.wrong(format_args!("{how}: {said}"));
        }
        if empty.folder().join("data/entraide.db").exists() {
            line.wrong(format_args!("{how}: something is left behind"));
        }
    }
    line.saw("both refused");
    Ok(line)
}

/// What it said, where it failed.
async fn run_command(site: &Site, arguments: &[&str]) -> anyhow::Result<Result<(), String>> {
    let out = tokio::task::block_in_place(|| site.runs(arguments))?;
    Ok(if out.status.success() { Ok(()) } else { Err(format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr))) })
}
