//! bringing the schema up to date. Killed at any moment and begun again, it ends where a fresh one begins; an older
//! program leaves a newer schema alone.

use std::time::Duration;

use entraide::db::{self, Db};
use sea_orm::{ConnectionTrait as _, FromQueryResult};

use crate::Size;
use crate::cluster;
use crate::report::Line;
use crate::server::Site;
use crate::writers::Dice;

pub async fn run(size: Size) -> anyhow::Result<Vec<Line>> {
    let cluster = cluster::shared()?;
    let mut lines = Vec::new();
    for database in ["SQLite", "PostgreSQL"] {
        let site = async || if database == "SQLite" { Site::sqlite() } else { Site::on(&cluster.database().await?) };
        lines.push(killed(database, size.of(4, 40), site().await?, site().await?).await?);
        lines.push(newer(database, site().await?).await?);
    }
    Ok(lines)
}

async fn killed(database: &str, kills: usize, fresh: Site, site: Site) -> anyhow::Result<Line> {
    let mut line = Line::new(format!("migration killed, {database}"), format!("after {kills} kills and one run more, the schema is that of a fresh database"));
    migrates(&fresh)?;
    let mut dice = Dice::new(3);
    let mut cut = 0;
    for n in 0..kills {
        let mut child = site.begins(&["migrate", "up"])?;
        // from the first statements to beyond the last
        tokio::time::sleep(Duration::from_millis((20 + n * 30 + dice.below(40)) as u64)).await;
        cut += usize::from(child.try_wait()?.is_none());
        child.kill()?;
        child.wait()?;
    }
    migrates(&site)?;
    let (hoped, seen) = (shape(&fresh.url).await?, shape(&site.url).await?);
    for part in hoped.iter().filter(|p| !seen.contains(p)) {
        line.wrong(format_args!("missing: {part}"));
    }
    for part in seen.iter().filter(|p| !hoped.contains(p)) {
        line.wrong(format_args!("too much: {part}"));
    }
    line.saw(format_args!("{cut} cut off, {} parts the same", hoped.len()));
    if let Err(said) = site.check()? {
        line.wrong(format_args!("check: {said}"));
    }
    Ok(line)
}

fn migrates(site: &Site) -> anyhow::Result<()> {
    let out = site.runs(&["migrate", "up"])?;
    anyhow::ensure!(out.status.success(), "migrate up: {}", String::from_utf8_lossy(&out.stderr));
    Ok(())
}

#[derive(FromQueryResult)]
struct Part {
    text: String,
}

/// Tables, columns, indexes, triggers, and how many rows each table begins with.
async fn shape(url: &str) -> anyhow::Result<Vec<String>> {
    let db = Db::connect(url).await?;
    let texts: &[&str] = if db.is_postgres() {
        &[
            "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || COALESCE(column_default, '') || ' ' || is_identity AS text FROM information_schema.columns WHERE table_schema = 'public'",
            "SELECT indexdef AS text FROM pg_indexes WHERE schemaname = 'public'",
            "SELECT CAST(conrelid AS regclass) || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE connamespace = CAST('public' AS regnamespace)",
            "SELECT pg_get_triggerdef(oid) AS text FROM pg_trigger WHERE NOT tgisinternal",
            "SELECT pg_get_functiondef(oid) AS text FROM pg_proc WHERE pronamespace = CAST('public' AS regnamespace)",
        ]
    } else {
        &["SELECT COALESCE(sql, name) AS text FROM sqlite_master"]
    };
    let mut parts = Vec::new();
    for text in texts {
        parts.extend(db::rows::<Part>(db.read(), text, []).await?.into_iter().map(|p| p.text));
    }
    for table in db::tables::tables(db.read()).await? {
        let n = db::count(db.read(), &format!("SELECT COUNT(*) AS n FROM \"{}\"", table.name), []).await?;
        parts.push(format!("{}: {n} rows", table.name));
    }
    db.close().await?;
    parts.sort();
    Ok(parts)
}

async fn newer(database: &str, site: Site) -> anyhow::Result<Line> {
    let mut line = Line::new(format!("a newer schema, {database}"), "an older program does not start on it and says why in one line");
    migrates(&site)?;
    let db = Db::connect(&site.url).await?;
    let tx = db.write().await?;
    tx.execute_unprepared("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m9999_from_the_future', 0)").await?;
    tx.commit().await?;
    db.close().await?;
    let out = site.runs(&["serve", "--listen", "127.0.0.1:0"])?;
    let said = String::from_utf8_lossy(&out.stderr).trim().to_owned();
    if out.status.success() || said.lines().count() != 1 || !said.contains("m9999_from_the_future") {
        line.wrong(format_args!("{}: {said}", out.status));
    }
    line.saw(said);
    Ok(line)
}
