//! a backup while people write, restored where nothing was, on either database; and the move to PostgreSQL and back.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

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
    let (line, restored, held) = backed_up("backup and restore, SQLite", size, &site, Site::sqlite()?).await?;
    lines.push(line);
    lines.push(elsewhere("the same on PostgreSQL", &site, Site::on(&cluster.database().await?)?, &held).await?);
    lines.push(moved(&restored, Site::on(&cluster.database().await?)?).await?);
    let site = Site::on(&cluster.database().await?)?;
    let (line, _, held) = backed_up("backup and restore, PostgreSQL", size, &site, Site::on(&cluster.database().await?)?).await?;
    lines.push(line);
    lines.push(elsewhere("the same on SQLite", &site, Site::sqlite()?, &held).await?);
    lines.push(refused(&site)?);
    Ok(lines)
}

const BACKUP: &str = "backup.tar";

/// A photo that somebody sends while it is served.
async fn send_photo(at: SocketAddr) -> anyhow::Result<()> {
    let picture = image::RgbImage::from_fn(600, 400, |x, y| image::Rgb([(x % 251) as u8, (y % 241) as u8, 7]));
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png)?;
    let edge = "----a-part-of-a-form";
    let mut body = format!("--{edge}\r\ncontent-disposition: form-data; name=\"photos\"; filename=\"a.png\"\r\ncontent-type: image/png\r\n\r\n").into_bytes();
    body.extend(bytes.into_inner());
    body.extend(format!("\r\n--{edge}--\r\n").bytes());
    let mut head = http::head(at, "POST", "/photos", "");
    head.push_str(&format!("x-fragment: photo\r\ncontent-type: multipart/form-data; boundary={edge}\r\ncontent-length: {}\r\n\r\n", body.len()));
    let mut socket = TcpStream::connect(at).await?;
    socket.write_all(head.as_bytes()).await?;
    socket.write_all(&body).await?;
    let mut said = vec![0; 12];
    socket.read_exact(&mut said).await?;
    anyhow::ensure!(said.ends_with(b" 200"), "the photo was not taken: {}", String::from_utf8_lossy(&said));
    Ok(())
}

/// Each file of the photos' folder.
fn photos(site: &Site) -> anyhow::Result<BTreeMap<PathBuf, Vec<u8>>> {
    let root = site.folder().join("data/photos");
    let (mut all, mut look) = (BTreeMap::new(), vec![root.clone()]);
    while let Some(folder) = look.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                look.push(path);
            } else {
                all.insert(path.strip_prefix(&root)?.to_owned(), std::fs::read(&path)?);
            }
        }
    }
    Ok(all)
}

/// Rows of each table.
type Rows = Vec<(String, i64)>;

async fn backed_up(what: &str, size: Size, site: &Site, empty: Site) -> anyhow::Result<(Line, Site, Rows)> {
    let rate = size.of(40, 100);
    let mut line = Line::new(what, format!("at {rate} writes a second: all that was acknowledged before is there, check clean, p99 at most twice as long"));
    let crowd = crowd::gather(&site.url, 8, 0).await?;
    let server = site.start().await?;
    send_photo(server.at).await?;
    let load = Load::of_writes(server.at, crowd).await?;
    let sending = load.begin(rate);
    tokio::time::sleep(Duration::from_secs(size.of(2, 30))).await;
    let quiet = load.seen();
    let before = load.journal.words();
    let begun = Instant::now();
    let file = site.folder().join(BACKUP);
    let made = run_command(site, &["backup", &file.display().to_string()]).await?;
    let took = begun.elapsed();
    // one is over too soon to say how long others wait: more of them
    let mut more = 0;
    while size == Size::Full && begun.elapsed() < Duration::from_secs(10) {
        more += 1;
        let other = site.folder().join(format!("more-{more}.tar"));
        if let Err(said) = run_command(site, &["backup", &other.display().to_string()]).await? {
            line.wrong(format_args!("backup {more}: {said}"));
        }
    }
    let busy = begun.elapsed();
    load.end().await;
    sending.await?;
    line.saw(format_args!("{} writes before, {} in all, {:.1} s", before.len(), load.journal.acknowledged(), took.as_secs_f64()));
    if let Err(said) = made {
        line.wrong(format_args!("backup: {said}"));
        return Ok((line, empty, Vec::new()));
    }
    let meanwhile: Vec<load::Seen> = load.seen().into_iter().filter(|s| s.begun >= begun && s.begun <= begun + busy).collect();
    for s in meanwhile.iter().filter(|s| !s.good()) {
        line.wrong(&s.what);
    }
    if size == Size::Full {
        let p99 = |seen: &[load::Seen]| load::percentile(seen, 0.99);
        line.saw(format_args!("{} backups, p99 {:.0} ms before, {:.0} ms meanwhile", more + 1, p99(&quiet), p99(&meanwhile)));
        line.at_most("p99 to that before", p99(&meanwhile) / p99(&quiet), 2.0, "×");
    }
    server.stop().await?;
    line.saw(format_args!("{:.1} MiB", std::fs::metadata(&file)?.len() as f64 / 1_048_576.0));
    // the machine it is restored on has nothing but the backup
    if let Err(said) = run_command(&empty, &["restore", &file.display().to_string()]).await? {
        line.wrong(format_args!("restore: {said}"));
        return Ok((line, empty, Vec::new()));
    }
    let db = Db::connect(&empty.url).await?;
    load.journal.holds(&db, &before, &mut line).await?;
    db.close().await?;
    let held = rows(&empty.url).await?;
    look(&empty, site, &mut line).await?;
    Ok((line, empty, held))
}

