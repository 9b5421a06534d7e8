//! how SQLite is set up, and many who write at once.

use entraide::db::{self, Db};
use sea_orm::ConnectionTrait;
use tokio::task::JoinSet;

use crate::Size;
use crate::report::Line;
use crate::server::Site;

pub async fn run(size: Size) -> anyhow::Result<Vec<Line>> {
    Ok(vec![set_up(size).await?, ended().await?])
}

/// SQLite ends a transaction that finds no room, whatever its driver thinks: the next one must be a real one.
async fn ended() -> anyhow::Result<Line> {
    let mut line = Line::new("SQLite, a transaction it ended", "what is committed after it is there for everyone, what is taken back is not");
    let site = Site::sqlite()?;
    let db = Db::connect(&site.url).await?;
    db.migrate().await?;
    let before = db::count(db.read(), "SELECT n FROM writer", []).await?;
    for round in 1..=3 {
        let tx = db.write().await?;
        // the file is as large as it may be
        tx.execute_unprepared("PRAGMA max_page_count = 1").await?;
        let text = "INSERT INTO search_rank (question_id, packed) VALUES (1, hex(randomblob(4000000)))";
        match db::run(&tx, text, []).await {
            Err(e) if entraide::error::passing(&e) => {}
            Err(e) => line.wrong(format_args!("no room is said to be {e}")),
            Ok(_) => line.wrong("there was room"),
        }
        drop(tx);
        let tx = db.write().await?;
        db::writer(&tx).await?;
        drop(tx);
        let tx = db.write().await?;
        db::writer(&tx).await?;
        tx.commit().await?;
        let n = db::count(db.read(), "SELECT n FROM writer", []).await? - before;
        if n != round {
            line.wrong(format_args!("{n} writes are there after {round}"));
        }
    }
    line.saw("3 rounds");
    db.close().await?;
    Ok(line)
}

async fn set_up(size: Size) -> anyhow::Result<Line> {
    let (writers, each) = (32_i64, size.of(20, 1_000));
    let mut line = Line::new("SQLite", format!("durable settings, the file its owner's; {writers} writers of two processes, {each} writes each: nobody meets a locked database"));
    let site = Site::sqlite()?;
    let (db, other) = (Db::connect(&site.url).await?, Db::connect(&site.url).await?);
    db.migrate().await?;
    let tx = db.write().await?;
    for (pragma, hoped) in [("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5_000), ("query_only", 0), ("journal_size_limit", 67_108_864)] {
        is(&tx, pragma, hoped, &mut line).await?;
    }
    tx.rollback().await?;
    is(db.read(), "query_only", 1, &mut line).await?;
    let wal = db::count(db.read(), "SELECT COUNT(*) AS n FROM pragma_journal_mode() WHERE journal_mode = 'wal'", []).await?;
    if wal != 1 {
        line.wrong("no write-ahead log");
    }
    if let Some(file) = Db::file_of(&site.url) {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(file)?.permissions().mode() & 0o777;
        if mode != 0o600 {
            line.wrong(format_args!("the file's mode is {mode:o}"));
        }
    }
    let before = db::count(db.read(), "SELECT n FROM writer", []).await?;
    let mut all = JoinSet::new();
    for n in 0..writers {
        // as two processes would: each with a writer of its own
        let db = if n % 2 == 0 { db.clone() } else { other.clone() };
        all.spawn(async move {
            for _ in 0..each {
                let tx = db.write().await?;
                db::writer(&tx).await?;
                tx.commit().await?;
            }
            Ok::<_, sea_orm::DbErr>(())
        });
    }
    while let Some(done) = all.join_next().await {
        if let Err(e) = done? {
            line.wrong(e);
        }
    }
    let written = db::count(db.read(), "SELECT n FROM writer", []).await? - before;
    line.saw(format_args!("{written} writes"));
    if written != writers * each {
        line.wrong(format_args!("{written} writes of {}", writers * each));
    }
    db.close().await?;
    other.close().await?;
    Ok(line)
}

async fn is(db: &impl ConnectionTrait, pragma: &str, hoped: i64, line: &mut Line) -> anyhow::Result<()> {
    let found: Option<i64> = db.query_one_raw(db::sql(db, &format!("PRAGMA {pragma}"), [])).await?.map(|r| r.try_get_by_index(0)).transpose()?;
    if found != Some(hoped) {
        line.wrong(format_args!("{pragma} is {found:?}, not {hoped}"));
    }
    Ok(())
}