/// The backup of one database put into the other holds the same rows.
async fn elsewhere(what: &str, from: &Site, to: Site, held: &Rows) -> anyhow::Result<Line> {
    let mut line = Line::new(what, "each table as long as where the backup came from, check clean, it serves");
    let begun = Instant::now();
    if let Err(said) = run_command(&to, &["restore", &from.folder().join(BACKUP).display().to_string()]).await? {
        line.wrong(format_args!("restore: {said}"));
        return Ok(line);
    }
    line.saw(format_args!("{:.1} s", begun.elapsed().as_secs_f64()));
    for ((table, n), (_, there)) in held.iter().zip(&rows(&to.url).await?).filter(|(a, b)| a != b) {
        line.wrong(format_args!("{table}: {n} rows became {there}"));
    }
    look(&to, from, &mut line).await?;
    Ok(line)
}

/// `check`, the photos, and whether it serves.
async fn look(site: &Site, from: &Site, line: &mut Line) -> anyhow::Result<()> {
    match site.check()? {
        Ok(()) => line.saw("check clean"),
        Err(said) => line.wrong(format_args!("check: {said}")),
    }
    let (here, there) = (photos(site)?, photos(from)?);
    if here != there || here.is_empty() {
        line.wrong(format_args!("{} photos became {}", there.len(), here.len()));
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
        // the photos stay in their folder; here each site has one of its own
        for (name, bytes) in photos(from)? {
            let there = target.folder().join("data/photos").join(name);
            std::fs::create_dir_all(there.parent().unwrap_or(&there))?;
            std::fs::write(there, bytes)?;
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

async fn rows(url: &str) -> anyhow::Result<Rows> {
    let db = Db::connect(url).await?;
    let mut counts = Vec::new();
    for table in entraide::db::tables::tables(db.read()).await? {
        // what a check or a start writes for itself
        if !matches!(table.name.as_str(), "job" | "feed_row" | "rule_version" | "linked_host" | "site_choice") {
            counts.push((table.name.clone(), entraide::db::count(db.read(), &format!("SELECT COUNT(*) AS n FROM \"{}\"", table.name), []).await?));
        }
    }
    db.close().await?;
    Ok(counts)
}

/// A backup that was cut short or changed.
fn refused(site: &Site) -> anyhow::Result<Line> {
    let mut line = Line::new("a damaged backup", "refused, and nothing of it left behind");
    let file = site.folder().join(BACKUP);
    let whole = std::fs::read(&file)?;
    let mut changed = whole.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    for (how, bytes) in [("cut short", &whole[..whole.len() / 2]), ("changed", &changed[..])] {
        std::fs::write(&file, bytes)?;
        let empty = Site::sqlite()?;
        let out = empty.runs(&["restore", &file.display().to_string()])?;
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        if out.status.success() || !said.contains("damaged") {
            line.wrong(format_args!("{how}: {said}"));
        }
        if empty.folder().join("data").exists() {
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
